/** Amazon Web Services: NAT gateways, network and application load balancers. */
import type { FixPlace } from '../fix-place.ts';
import type { SnippetText } from '../snippet.ts';
import { resource } from '../terraform-block.ts';
import { NEW_INSTANCES_FILL, quoted, terraformOf } from './terraform.ts';
import { instanceCount, perDestination, type Writers, wholeSeconds } from './writer.ts';

const aws = terraformOf('aws-terraform', 'aws');

function awsPool({ hop, slug, preset }: FixPlace): SnippetText[] {
  if (hop?.source == null || hop.source.scope === 'client-block') return [];
  const { addresses } = hop.source;
  if (preset === 'aws-nlb-snat' || (!hop.gateway && preset !== 'aws-nat-gateway'))
    return [
      aws(
        'More source addresses of the load balancer',
        [
          resource('aws_lb', slug, [
            ['load_balancer_type', '"network"'],
            ['subnets', 'var.subnet_ids'],
            ['secondary_ips_auto_assigned_per_subnet', `${Math.min(7, Math.max(0, addresses - 1))}`],
          ]),
        ],
        'lb',
        [
          ...perDestination(hop.source),
          `${addresses} addresses in each subnet: the first and up to seven more. Fewer later means a new load balancer.`,
          ...(addresses > 8
            ? ['More than eight in a subnet is not to be had: use more subnets, or client IP preservation.']
            : []),
          'Takes effect in place; no connection is lost.',
        ],
      ),
    ];
  return [
    aws(
      addresses === 1 ? 'Address of the NAT gateway' : `NAT gateway with ${addresses} addresses`,
      [
        resource('aws_eip', slug, [
          ['count', `${addresses}`],
          ['domain', '"vpc"'],
        ]),
        resource('aws_nat_gateway', slug, [
          ['subnet_id', 'var.public_subnet_id'],
          ['allocation_id', `aws_eip.${slug}[0].id`],
          ...(addresses > 1
            ? [['secondary_allocation_ids', `slice(aws_eip.${slug}[*].id, 1, ${addresses})`] as const]
            : []),
        ]),
      ],
      'nat_gateway',
      [
        ...perDestination(hop.source),
        '55,000 connections an address toward one destination (address, port, protocol).',
        ...(addresses > 2
          ? ['Two addresses a gateway are the quota until you ask for more; eight are the most.']
          : []),
        'Secondary addresses join in place; no connection is lost.',
      ],
    ),
  ];
}

function awsIdle({ limits, hop, slug, preset }: FixPlace): SnippetText[] {
  const sec = limits?.idleTimeoutSec ?? Infinity;
  if (hop === null || sec === Infinity) return [];
  if (preset === 'aws-alb' || (preset === '' && hop.mode === 'proxy'))
    return [
      aws(
        'Idle timeout of the load balancer',
        [
          resource('aws_lb', slug, [
            ['load_balancer_type', '"application"'],
            ['subnets', 'var.subnet_ids'],
            ['idle_timeout', `${wholeSeconds(sec)}`],
          ]),
        ],
        'lb',
        ['1 to 4,000 s. In place; connections that exist are not cut.'],
      ),
    ];
  return [awsListener(slug, sec)];
}

function awsListener(slug: string, sec: number): SnippetText {
  return aws(
    'Idle timeout of the TCP listener',
    [
      resource('aws_lb_listener', slug, [
        ['load_balancer_arn', `aws_lb.${slug}.arn`],
        ['port', '443'],
        ['protocol', '"TCP"'],
        ['tcp_idle_timeout_seconds', `${wholeSeconds(sec)}`],
        '',
        {
          head: 'default_action',
          body: [
            ['type', '"forward"'],
            ['target_group_arn', `aws_lb_target_group.${slug}.arn`],
          ],
        },
      ]),
    ],
    'lb_listener',
    ['60 to 6,000 s, on TCP listeners alone: a TLS listener keeps 350 s.', 'In place; for new connections.'],
  );
}

function awsInstances(place: FixPlace): SnippetText[] {
  const { slug } = place;
  const count = instanceCount(place);
  if (count === null) return [];
  return [
    aws(
      'Instances of the group',
      [
        resource('aws_autoscaling_group', slug, [
          ['min_size', `${count}`],
          ['max_size', `${count}`],
          ['desired_capacity', `${count}`],
          ['vpc_zone_identifier', 'var.subnet_ids'],
          '',
          {
            head: 'launch_template',
            body: [
              ['id', 'var.launch_template_id'],
              ['version', '"$Latest"'],
            ],
          },
        ]),
      ],
      'autoscaling_group',
      [NEW_INSTANCES_FILL],
    ),
  ];
}

export const awsWriters: Writers = {
  'nat-pool': awsPool,
  'flow-table': ({ hop, preset, slug, isChanged }) => {
    const sec = hop?.flowTable.establishedSec ?? Infinity;
    if (!isChanged('flowTable.established') || sec === Infinity || preset === 'aws-nat-gateway') return [];
    if (preset === 'aws-security-group')
      return [
        aws(
          'Tracked connections of a security group',
          [
            resource('aws_launch_template', slug, [
              ['name', quoted(slug)],
              '',
              {
                head: 'network_interfaces',
                body: [
                  ['security_groups', '[var.security_group_id]'],
                  '',
                  {
                    head: 'connection_tracking_specification',
                    body: [['tcp_established_timeout', `${wholeSeconds(sec)}`]],
                  },
                ],
              },
            ]),
          ],
          'launch_template',
          [
            '60 to 432,000 s. For instances that start from the template; a running interface takes it from modify-network-interface-attribute.',
          ],
        ),
      ];
    return [awsListener(slug, sec)];
  },
  'idle-timeout': awsIdle,
  instances: awsInstances,
  strategy: ({ hop, slug }) =>
    hop?.mode === 'dnat'
      ? [
          aws(
            'Client IP preservation',
            [
              resource('aws_lb_target_group', slug, [
                ['port', '443'],
                ['protocol', '"TCP"'],
                ['vpc_id', 'var.vpc_id'],
                ['target_type', '"instance"'],
                ['preserve_client_ip', 'true'],
              ]),
            ],
            'lb_target_group',
            [
              'The targets see the clients’ addresses: their security groups have to let these in. Connections that exist keep the old way.',
            ],
          ),
        ]
      : [],
  drain: ({ event, slug }) =>
    event?.action === 'restart' || event?.action === 'scale-in'
      ? [
          aws(
            'Time that a target has to drain',
            [
              resource('aws_lb_target_group', slug, [
                ['port', '443'],
                ['protocol', '"TCP"'],
                ['vpc_id', 'var.vpc_id'],
                ['deregistration_delay', `${Math.min(3600, Math.round(event.drainSec))}`],
              ]),
            ],
            'lb_target_group',
            [
              '0 to 3,600 s. A network load balancer then leaves connections open unless connection_termination is true.',
            ],
          ),
        ]
      : [],
};
