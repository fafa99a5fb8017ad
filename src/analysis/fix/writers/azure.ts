/** Microsoft Azure: NAT gateways and outbound rules. */
import { portCount } from '../../../network/ports/tuple-space/port-range.ts';
import { formatCount } from '../../wording/format-quantity.ts';
import type { FixPlace } from '../fix-place.ts';
import type { SnippetText } from '../snippet.ts';
import { type Attributes, resource, type TerraformBlock } from '../terraform-block.ts';
import { NEW_INSTANCES_FILL, quoted, terraformOf } from './terraform.ts';
import { instanceCount, perDestination, type Writers } from './writer.ts';

const azure = terraformOf('azure-terraform', 'azurerm');

const AZURE_PLACE: Attributes = [
  ['resource_group_name', 'var.resource_group_name'],
  ['location', 'var.location'],
];

const azureAddresses = (slug: string, count: number): TerraformBlock =>
  resource('azurerm_public_ip', slug, [
    ['count', `${count}`],
    ['name', `"${slug}-\${count.index}"`],
    ...AZURE_PLACE,
    ['allocation_method', '"Static"'],
    ['sku', '"Standard"'],
  ]);

const PORTS_OF_FRONTEND = 64_000;

function azureRule(slug: string, body: Attributes): TerraformBlock {
  return resource('azurerm_lb_outbound_rule', slug, [
    ['name', quoted(slug)],
    ['loadbalancer_id', 'var.load_balancer_id'],
    ['backend_address_pool_id', 'var.backend_address_pool_id'],
    ['protocol', '"Tcp"'],
    ...body,
  ]);
}

const azureFrontends = (slug: string): TerraformBlock => ({
  head: 'dynamic "frontend_ip_configuration"',
  body: [
    ['for_each', `azurerm_public_ip.${slug}`],
    '',
    { head: 'content', body: [['name', 'frontend_ip_configuration.value.name']] },
  ],
});

function azurePool(place: FixPlace): SnippetText[] {
  const { hop, slug, preset } = place;
  if (hop?.source == null) return [];
  const { addresses, scope, blockSize, ports } = hop.source;
  if (preset.startsWith('azure-load-balancer') || scope === 'client-block') {
    const each = Math.max(8, Math.floor(blockSize / 8) * 8);
    return [
      azure(
        `Outbound rule: ${each} ports a machine, ${addresses === 1 ? '1 frontend' : `${addresses} frontends`}`,
        [
          azureAddresses(slug, addresses),
          azureRule(slug, [['allocated_outbound_ports', `${each}`], '', azureFrontends(slug)]),
        ],
        'lb_outbound_rule',
        [
          `Azure gives ${formatCount(PORTS_OF_FRONTEND)} ports a frontend, and ports in eights: ${addresses} x ${formatCount(PORTS_OF_FRONTEND)} / ${formatCount(each)} = ${formatCount(Math.floor((addresses * PORTS_OF_FRONTEND) / each))} machines.`,
          'The load balancer needs a frontend_ip_configuration of the same name for each address.',
          'A change of the ports a machine resets outbound connections.',
        ],
      ),
    ];
  }
  return [
    azure(
      addresses === 1 ? 'NAT gateway' : `NAT gateway with ${addresses} addresses`,
      [
        azureAddresses(slug, addresses),
        resource('azurerm_nat_gateway', slug, [
          ['name', quoted(slug)],
          ...AZURE_PLACE,
          ['sku_name', '"Standard"'],
        ]),
        resource('azurerm_nat_gateway_public_ip_association', slug, [
          ['count', `${addresses}`],
          ['nat_gateway_id', `azurerm_nat_gateway.${slug}.id`],
          ['public_ip_address_id', `azurerm_public_ip.${slug}[count.index].id`],
        ]),
      ],
      'nat_gateway_public_ip_association',
      [
        ...perDestination(hop.source),
        `${formatCount(portCount(ports))} ports an address; 16 addresses are the most.`,
        'Addresses join in place; no connection is lost.',
      ],
    ),
  ];
}

/** Azure takes whole minutes from 4 to 120. */
const azureMinutes = (sec: number): number => Math.min(120, Math.max(4, Math.round(sec / 60)));

function azureIdle({ hop, slug, preset }: FixPlace, sec: number): SnippetText[] {
  if (hop === null || sec === Infinity) return [];
  const minutes: readonly [string, string] = ['idle_timeout_in_minutes', `${azureMinutes(sec)}`];
  const caveats = ['Whole minutes from 4 to 120.', 'For new connections.'];
  return preset.startsWith('azure-load-balancer')
    ? [
        azure(
          'Idle timeout of the outbound rule',
          [azureRule(slug, [minutes, '', azureFrontends(slug)])],
          'lb_outbound_rule',
          caveats,
        ),
      ]
    : [
        azure(
          'Idle timeout of the NAT gateway',
          [resource('azurerm_nat_gateway', slug, [['name', quoted(slug)], ...AZURE_PLACE, minutes])],
          'nat_gateway',
          caveats,
        ),
      ];
}

export const azureWriters: Writers = {
  'nat-pool': azurePool,
  'idle-timeout': (place) => azureIdle(place, place.limits?.idleTimeoutSec ?? Infinity),
  'flow-table': (place) =>
    place.isChanged('flowTable.established')
      ? azureIdle(place, place.hop?.flowTable.establishedSec ?? Infinity)
      : [],
  instances: (place) => {
    const { slug } = place;
    const count = instanceCount(place);
    return count === null
      ? []
      : [
          azure(
            'Instances of the scale set',
            [
              resource('azurerm_orchestrated_virtual_machine_scale_set', slug, [
                ['name', quoted(slug)],
                ...AZURE_PLACE,
                ['platform_fault_domain_count', '1'],
                ['instances', `${count}`],
              ]),
            ],
            'orchestrated_virtual_machine_scale_set',
            [NEW_INSTANCES_FILL],
          ),
        ];
  },
};
