/** What plain Linux and Windows hosts, netfilter, Kubernetes and IPVS do. */
import { type Preset, sets } from './preset.ts';

const IP_SYSCTL = 'https://docs.kernel.org/networking/ip-sysctl.html';
const CT_SYSCTL = 'https://docs.kernel.org/networking/nf_conntrack-sysctl.html';
const INET_HASH = 'Linux net/ipv4/inet_hashtables.c';
const NF_NAT = 'Linux net/netfilter/nf_nat_core.c';
const TIME_WAIT = 'Linux include/net/tcp.h (TCP_TIMEWAIT_LEN); first port free after 60.1 s on Linux 6.18';
const SLAB = '/proc/slabinfo of Linux 6.18: nf_conntrack 256 B, and 8 B a hash bucket';
const KUBE_PROXY = 'https://github.com/kubernetes/kubernetes/blob/master/pkg/proxy/conntrack/sysctls.go';
const CILIUM_NAT = 'https://github.com/cilium/cilium/blob/main/pkg/maps/nat/nat.go';
const IPVS = 'https://docs.kernel.org/networking/ipvs-sysctl.html';
const IPVS_TIMEOUTS = 'ipvsadm -L --timeout: tcp 900, tcpfin 120, udp 300';
const WINDOWS = 'Microsoft, registry entry TcpTimedWaitDelay (120 s; 30-300)';

const hostFields = [
  sets('ports', '32768-60999', 'verified', `${IP_SYSCTL} (ip_local_port_range)`),
  sets('timeWait', '60s', 'measured', TIME_WAIT),
];

const netfilterFields = [
  sets('snat.ports', '1024-65535', 'verified', NF_NAT),
  sets('snat.scope', 'destination', 'verified', NF_NAT),
  sets('snat.selection', 'netfilter', 'measured', `${NF_NAT}; first drops measured on Linux 6.18`),
  sets('snat.choose', 'source-destination-hash', 'verified', `${NF_NAT}; source alone with "persistent"`),
  sets('snat.hold', '2m', 'verified', `${CT_SYSCTL} (nf_conntrack_tcp_timeout_time_wait)`),
];

const conntrackFields = [
  sets('flowTable.max', 262_144, 'verified', `${CT_SYSCTL}: machines with more than 4 GiB`),
  sets('flowTable.established', '5d', 'verified', CT_SYSCTL),
  sets('flowTable.timeWait', '2m', 'verified', CT_SYSCTL),
  sets('limits.memoryPerConnection', 264, 'measured', SLAB),
];

