/** Microsoft Azure. */
import { azureDefaultTable, azureOutboundRule, cappedToward } from './allocation.ts';
import { allots, type Preset, sets } from './preset.ts';

const OUTBOUND = 'https://learn.microsoft.com/azure/load-balancer/load-balancer-outbound-connections';
const OUTBOUND_RULES = 'https://learn.microsoft.com/azure/load-balancer/outbound-rules';
const NAT_GATEWAY = 'https://learn.microsoft.com/azure/nat-gateway/nat-gateway-resource';
const NAT_SNAT = 'https://learn.microsoft.com/azure/nat-gateway/nat-gateway-snat';
const NO_TABLE = 'Azure publishes ports as the limit, no number of entries';
const ORDER = 'all ports of a block can be used; their order is not published';

const blockFields = [
  sets('snat.ports', '1024-65023', 'derived', `${OUTBOUND}: 64,000 of the ports from 1024 on`),
  sets('snat.scope', 'client-block', 'verified', OUTBOUND),
  sets('snat.blockReuse', 'destination', 'verified', `${OUTBOUND}: a port again for another destination`),
  sets('snat.selection', 'sequential', 'derived', ORDER),
  sets('flowTable.max', 'unlimited', 'derived', NO_TABLE),
  sets('flowTable.established', '4m', 'verified', `${OUTBOUND_RULES}: 4 to 120 minutes`),
  sets('flowTable.loose', false, 'verified', `${OUTBOUND_RULES}: a flow that timed out is gone`),
  sets(
    'flowTable.invalid',
    'drop',
    'verified',
    `${OUTBOUND_RULES}: silent unless TCP reset is enabled; write "forward" then`,
  ),
];

const POOL = 'A machine of the backend pool is a client address of the scenario.';

export const azurePresets: readonly Preset[] = [
  {
    id: 'azure-load-balancer-outbound-default',
    name: 'Azure load balancer, default outbound',
    family: 'azure',
    kind: 'hop',
    modes: ['snat'],
    line: '1,024 to 32 ports a machine, by the size of the pool',
    fields: [
      sets('gateway', true, 'verified', 'it stands on the route: who dials names the destination'),
      ...blockFields,
      allots('snat.blockSize', azureDefaultTable, 'verified', OUTBOUND),
    ],
    notes: [
      POOL,
      'The allotment shrinks when the pool grows past 50, 100, 200, 400 and 800 machines.',
      'Each load balancing or inbound NAT rule takes ports away in steps of eight; that is left out.',
    ],
  },
  {
    id: 'azure-load-balancer-outbound-rule',
    name: 'Azure load balancer, outbound rule',
    family: 'azure',
    kind: 'hop',
    modes: ['snat'],
    line: 'frontends x 64,000 / machines ports each',
    fields: [
      sets('gateway', true, 'verified', 'it stands on the route: who dials names the destination'),
      ...blockFields,
      allots('snat.blockSize', azureOutboundRule, 'verified', `${OUTBOUND} (multiple of 8: recalled)`),
    ],
    notes: [POOL, 'Write snat.blockSize for a number of ports that you set by hand, a multiple of 8.'],
  },
  {
    id: 'azure-nat-gateway',
    name: 'Azure NAT gateway',
    family: 'azure',
    kind: 'hop',
    modes: ['snat'],
    line: '64,512 ports an address on demand, 50,000 of them toward one destination',
    fields: [
      sets('gateway', true, 'verified', 'it stands on the route: who dials names the destination'),
      sets('snat.ports', '1024-65535', 'verified', NAT_GATEWAY),
      sets('snat.scope', 'destination', 'verified', NAT_SNAT),
      sets('snat.selection', 'random', 'verified', NAT_SNAT),
      sets('snat.choose', 'round-robin', 'derived', `${NAT_SNAT}: every machine may use every address`),
      sets('snat.hold', '65s', 'verified', `${NAT_SNAT}: reuse after FIN`),
      sets('flowTable.close', '16s', 'verified', `${NAT_SNAT}: reuse after RST`),
      sets('flowTable.max', 'unlimited', 'derived', 'the limit of connections below is the published one'),
      allots('limits.maxConnections', cappedToward(50_000, 2_000_000), 'verified', NAT_GATEWAY),
      sets('flowTable.established', '4m', 'verified', `${NAT_GATEWAY}: 4 to 120 minutes`),
      sets(
        'flowTable.loose',
        false,
        'verified',
        `${NAT_GATEWAY}: a reset for the packet after the idle timeout`,
      ),
    ],
    caps: [{ path: 'snat.addresses', max: 16, source: NAT_GATEWAY }],
    notes: [
      'Traffic of a flow that was forgotten is answered with a RST.',
      'The 50,000 connections toward one destination are counted over all destinations together.',
      '50 Gbit/s and 5 million packets a second are not simulated.',
    ],
  },
];
