import type { FieldDoc } from './field-doc.ts';
import { backendLimitFieldDocs, hopLimitFieldDocs } from './field-docs-limits.ts';

const NF_NAT = 'Linux net/netfilter/nf_nat_core.c';
const NF_SYSCTL = 'Linux Documentation/networking/nf_conntrack-sysctl.rst';
const IP_SYSCTL = 'Linux Documentation/networking/ip-sysctl.rst';

/** Fields of `path`. */
export const pathFieldDocs: readonly FieldDoc[] = [
  {
    path: 'path',
    kind: 'list',
    what: 'The hops in the order in which a connection meets them; [] or "direct" when clients reach the backends themselves.',
    default: [],
  },
  {
    path: 'path.*.name',
    kind: 'text',
    what: 'Name of the hop in results and events; its preset or mode unless given.',
  },
  {
    path: 'path.*.preset',
    kind: 'choice',
    what: 'A product whose published or measured values stand where this hop has none of its own; docs/presets.md lists them with their sources.',
  },
  {
    path: 'path.*.mode',
    kind: 'choice',
    what: '"snat" rewrites source and destination, "dnat" only the destination, "dsr" nothing (replies bypass the hop), "proxy" ends the connection and opens another, "router" forwards without state. A preset gives it.',
  },
  { path: 'path.*.instances', kind: 'count', what: 'Machines that share the work of the hop.', default: 1 },
  { path: 'path.*.listen', kind: 'object', what: 'What each instance accepts connections on.' },
  { path: 'path.*.listen.addresses', kind: 'count', what: 'Addresses (VIPs) of each instance.', default: 1 },
  { path: 'path.*.listen.ports', kind: 'port-list', what: 'Ports on each address.', default: [443] },
  {
    path: 'path.*.balance',
    kind: 'choice',
    what: 'How the hop picks among the addresses of the next stage.',
    defaultByMode: {
      snat: 'round-robin',
      dnat: 'round-robin',
      dsr: 'round-robin',
      proxy: 'round-robin',
      router: 'source-hash',
    },
  },
  {
    path: 'path.*.snat',
    kind: 'object',
    what: "Addresses and ports that the hop puts in place of the client's; modes snat and proxy only.",
    defaultByMode: { snat: {}, proxy: {} },
  },
  {
    path: 'path.*.snat.addresses',
    kind: 'count',
    what: 'Source addresses of each instance (a SNAT pool has several).',
    defaultByMode: { snat: 1, proxy: 1 },
  },
  {
    path: 'path.*.snat.ports',
    kind: 'port-range',
    what: 'Source ports of each address.',
    realName: 'netfilter --to-source range (snat), net.ipv4.ip_local_port_range (proxy)',
    defaultByMode: { snat: '1024-65535', proxy: '32768-60999' },
    source: `${NF_NAT}; ${IP_SYSCTL}`,
  },
  {
    path: 'path.*.snat.reservedPorts',
    kind: 'port-list',
    what: 'Ports of the range that are never chosen.',
    realName: 'net.ipv4.ip_local_reserved_ports',
    defaultByMode: { snat: [], proxy: [] },
    source: IP_SYSCTL,
  },
  {
    path: 'path.*.snat.scope',
    kind: 'choice',
    what: 'What a port must be unique in: the destination address and port ("destination": connect() and netfilter), the source address ("source": bind before connect), or the block of a client ("client-block").',
    realName: 'IP_BIND_ADDRESS_NO_PORT decides between source and destination for a proxy',
    defaultByMode: { snat: 'destination', proxy: 'destination' },
    source: `${NF_NAT}; Linux net/ipv4/inet_hashtables.c`,
  },
  {
    path: 'path.*.snat.blockSize',
    kind: 'count',
    what: 'Ports in the block of one client; only for scope "client-block", where it is 64 unless given.',
    realName: 'minimum ports per VM (Cloud NAT), port block allocation (carrier NAT)',
    source: 'Google Cloud NAT: 64 ports a VM by static allocation',
  },
  {
    path: 'path.*.snat.blockReuse',
    kind: 'choice',
    what: '"destination": a client may use each port of its block once toward every destination, and a block may go on in the next address. "none": once in all, in one address.',
    realName: 'Azure and Google Cloud NAT use a block again for each destination; carrier NATs do not',
    defaultByMode: { snat: 'none', proxy: 'none' },
    source:
      'https://learn.microsoft.com/azure/load-balancer/load-balancer-outbound-connections; https://cloud.google.com/nat/docs/ports-and-addresses',
  },
  {
    path: 'path.*.snat.selection',
    kind: 'choice',
    what: 'How a free port is searched: "linux-connect" tries every port, "netfilter" 248 at most in contiguous windows, "sequential" the next free one, "random" any free one.',
    defaultByMode: { snat: 'netfilter', proxy: 'linux-connect' },
    source: `${NF_NAT}; Linux net/ipv4/inet_hashtables.c`,
  },
  {
    path: 'path.*.snat.choose',
    kind: 'choice',
    what: 'Which address of the pool a connection gets.',
    defaultByMode: { snat: 'source-hash', proxy: 'source-hash' },
    source: `${NF_NAT}: a hash that never spills over to another address`,
  },
  {
    path: 'path.*.snat.hold',
    kind: 'duration',
    what: 'How long a port stays taken after its connection has closed: a conntrack entry (snat) or TIME_WAIT (proxy).',
    realName: 'nf_conntrack_tcp_timeout_time_wait (snat), TCP_TIMEWAIT_LEN (proxy)',
    defaultByMode: { snat: '2m', proxy: '60s' },
    source: `${NF_SYSCTL}; Linux include/net/tcp.h`,
  },
  {
    path: 'path.*.snat.takeOver',
    kind: 'any',
    what: 'With selection "netfilter": a new connection may take over the port of a closed one that is still held.',
    realName: 'Linux 6.7 and later',
    source: NF_NAT,
  },
  { path: 'path.*.flowTable', kind: 'object', what: 'The connections that one instance tracks.' },
  {
    path: 'path.*.flowTable.max',
    kind: 'count',
    what: 'Entries of one instance.',
    realName: 'net.netfilter.nf_conntrack_max',
    defaultByMode: { snat: 262144, dnat: 262144, dsr: 262144, proxy: 'unlimited' },
    source: `${NF_SYSCTL}: with more than 4 GiB of memory`,
  },
  {
    path: 'path.*.flowTable.established',
    kind: 'duration',
    what: 'An entry without traffic for this long is dropped, and the connection with it.',
    realName: 'net.netfilter.nf_conntrack_tcp_timeout_established',
    defaultByMode: { snat: '5d', dnat: '5d', dsr: '5d', proxy: '5d' },
    source: NF_SYSCTL,
  },
  {
    path: 'path.*.flowTable.timeWait',
    kind: 'duration',
    what: 'How long an entry stays after its connection has closed.',
    realName: 'net.netfilter.nf_conntrack_tcp_timeout_time_wait',
    defaultByMode: { snat: '2m', dnat: '2m', dsr: '2m', proxy: '2m' },
    source: NF_SYSCTL,
  },
  {
    path: 'path.*.flowTable.close',
    kind: 'duration',
    what: 'How long an entry stays after its connection was reset; the port of a NAT is held no longer either.',
    realName: 'net.netfilter.nf_conntrack_tcp_timeout_close',
    defaultByMode: { snat: '10s', dnat: '10s', dsr: '10s', proxy: '10s' },
    source: NF_SYSCTL,
  },
  { path: 'path.*.limits', kind: 'object', what: 'What one instance can carry.' },
  ...hopLimitFieldDocs,
];

/** Fields of `backends`. */
export const backendFieldDocs: readonly FieldDoc[] = [
  { path: 'backends', kind: 'object', what: 'The servers at the end of the path.' },
  { path: 'backends.name', kind: 'text', what: 'Name of the servers in results.', default: 'backends' },
  { path: 'backends.count', kind: 'count', what: 'Servers behind the last hop, each with its own limits.' },
  {
    path: 'backends.addresses',
    kind: 'count',
    what: 'Addresses of each server; with its ports they give its destination tuples.',
    default: 1,
  },
  { path: 'backends.ports', kind: 'port-list', what: 'Ports on each address.', default: [443] },
  {
    path: 'backends.weights',
    kind: 'any',
    what: 'Weight in balancing: one number for all, or a list with one for each server.',
    default: 1,
  },
  ...backendLimitFieldDocs,
];
