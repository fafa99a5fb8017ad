/** Load balancers and firewalls that are bought as boxes or as their software. */
import { blocksOnDemand, reusedAtMost } from './allocation.ts';
import { allots, type Preset, sets } from './preset.ts';

const F5_LOG = 'https://devcentral.f5.com/s/question/0D51T00006i7Nnz/';
const F5_FASTL4 = 'F5 Terraform provider, defaults of the FastL4 profile';
const NETSCALER = 'https://support.citrix.com/external/article/201826 (CTX201826)';
const NSX = 'https://developer.broadcom.com/xapis/nsx-t-data-center-rest-api/latest/types_LbSnatAutoMap.html';
const NSX_POOL =
  'https://developer.broadcom.com/xapis/nsx-t-data-center-rest-api/latest/types_LbSnatIpPool.html';
const AVI =
  'https://developer.broadcom.com/xapis/vmware-avi-load-balancer/latest/data-structures/TCPFastPathProfile';
const FORTI_POOL =
  'https://community.fortinet.com/t5/FortiGate/Technical-Tip-Mixed-NAT-pools-for-single-IP-policy/ta-p/192079';
const FORTI_BLOCKS =
  'https://community.fortinet.com/t5/FortiGate/Technical-Tip-Handling-fractional-allocation-of-PBA-resources-in/ta-p/411348';
const ASA =
  'https://www.cisco.com/c/en/us/support/docs/security/adaptive-security-appliance-asa-software/115993-asa-xlate-qanda.html';
const NO_TABLE = 'bounded by memory and licence, not by a published number of entries';
const EXHAUSTIVE = 'all ports can be used; their order is not published';

