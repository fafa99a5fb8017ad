/** Amazon Web Services. */
import { type Preset, sets } from './preset.ts';

const NAT_GATEWAY = 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html';
const NAT_ADDRESSES =
  'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateNatGatewayAddress.html';
const NLB =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html';
const NLB_PRESERVE =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html';
const NLB_IDLE = 'AWS, Network Load Balancer TCP idle timeout: 350 s, 60-6000 s on TCP listeners since 2024';
const ALB =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html';
const SG_TRACKING =
  'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ConnectionTrackingConfiguration.html';
const NO_TABLE = 'AWS publishes ports and rates as limits, no number of entries';

export const awsPresets: readonly Preset[] = [
  {
    id: 'aws-nat-gateway',
    name: 'AWS NAT gateway',
    family: 'aws',
    kind: 'hop',
    modes: ['snat'],
    line: '55,000 connections an address and destination, up to eight addresses',
    fields: [
      sets('gateway', true, 'verified', 'it stands on the route: who dials names the destination'),
      sets('snat.ports', '1024-56023', 'derived', `${NAT_GATEWAY}: 55,000 of the ports 1024-65535`),
      sets('snat.scope', 'destination', 'verified', NAT_GATEWAY),
      sets('snat.selection', 'random', 'derived', 'all 55,000 can be used; their order is not published'),
      sets('snat.choose', 'round-robin', 'derived', 'AWS whitepaper on egress: 8 x 55,000 = 440,000'),
      sets(
        'snat.hold',
        '60s',
        'derived',
        `${NAT_GATEWAY}: about 900 new connections a second, 55,000 / 60 s`,
      ),
      sets('flowTable.max', 'unlimited', 'derived', NO_TABLE),
      sets('flowTable.established', '350s', 'verified', NAT_GATEWAY),
      sets('flowTable.loose', false, 'verified', `${NAT_GATEWAY}: RST after the idle timeout`),
    ],
    caps: [{ path: 'snat.addresses', max: 8, source: NAT_ADDRESSES }],
    notes: [
      'After 350 s of silence IdleTimeoutCount rises, and the next packet is answered with a RST.',
      'Two elastic IP addresses are the quota until you ask for more.',
      'Bandwidth (5 to 100 Gbit/s) and packet rate (1 to 10 million a second) are not simulated.',
      'A regional NAT gateway takes up to 32 addresses in a zone: write it without the preset.',
    ],
  },
  {
    id: 'aws-nlb-snat',
    name: 'AWS NLB, client IP preservation off',
    family: 'aws',
    kind: 'hop',
    modes: ['snat'],
    line: '55,000 connections an address and target; the same for PrivateLink',
    fields: [
      sets('snat.ports', '1024-56023', 'derived', `${NLB}: about 55,000; which ports is not published`),
      sets('snat.scope', 'destination', 'verified', NLB),
      sets('snat.selection', 'random', 'derived', 'all 55,000 can be used; their order is not published'),
      sets('snat.choose', 'round-robin', 'derived', 'AWS, secondary addresses: 8 x 55,000 = 440,000'),
      sets('snat.hold', '60s', 'derived', `${NLB}: about 55,000 connections a minute`),
      sets('flowTable.max', 'unlimited', 'derived', NO_TABLE),
      sets('limits.idleTimeout', '350s', 'third party', NLB_IDLE),
    ],
    caps: [
      {
        path: 'snat.addresses',
        max: 8,
        source: 'AWS, up to seven secondary IPv4 addresses in each subnet',
      },
    ],
    notes: ['An instance is the balancer in one availability zone. A TLS listener keeps its 350 s.'],
  },
  {
    id: 'aws-nlb-preserve',
    name: 'AWS NLB, client IP preservation on',
    family: 'aws',
    kind: 'hop',
    modes: ['dnat'],
    line: 'no ports of its own; idle 350 s',
    fields: [
      sets('flowTable.max', 'unlimited', 'derived', NO_TABLE),
      sets('limits.idleTimeout', '350s', 'third party', NLB_IDLE),
    ],
    notes: [
      'It shows as timeouts of targets that connect to themselves, now and then as a RST.',
      `One client port that reaches a target through two addresses of the balancer collides (${NLB_PRESERVE}).`,
    ],
  },
  {
    id: 'aws-alb',
    name: 'AWS ALB',
    family: 'aws',
    kind: 'hop',
    modes: ['proxy'],
    line: 'a managed proxy; idle 60 s',
    fields: [
      sets(
        'snat.ports',
        '1024-65535',
        'recalled',
        'AWS, network ACLs of targets: ephemeral ports 1024-65535',
      ),
      sets('limits.fileDescriptors', 'unlimited', 'derived', 'AWS adds nodes with the load'),
      sets('limits.idleTimeout', '60s', 'third party', `${ALB} (idle_timeout.timeout_seconds)`),
    ],
    notes: [
      'Nodes come and go with the load: write as many instances as its DNS name has addresses.',
      'A WebSocket is placed once and never moved to another target.',
    ],
  },
  {
    id: 'aws-security-group',
    name: 'AWS security group tracking',
    family: 'aws',
    kind: 'flow-table',
    modes: ['dnat', 'snat', 'dsr', 'router'],
    line: 'an allowance by instance size that AWS does not publish',
    fields: [
      sets('flowTable.max', 'unlimited', 'derived', 'not published; conntrack_allowance_available shows it'),
      sets('flowTable.established', '5d', 'verified', `${SG_TRACKING}; 350 s on Nitro v6`),
    ],
    notes: ['Write flowTable.max as conntrack_allowance_available of an idle instance shows it.'],
  },
];
