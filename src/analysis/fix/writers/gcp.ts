/** Google Cloud: Cloud NAT. */
import { formatCount } from '../../wording/format-quantity.ts';
import type { FixPlace } from '../fix-place.ts';
import type { SnippetText } from '../snippet.ts';
import { resource } from '../terraform-block.ts';
import { NEW_INSTANCES_FILL, quoted, terraformOf } from './terraform.ts';
import { dnsName, instanceCount, type Writers, wholeSeconds } from './writer.ts';

const gcp = terraformOf('gcp-terraform', 'google');

/** Cloud NAT gives blocks of powers of two. */
function powerOfTwo(ports: number): number {
  let size = 32;
  while (size < ports) size *= 2;
  return size;
}

function gcpNat({ hop, slug, isChanged, preset }: FixPlace): SnippetText[] {
  if (hop?.source == null) return [];
  const { addresses, blockSize, maxPortsPerClient, scope, holdSec } = hop.source;
  const { establishedSec, unrepliedSec } = hop.flowTable;
  const isDynamic = preset === 'gcp-cloud-nat-dynamic' || maxPortsPerClient > blockSize;
  const least = isDynamic ? powerOfTwo(blockSize) : Math.max(64, blockSize);
  return [
    gcp(
      addresses === 1 ? 'Cloud NAT' : `Cloud NAT with ${addresses} addresses`,
      [
        resource('google_compute_address', slug, [
          ['count', `${addresses}`],
          ['name', `"${dnsName(slug)}-\${count.index}"`],
          ['region', 'var.region'],
        ]),
        resource('google_compute_router_nat', slug, [
          ['name', quoted(dnsName(slug))],
          ['router', 'var.router_name'],
          ['region', 'var.region'],
          ['nat_ip_allocate_option', '"MANUAL_ONLY"'],
          ['nat_ips', `google_compute_address.${slug}[*].self_link`],
          ['source_subnetwork_ip_ranges_to_nat', '"ALL_SUBNETWORKS_ALL_IP_RANGES"'],
          ...(scope === 'client-block'
            ? ([
                ['min_ports_per_vm', `${least}`],
                ...(isDynamic
                  ? ([
                      ['enable_dynamic_port_allocation', 'true'],
                      ['max_ports_per_vm', `${powerOfTwo(maxPortsPerClient)}`],
                    ] as const)
                  : []),
              ] as const)
            : []),
          ...(isChanged('flowTable.established') && establishedSec !== Infinity
            ? [['tcp_established_idle_timeout_sec', `${wholeSeconds(establishedSec)}`] as const]
            : []),
          ...(isChanged('flowTable.unreplied')
            ? [['tcp_transitory_idle_timeout_sec', `${wholeSeconds(unrepliedSec)}`] as const]
            : []),
          ...(isChanged('snat.hold')
            ? [['tcp_time_wait_timeout_sec', `${wholeSeconds(holdSec)}`] as const]
            : []),
        ]),
      ],
      'compute_router_nat',
      [
        ...(scope === 'client-block'
          ? [
              `${addresses} x 64,512 / ${formatCount(least)} = ${formatCount(Math.floor((addresses * 64_512) / least))} machines.`,
              'A change of the ports a machine breaks connections of machines whose ports move; fewer ports wait for those in use.',
            ]
          : []),
        'Addresses join in place; one that leaves should drain first (drain_nat_ips).',
      ],
    ),
  ];
}

export const gcpWriters: Writers = {
  'nat-pool': gcpNat,
  hold: (place) => (place.hop?.mode === 'snat' ? gcpNat(place) : []),
  'flow-table': (place) =>
    place.isChanged('flowTable.established', 'flowTable.unreplied') && place.hop?.mode === 'snat'
      ? gcpNat(place)
      : [],
  instances: (place) => {
    const { slug } = place;
    const count = instanceCount(place);
    return count === null
      ? []
      : [
          gcp(
            'Instances of the group',
            [
              resource('google_compute_region_instance_group_manager', slug, [
                ['name', quoted(dnsName(slug))],
                ['base_instance_name', quoted(dnsName(slug))],
                ['region', 'var.region'],
                ['target_size', `${count}`],
                '',
                { head: 'version', body: [['instance_template', 'var.instance_template']] },
              ]),
            ],
            'compute_region_instance_group_manager',
            [NEW_INSTANCES_FILL],
          ),
        ];
  },
};