export const appliancePresets: readonly Preset[] = [
  {
    id: 'f5-snat',
    name: 'F5 BIG-IP, SNAT automap or pool',
    family: 'appliances',
    kind: 'hop',
    modes: ['snat'],
    line: 'about 64,000 ports an address and pool member',
    fields: [
      sets('snat.ports', '1024-65535', 'recalled', 'F5 K8246: nominally 65,535, about 64,000 usable'),
      sets('snat.scope', 'destination', 'verified', `${F5_LOG}: logged for address and member`),
      sets('snat.selection', 'random', 'derived', EXHAUSTIVE),
      sets('snat.choose', 'round-robin', 'verified', F5_LOG),
      sets('snat.hold', '2s', 'recalled', 'F5 TCP profile, time wait 2000 ms'),
      sets('flowTable.max', 'unlimited', 'derived', NO_TABLE),
      sets('flowTable.timeWait', '2s', 'recalled', 'F5 TCP profile, time wait 2000 ms'),
      sets('limits.idleTimeout', '5m', 'recalled', 'F5 TCP profile, idle timeout 300 s'),
    ],
    notes: [
      'Automap takes the floating self addresses of the VLAN: one on most pairs, not two.',
      'Ports are divided among the TMMs, so that exhaustion begins before the range is full: plan for less.',
    ],
  },
  {
    id: 'f5-npath',
    name: 'F5 BIG-IP nPath (FastL4)',
    family: 'appliances',
    kind: 'hop',
    modes: ['dsr'],
    line: 'direct server return; idle 5 minutes',
    fields: [
      sets('flowTable.max', 'unlimited', 'derived', NO_TABLE),
      sets('flowTable.timeWait', '5s', 'recalled', 'F5, FastL4 with loose close'),
      sets('limits.idleTimeout', '5m', 'verified', `${F5_FASTL4}: idle_timeout 300`),
    ],
    notes: [
      'Flows that are alive but silent are reaped; the next packet is answered with a RST.',
      'nPath needs loose initiation and loose close, which are off by default.',
    ],
  },
  {
    id: 'netscaler-snip',
    name: 'Citrix NetScaler SNIP',
    family: 'appliances',
    kind: 'hop',
    modes: ['snat'],
    line: '64,512 ports a SNIP and service, in 16 tables of ports',
    fields: [
      sets('snat.ports', '1024-65535', 'verified', NETSCALER),
      sets('snat.scope', 'destination', 'verified', NETSCALER),
      sets('snat.selection', 'random', 'derived', EXHAUSTIVE),
      sets('snat.choose', 'round-robin', 'derived', `${NETSCALER}: another SNIP when one is full`),
      allots('limits.maxConnections', reusedAtMost(16), 'verified', `${NETSCALER}: 1,032,192 a SNIP`),
      sets('flowTable.max', 'unlimited', 'derived', NO_TABLE),
      sets('limits.idleTimeout', '3m', 'recalled', 'NetScaler, server idle timeout 180 s'),
    ],
    notes: ['Beyond 16 services they share the 16 tables, which is simulated as a limit of connections.'],
  },
  {
    id: 'nsx-lb',
    name: 'VMware NSX load balancer',
    family: 'appliances',
    kind: 'hop',
    modes: ['snat'],
    line: 'each address and port again for up to 32 servers',
    fields: [
      sets('snat.scope', 'destination', 'verified', NSX),
      sets('snat.selection', 'random', 'derived', EXHAUSTIVE),
      sets('snat.choose', 'round-robin', 'derived', NSX_POOL),
      allots('limits.maxConnections', reusedAtMost(32), 'verified', `${NSX}: port_overload 32`),
      sets('flowTable.max', 'unlimited', 'derived', NO_TABLE),
    ],
    caps: [{ path: 'snat.addresses', max: 64, source: NSX_POOL }],
    notes: ['The range of ports is not published; that of Linux NAT stands in for it.'],
  },
  {
    id: 'avi-fastpath',
    name: 'VMware Avi, TCP fast path',
    family: 'appliances',
    kind: 'hop',
    modes: ['dsr', 'dnat'],
    line: 'forwards without ports of its own; idle 5 minutes',
    fields: [
      sets('flowTable.max', 'unlimited', 'derived', NO_TABLE),
      sets('limits.idleTimeout', '5m', 'verified', `${AVI}: 300 s (5 to 14,400)`),
    ],
    notes: ['Silent flows are reaped.'],
  },
  {
    id: 'fortigate-ippool',
    name: 'FortiGate IP pool, overload',
    family: 'appliances',
    kind: 'hop',
    modes: ['snat'],
    line: '60,416 ports an address and destination',
    fields: [
      sets('gateway', true, 'verified', 'it stands on the route: who dials names the destination'),
      sets('snat.ports', '5117-65532', 'verified', `${FORTI_POOL}: 60,416 ports from 5117 on`),
      sets('snat.scope', 'destination', 'verified', FORTI_POOL),
      sets('snat.selection', 'random', 'derived', EXHAUSTIVE),
      sets('flowTable.max', 'unlimited', 'derived', NO_TABLE),
      sets('flowTable.established', '1h', 'recalled', 'FortiOS session-ttl 3600 s'),
    ],
    notes: [
      'Fortinet gives the range as 5117-65533, which would be one port more than the 60,416 it counts.',
    ],
  },
  {
    id: 'fortigate-pba',
    name: 'FortiGate IP pool, port blocks',
    family: 'appliances',
    kind: 'hop',
    modes: ['snat'],
    line: 'blocks of 128 ports, up to eight a user',
    fields: [
      sets('gateway', true, 'verified', 'it stands on the route: who dials names the destination'),
      sets('snat.ports', '5117-65532', 'verified', FORTI_POOL),
      sets('snat.scope', 'client-block', 'verified', FORTI_BLOCKS),
      allots(
        'snat.blockSize',
        blocksOnDemand(128, 8),
        'recalled',
        'FortiOS ippool: block-size 128, num-blocks-per-user 8',
      ),
      sets('snat.selection', 'sequential', 'derived', EXHAUSTIVE),
      sets('flowTable.max', 'unlimited', 'derived', NO_TABLE),
      sets('flowTable.established', '1h', 'recalled', 'FortiOS session-ttl 3600 s'),
    ],
    notes: ['Blocks are given on demand; simulated as settled, with the same number for every user.'],
  },
  {
    id: 'cisco-asa-pat',
    name: 'Cisco ASA, dynamic PAT',
    family: 'appliances',
    kind: 'hop',
    modes: ['snat'],
    line: '64,512 ports an address toward all destinations; free at close',
    fields: [
      sets('gateway', true, 'verified', 'it stands on the route: who dials names the destination'),
      sets('snat.ports', '1024-65535', 'recalled', 'Cisco ASA 9.15: flat range by default'),
      sets('snat.scope', 'source', 'recalled', 'Cisco ASA: toward each destination only with "extended"'),
      sets('snat.selection', 'random', 'derived', EXHAUSTIVE),
      sets('snat.choose', 'round-robin', 'derived', 'a full address passes on to the next of the pool'),
      sets('snat.hold', '0s', 'verified', `${ASA}: per-session PAT since 9.0; 30 s for multi-session`),
      sets('flowTable.max', 'unlimited', 'derived', NO_TABLE),
      sets('flowTable.established', '1h', 'recalled', 'Cisco ASA, timeout conn 1:00:00'),
    ],
    notes: ['Block allocation gives 512 ports at a time: write scope "client-block" and blockSize 512.'],
  },
];
