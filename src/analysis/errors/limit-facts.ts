/** What is known of each limit, whatever message told of it: how to confirm it, and what shows it. */
import { describeResource } from '../../network/results/outcomes.ts';
import { guideTo } from '../limits/limit-guide.ts';
import type { Confirmation, LimitId } from './known-error.ts';

export interface LimitFacts {
  readonly label: string;
  readonly explanation: string;
  readonly howToRaise: string;
  readonly confirm: readonly Confirmation[];
  /** Id of the shipped scenario in which it binds, or comes nearest to it. */
  readonly scenario: string;
  /** Id of the glossary's term; null where it has none. */
  readonly term: string | null;
}

interface Own {
  readonly confirm: readonly Confirmation[];
  readonly scenario: string;
  readonly term: string | null;
}

const PORT_RANGE: Confirmation = {
  what: 'the range that ports are taken from',
  look: 'cat /proc/sys/net/ipv4/ip_local_port_range',
};

const PORTS_IN_USE: Confirmation = {
  what: 'ports in use by source address, toward one destination port: near the size of the range it is this',
  look: "ss -Htan 'dport = :443' | awk '{sub(/:[0-9]+$/, \"\", $4); print $4}' | sort | uniq -c",
};

const OWN: Readonly<Record<LimitId, Own>> = {
  'client-ports': {
    confirm: [PORTS_IN_USE, PORT_RANGE],
    scenario: 'one-office-address',
    term: 'five-tuple',
  },
  'snat-ports': {
    confirm: [
      { what: 'insert_failed and drop rise by one for each SYN that finds no port', look: 'conntrack -S' },
      {
        what: 'mappings toward one server: near 64,512 an address of the pool it is this',
        look: 'conntrack -L -p tcp --orig-dst 192.0.2.11 2>/dev/null | wc -l',
      },
    ],
    scenario: '100k-websockets',
    term: 'snat-port',
  },
  'source-ports': {
    confirm: [PORTS_IN_USE, PORT_RANGE],
    scenario: '100k-websockets',
    term: 'scope',
  },
  'port-blocks': {
    confirm: [
      {
        what: 'clients that have a block, against addresses x ports / block size',
        look: 'the block or allocation counters of the NAT',
      },
    ],
    scenario: '100k-websockets',
    term: 'scope',
  },
  'flow-table': {
    confirm: [
      {
        what: 'entries, and the most there can be: equal means full',
        look: 'cat /proc/sys/net/netfilter/nf_conntrack_count /proc/sys/net/netfilter/nf_conntrack_max',
      },
      { what: 'drop and early_drop rise while it is full', look: 'conntrack -S' },
    ],
    scenario: 'no-snat',
    term: 'flow-table',
  },
  admission: {
    confirm: [
      {
        what: 'new connections a second, against the configured rate',
        look: 'nstat -az TcpPassiveOpens; sleep 1; nstat TcpPassiveOpens',
      },
    ],
    scenario: 'reconnect-storm',
    term: null,
  },
  'max-connections': {
    confirm: [
      {
        what: 'HAProxy: CurrConns against Maxconn',
        look: 'echo "show info" | socat stdio /run/haproxy/admin.sock',
      },
      {
        what: 'nginx: active connections, twice as many at a proxy',
        look: 'curl -s http://127.0.0.1/stub_status',
      },
    ],
    scenario: 'vanished-mobile-clients',
    term: 'headroom',
  },
  'file-descriptors': {
    confirm: [
      { what: 'descriptors of the process', look: 'ls /proc/<pid>/fd | wc -l' },
      { what: 'its limit', look: "grep 'open files' /proc/<pid>/limits" },
      { what: 'of all processes: used, free, most', look: 'cat /proc/sys/fs/file-nr' },
    ],
    scenario: 'connected-but-not-accepted',
    term: 'backlog',
  },
  memory: {
    confirm: [
      {
        what: 'pages of TCP, against the three numbers of tcp_mem',
        look: 'grep TCP /proc/net/sockstat; cat /proc/sys/net/ipv4/tcp_mem',
      },
      { what: 'processes that the kernel has ended', look: "dmesg -T | grep -i 'out of memory'" },
    ],
    scenario: 'proxy-reload',
    term: 'proxy',
  },
  'syn-queue': {
    confirm: [
      {
        what: 'the queue was full: with cookies nobody is dropped, without them SYNs are',
        look: 'nstat -az TcpExtTCPReqQFullDoCookies TcpExtTCPReqQFullDrop',
      },
      { what: 'connections half open', look: 'ss -Htan state syn-recv | wc -l' },
    ],
    scenario: 'flash-crowd',
    term: 'backlog',
  },
  'accept-queue': {
    confirm: [
      {
        what: 'both rise while the queue is full',
        look: 'nstat -az TcpExtListenOverflows TcpExtListenDrops',
      },
      { what: 'waiting (Recv-Q) against the backlog (Send-Q) of each listener', look: 'ss -ltn' },
    ],
    scenario: 'connected-but-not-accepted',
    term: 'backlog',
  },
  handshakes: {
    confirm: [
      { what: 'cores of the tier that ends TLS: at 100 % it is this', look: 'mpstat -P ALL 1' },
      {
        what: 'HAProxy: SslRate against the limit',
        look: 'echo "show info" | socat stdio /run/haproxy/admin.sock | grep -i ssl',
      },
    ],
    scenario: 'tls-storm',
    term: 'proxy',
  },
  availability: {
    confirm: [
      { what: 'whether anything listens', look: "ss -ltn 'sport = :443'" },
      { what: 'restarts and health checks at that time', look: 'journalctl --since -1h -u <unit>' },
    ],
    scenario: 'rolling-deploy',
    term: null,
  },
  'no-answer': {
    confirm: [
      {
        what: 'SYNs that leave without an answer; then the same behind each hop, to see where they end',
        look: "tcpdump -ni any 'tcp[tcpflags] & (tcp-syn|tcp-rst) != 0 and port 443'",
      },
    ],
    scenario: 'failover',
    term: null,
  },
  'idle-timers': {
    confirm: [
      {
        what: 'time between the last packet and the end: the same for all, and a round number (60, 350, 600 s)',
        look: "tcpdump -ni any -tttt 'port 443 and tcp[tcpflags] & (tcp-rst|tcp-fin) != 0'",
      },
      { what: 'when each connection has last received and sent', look: "ss -tino 'dport = :443'" },
    ],
    scenario: 'heartbeat-meets-timeout',
    term: 'flow-table',
  },
  'time-wait-sockets': {
    confirm: [
      { what: 'sockets in TIME_WAIT', look: 'ss -s' },
      { what: 'the most there can be', look: 'cat /proc/sys/net/ipv4/tcp_max_tw_buckets' },
    ],
    scenario: 'one-office-address',
    term: 'time-wait',
  },
};

const NO_RESOURCE = {
  'idle-timers': {
    label: 'idle timers',
    explanation: 'A hop or a server ends or forgets a connection that says nothing for a time.',
    howToRaise: 'Send heartbeats at less than half of the shortest timer on the path, or raise that timer.',
  },
  'time-wait-sockets': {
    label: 'sockets in TIME_WAIT',
    explanation:
      'The kernel keeps a closed connection for 60 s on the side that closed first, so many at most.',
    howToRaise:
      'Let the other side close first, reuse connections, or raise net.ipv4.tcp_max_tw_buckets; net.ipv4.tcp_tw_reuse lets outgoing connects take their ports.',
  },
} as const;

export function factsOf(limit: LimitId): LimitFacts {
  const own = OWN[limit];
  if (limit === 'idle-timers' || limit === 'time-wait-sockets') return { ...NO_RESOURCE[limit], ...own };
  const { label, explanation } = describeResource(limit);
  return { label, explanation, howToRaise: guideTo(limit).howToRaise, ...own };
}
