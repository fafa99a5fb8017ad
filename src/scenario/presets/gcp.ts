/** Google Cloud. */
import { type Preset, sets } from './preset.ts';

const PORTS = 'https://cloud.google.com/nat/docs/ports-and-addresses';
const TIMEOUTS = 'terraform google_compute_router_nat, defaults of the timeouts';
const DYNAMIC =
  'https://pub.dev/documentation/pulumi_gcp/latest/compute/RouterNat/enableDynamicPortAllocation.html';
const NETLB = 'https://cloud.google.com/load-balancing/docs/network';

const natFields = [
  sets('gateway', true, 'verified', `${PORTS}: it stands on the route of the machines`),
  sets('snat.ports', '1024-65535', 'verified', PORTS),
  sets('snat.scope', 'client-block', 'verified', PORTS),
  sets('snat.blockReuse', 'destination', 'verified', `${PORTS}: a port again for another destination`),
  sets(
    'snat.selection',
    'sequential',
    'derived',
    'all ports of a machine can be used; their order is not published',
  ),
  sets('snat.hold', '2m', 'third party', `${TIMEOUTS}: TIME_WAIT 120 s`),
  sets('flowTable.max', 'unlimited', 'derived', 'Google publishes ports as the limit, no number of entries'),
  sets('flowTable.established', '20m', 'third party', `${TIMEOUTS}: established 1200 s`),
  sets('flowTable.loose', false, 'recalled', 'Cloud NAT maps new connections only'),
  sets('flowTable.invalid', 'drop', 'recalled', 'Cloud NAT drops what has no mapping'),
];

export const gcpPresets: readonly Preset[] = [
  {
    id: 'gcp-cloud-nat-static',
    name: 'Google Cloud NAT, static ports',
    family: 'gcp',
    kind: 'hop',
    modes: ['snat'],
    line: '64 ports a machine: floor(addresses x 64,512 / 64) machines',
    fields: [...natFields, sets('snat.blockSize', 64, 'verified', `${PORTS} (minimum ports per VM)`)],
    notes: [
      'A machine is a client address of the scenario.',
      'With endpoint-independent mapping a port serves one socket toward all destinations: write blockReuse "none".',
    ],
  },
  {
    id: 'gcp-cloud-nat-dynamic',
    name: 'Google Cloud NAT, dynamic ports',
    family: 'gcp',
    kind: 'hop',
    modes: ['snat'],
    line: '32 ports a machine at first, doubled when they are taken, up to 65,536',
    fields: [
      ...natFields,
      sets('snat.blockSize', 32, 'verified', `${DYNAMIC}: 32 at least`),
      sets('snat.maxPortsPerClient', 65_536, 'verified', `${DYNAMIC}: 65,536 at most, powers of two`),
    ],
    notes: [
      'A machine gets as many ports again when all of its ports are taken; Google does so a little earlier, and drops packets while it does.',
      'Write snat.blockSize and snat.maxPortsPerClient if you set other bounds.',
    ],
  },
  {
    id: 'gcp-network-load-balancer',
    name: 'Google Cloud passthrough network load balancer',
    family: 'gcp',
    kind: 'hop',
    modes: ['dsr'],
    line: 'no ports and no replies through it',
    fields: [
      sets('balance', 'maglev', 'recalled', `${NETLB}: hash of the five-tuple`),
      sets('flowTable.max', 'unlimited', 'recalled', NETLB),
    ],
    notes: ['The servers run out before it does.'],
  },
];