export const linuxPresets: readonly Preset[] = [
  {
    id: 'linux-connect',
    name: 'Linux host, connect()',
    family: 'linux',
    kind: 'client',
    modes: [],
    line: '28,232 ports toward each destination, searched to the last one',
    fields: [...hostFields, sets('bind', 'late', 'verified', INET_HASH)],
    notes: ['Even ports of the default range are taken first; the search fails only when all are taken.'],
  },
  {
    id: 'linux-bind-before-connect',
    name: 'Linux host, bind() before connect()',
    family: 'linux',
    kind: 'client',
    modes: [],
    line: '28,232 ports toward all destinations together',
    fields: [
      ...hostFields,
      sets('bind', 'early', 'measured', `${INET_HASH}; all destinations shared one range on Linux 6.18`),
    ],
    notes: ['In a proxy hop the same is scope "source" with selection "linux-bind".'],
  },
  {
    id: 'linux-bind-no-port',
    name: 'Linux host, IP_BIND_ADDRESS_NO_PORT',
    family: 'linux',
    kind: 'client',
    modes: [],
    line: 'bound to an address, but a port toward each destination (Linux 4.2 and later)',
    fields: [
      ...hostFields,
      sets('bind', 'late', 'measured', 'ip(7); as many connections as without bind() on Linux 6.18'),
    ],
    notes: [],
  },
  {
    id: 'windows-host',
    name: 'Windows host',
    family: 'linux',
    kind: 'client',
    modes: [],
    line: '16,384 ports, TIME_WAIT of two minutes',
    fields: [
      sets('ports', '49152-65535', 'recalled', 'netsh int ipv4 show dynamicport tcp'),
      sets('timeWait', '2m', 'third party', WINDOWS),
    ],
    notes: [],
  },
  {
    id: 'linux-snat',
    name: 'Linux SNAT (nftables, iptables)',
    family: 'linux',
    kind: 'hop',
    modes: ['snat'],
    line: '64,512 ports an address and destination, probed 248 times at most',
    fields: [...netfilterFields, ...conntrackFields],
    notes: [
      'A pool address is chosen by a hash and never exchanged for another one that has room.',
      'The bounded search drops SYNs before the range is full.',
    ],
  },
  {
    id: 'linux-masquerade',
    name: 'Linux MASQUERADE',
    family: 'linux',
    kind: 'hop',
    modes: ['snat'],
    line: 'as Linux SNAT, with the one address of the outgoing interface',
    fields: [...netfilterFields, ...conntrackFields],
    notes: ['More than one address means SNAT to a pool: use linux-snat.'],
  },
  {
    id: 'linux-conntrack',
    name: 'Linux conntrack table',
    family: 'linux',
    kind: 'flow-table',
    modes: ['dnat', 'snat', 'dsr', 'router'],
    line: '262,144 entries with more than 4 GiB of memory',
    fields: conntrackFields,
    notes: ['With 1 to 4 GiB of memory the default is 65,536 entries, with less it falls with the memory.'],
  },
  {
    id: 'kube-proxy',
    name: 'Kubernetes kube-proxy',
    family: 'linux',
    kind: 'flow-table',
    modes: ['dnat', 'snat'],
    line: '32,768 conntrack entries a core, at least 131,072',
    fields: [
      sets('flowTable.max', 131_072, 'verified', KUBE_PROXY),
      sets('flowTable.established', '1d', 'verified', KUBE_PROXY),
      sets('flowTable.timeWait', '2m', 'verified', CT_SYSCTL),
      sets('limits.memoryPerConnection', 264, 'measured', SLAB),
    ],
    notes: [
      '131,072 holds up to four cores; with more write 32768 x cores, in recent versions up to 1,048,576.',
    ],
  },
  {
    id: 'cilium',
    name: 'Cilium eBPF masquerade',
    family: 'linux',
    kind: 'hop',
    modes: ['snat'],
    line: '64,512 ports an address and destination, a NAT map of 524,288',
    fields: [
      sets('snat.ports', '1024-65535', 'verified', CILIUM_NAT),
      sets('snat.scope', 'destination', 'verified', CILIUM_NAT),
      sets('snat.selection', 'random', 'verified', `${CILIUM_NAT}: random, then up to 32 more tries`),
      sets(
        'flowTable.max',
        524_288,
        'verified',
        'https://github.com/cilium/cilium/blob/main/pkg/option/config.go: (524,288 + 262,144) x 2 / 3',
      ),
    ],
    notes: [
      'The map evicts its least recently used flow instead of refusing a new one; a refusal is simulated.',
      'As replacement of kube-proxy its ports begin above the NodePort range: write ports "32768-65535".',
      'The search is exhaustive here; Cilium gives up after 32 further tries.',
    ],
  },
  {
    id: 'ipvs-nat',
    name: 'LVS / IPVS NAT',
    family: 'linux',
    kind: 'hop',
    modes: ['dnat'],
    line: 'no ports of its own; 288 bytes a connection, 15 minutes idle',
    fields: [
      sets('flowTable.max', 'unlimited', 'verified', `${IPVS}: the table grows with the connections`),
      sets('flowTable.established', '15m', 'verified', IPVS_TIMEOUTS),
      sets('flowTable.timeWait', '2m', 'verified', IPVS_TIMEOUTS),
      sets('limits.memoryPerConnection', 288, 'third party', 'kernel log of ip_vs: 288 B an entry'),
    ],
    notes: [
      'Its memory grows with the connections; servers that do not route back through the director answer nobody.',
      'The hash has 4,096 buckets unless conn_tab_bits says otherwise: long chains cost CPU, not connections.',
    ],
  },
  {
    id: 'ipvs-dr',
    name: 'LVS / IPVS direct routing, tunnel',
    family: 'linux',
    kind: 'hop',
    modes: ['dsr'],
    line: 'sees one direction only; 15 minutes idle',
    fields: [
      sets('flowTable.max', 'unlimited', 'verified', `${IPVS}: the table grows with the connections`),
      sets('flowTable.established', '15m', 'verified', IPVS_TIMEOUTS),
      sets('flowTable.timeWait', '2m', 'verified', IPVS_TIMEOUTS),
      sets('limits.memoryPerConnection', 288, 'third party', 'kernel log of ip_vs: 288 B an entry'),
    ],
    notes: [
      'Entries of closed connections live on to their timeout.',
      'FIN_WAIT is the last state that the director sees of a close.',
    ],
  },
];
