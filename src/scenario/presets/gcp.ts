/** Google Cloud. */
import { gcpDynamicShare } from './allocation.ts';
import { allots, type Preset, sets } from './preset.ts';

const PORTS = 'https://cloud.google.com/nat/docs/ports-and-addresses';
const TIMEOUTS = 'terraform google_compute_router_nat, defaults of the timeouts';
const DYNAMIC =
  'https://pub.dev/documentation/pulumi_gcp/latest/compute/RouterNat/enableDynamicPortAllocation.html';
const NETLB = 'https://cloud.google.com/load-balancing/docs/network';

const natFields = [
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
  sets('limits.idleTimeout', '20m', 'third party', `${TIMEOUTS}: established 1200 s`),
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
    line: '32 ports a machine at first, doubled as long as the addresses have more',
    fields: [
      ...natFields,
      allots('snat.blockSize', gcpDynamicShare, 'derived', `${DYNAMIC}: from 32 to 65,536, powers of two`),
    ],
    notes: [
      'Simulated as it is settled: every machine has the share that is left when all want more.',
      'Drops while an allotment grows, and machines that need more than others, are left out.',
      'One machine gets 32,768 ports at most here, the largest power of two in one address.',
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
