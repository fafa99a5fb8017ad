/** Errors of kernels and of the sockets of programs. */
import type { KnownError } from './known-error.ts';

const IP_SYSCTL = 'https://docs.kernel.org/networking/ip-sysctl.html';

export const hostErrors: readonly KnownError[] = [
  {
    id: 'eaddrnotavail',
    title: 'EADDRNOTAVAIL, "Cannot assign requested address"',
    says: 'connect() found no free source port toward this destination address and port.',
    patterns: [/can(?:no|')t assign requested address/i, /\bEADDRNOTAVAIL\b/i, /\berrno\W{1,3}99\b/i],
    meanings: [
      {
        limit: 'client-ports',
        when: 'the program that logs it is the client, and opens connections to one address',
      },
      { limit: 'source-ports', when: 'a proxy logs it about its servers' },
      {
        limit: 'time-wait-sockets',
        when: 'most ports are in TIME_WAIT: many short connections that this side closes first',
      },
    ],
    source: 'connect(2); measured on Linux 6.18',
  },
  {
    id: 'eaddrinuse',
    title: 'EADDRINUSE, "Address already in use"',
    says: 'bind() found no free port, or the one asked for is taken.',
    patterns: [
      /address already in use/i,
      /\bEADDRINUSE\b/i,
      /\bWSAEADDRINUSE\b|\b10048\b/i,
      /only one usage of each socket address/i,
    ],
    meanings: [
      {
        limit: 'client-ports',
        when: 'the program connects: it binds before it connects, so that all destinations share one range (set IP_BIND_ADDRESS_NO_PORT)',
      },
      { limit: 'availability', when: 'the program listens: an older process has the port still' },
    ],
    source: 'bind(2), ip(7); measured on Linux 6.18',
  },
  {
    id: 'windows-ports',
    title: 'WSAENOBUFS (10055), event 4227 or 4231',
    says: 'A Windows host has no dynamic port left, or cannot take one again yet.',
    patterns: [
      /\bWSAENOBUFS\b|\b10055\b/i,
      /event(?: id)?\W{0,3}(?:4227|4231)\b/i,
      /request to allocate an ephemeral port number/i,
      /TCP\/IP failed to establish an outgoing connection because the selected local endpoint/i,
    ],
    meanings: [
      { limit: 'client-ports', when: 'the dynamic range (16,384 ports) toward one destination is in use' },
    ],
    confirm: [
      { what: 'the dynamic range', look: 'netsh int ipv4 show dynamicport tcp' },
      { what: 'connections by state', look: 'Get-NetTCPConnection | Group-Object State' },
    ],
    source:
      'https://learn.microsoft.com/troubleshoot/windows-client/networking/tcp-ip-port-exhaustion-troubleshooting',
  },
  {
    id: 'conntrack-full',
    title: 'nf_conntrack: table full, dropping packet',
    says: 'The connection tracking table of this machine is full, and the first packet of a new connection is dropped.',
    patterns: [/(?:nf|ip)_conntrack\b.{0,30}table full/i, /conntrack table (?:is )?full/i],
    meanings: [{ limit: 'flow-table', when: 'always' }],
    source: 'Linux net/netfilter/nf_conntrack_core.c',
  },
  {
    id: 'insert-failed',
    title: 'insert_failed in conntrack -S',
    says: 'A NAT found no free port for the rewritten tuple, or two packets raced for one entry.',
    patterns: [/\binsert_failed\b(?!\W{0,2}0\b)/i],
    meanings: [
      {
        limit: 'snat-ports',
        when: 'it rises by one for each SYN toward one destination, and connects take 1, 2, 3 s longer',
      },
      { limit: 'flow-table', when: 'drop rises with it and nf_conntrack_count is at nf_conntrack_max' },
    ],
    source: 'Linux net/netfilter/nf_nat_core.c; measured on Linux 6.18',
  },
  {
    id: 'emfile',
    title: 'EMFILE, "Too many open files"',
    says: 'The process has no descriptor left; connections wait in the backlog, established for their clients.',
    patterns: [/too many open files/i, /\bEMFILE\b/i, /accept4?\(\) failed \(24/i, /\bulimit -n\b/i],
    meanings: [{ limit: 'file-descriptors', when: 'descriptors of the process are at its limit' }],
    source: 'accept(2), getrlimit(2)',
  },
  {
    id: 'enfile',
    title: 'ENFILE, "Too many open files in system"',
    says: 'All processes together have as many open files as the kernel allows.',
    patterns: [/too many open files in system/i, /\bENFILE\b/i, /file-max limit \d+ reached/i],
    meanings: [
      {
        limit: 'file-descriptors',
        when: 'the first and the third number of file-nr are near each other: raise fs.file-max',
      },
    ],
    source: 'https://docs.kernel.org/admin-guide/sysctl/fs.html (file-max)',
  },
  {
    id: 'syn-flooding',
    title: 'Possible SYN flooding on port',
    says: 'The queue of half-open connections of a listener was full; with cookies the kernel goes on without it.',
    patterns: [/possible syn flooding/i, /TCPReqQFull(?:DoCookies|Drop)?/i, /SYN cookies? (?:were )?sent/i],
    meanings: [
      { limit: 'syn-queue', when: '"Dropping request": no cookies are sent, and SYNs are dropped' },
      {
        limit: 'accept-queue',
        when: '"Sending cookies" and ListenOverflows rises: the program accepts too slowly',
      },
    ],
    source: 'Linux net/ipv4/tcp_input.c (tcp_syn_flood_action)',
  },
  {
    id: 'listen-overflow',
    title: 'ListenOverflows, ListenDrops',
    says: 'The accept queue of a listener was full: connections that were set up were not taken by accept() in time.',
    patterns: [
      /(?:TcpExt|\b)Listen(?:Overflows|Drops)\b/i,
      /listen(?:ing)? (?:queue )?(?:of a socket )?overflow/i,
      /times the listen queue of a socket overflowed/i,
      /SYNs to LISTEN sockets (?:dropped|ignored)/i,
      /accept queue (?:is )?(?:full|overflow)/i,
    ],
    meanings: [
      { limit: 'accept-queue', when: 'the process is busy or its backlog is short' },
      { limit: 'file-descriptors', when: 'accept() fails with EMFILE, so that nothing takes from the queue' },
    ],
    source: 'listen(2); Linux net/ipv4/tcp_ipv4.c',
  },
  {
    id: 'time-wait-overflow',
    title: 'TCP: time wait bucket table overflow',
    says: 'More sockets are in TIME_WAIT than allowed, and the kernel lets new ones go at once.',
    patterns: [/time wait bucket table overflow/i, /\bTCPTimeWaitOverflow\b/i],
    meanings: [
      {
        limit: 'time-wait-sockets',
        when: 'always; it costs no connection, but late packets may meet a new one',
      },
      { limit: 'client-ports', when: 'this side connects and closes first: its ports run out next' },
    ],
    source: `${IP_SYSCTL} (tcp_max_tw_buckets)`,
  },
  {
    id: 'tcp-memory',
    title: 'TCP: out of memory -- consider tuning tcp_mem',
    says: 'The pages of all TCP sockets together have reached the third number of tcp_mem.',
    patterns: [
      /consider tuning tcp_mem/i,
      /\bTCP: out of (?:socket )?memory/i,
      /out of socket memory/i,
      /\bTCPMemoryPressures\b/i,
    ],
    meanings: [{ limit: 'memory', when: 'pages in sockstat are at tcp_mem: slow readers or large buffers' }],
    source: 'tcp(7), tcp_mem',
  },
  {
    id: 'orphans',
    title: 'TCP: too many orphaned sockets',
    says: 'Too many closed sockets still wait for their other end, and the kernel resets some.',
    patterns: [/too many (?:of )?orphaned sockets/i, /\bTCPAbortOnMemory\b/i],
    meanings: [
      { limit: 'memory', when: 'orphans in sockstat are below tcp_max_orphans: TCP as a whole lacks memory' },
      {
        limit: 'no-answer',
        when: 'many clients vanished without a word, and their sockets wait for an answer',
      },
    ],
    confirm: [
      {
        what: 'orphans, and the most there can be',
        look: 'grep orphan /proc/net/sockstat; cat /proc/sys/net/ipv4/tcp_max_orphans',
      },
    ],
    source: `${IP_SYSCTL} (tcp_max_orphans)`,
  },
  {
    id: 'oom',
    isGeneral: true,
    title: 'Out of memory: killed process',
    says: 'The machine or the container had no memory left, and the kernel ended a process with all its connections.',
    patterns: [
      /out of memory: kill/i,
      /\boom[-_ ]?kill/i,
      /\bOOMKilled\b/i,
      /\bENOMEM\b/i,
      /cannot allocate memory/i,
      /\bout of memory\b/i,
    ],
    meanings: [{ limit: 'memory', when: 'memory a connection x connections is near what there is' }],
    source: 'dmesg of the kernel',
  },
  {
    id: 'enobufs',
    title: 'ENOBUFS, "No buffer space available"',
    says: 'The kernel could not get memory for a socket or its buffers.',
    patterns: [/\bENOBUFS\b/i, /no buffer space available/i],
    meanings: [
      { limit: 'memory', when: 'on Linux' },
      { limit: 'client-ports', when: 'on Windows it also stands for dynamic ports that are used up' },
    ],
    source: 'socket(2)',
  },
  {
    id: 'reset',
    isGeneral: true,
    title: 'ECONNRESET, "Connection reset by peer"',
    says: 'The other end, or a box between, does not know the connection any more.',
    patterns: [
      /connection reset by peer/i,
      /\bECONNRESET\b/i,
      /\(104: /,
      /\bWSAECONNRESET\b|\b10054\b/i,
      /connection was (?:forcibly closed|reset)/i,
    ],
    meanings: [
      {
        limit: 'idle-timers',
        when: 'it comes with the first packet after a silence: a NAT or balancer has forgotten the connection',
      },
      { limit: 'availability', when: 'many at the same second: the server was restarted or has crashed' },
      { limit: 'accept-queue', when: 'right at the start, with tcp_abort_on_overflow' },
      { limit: 'admission', when: 'right at the start, above a rate' },
    ],
    source: 'recv(2); docs/model.md, "Lifetimes, idle timeouts, who closes"',
  },
  {
    id: 'broken-pipe',
    isGeneral: true,
    title: 'EPIPE, "Broken pipe"',
    says: 'The program wrote to a connection that was reset or closed before.',
    patterns: [/broken pipe/i, /\bEPIPE\b/i],
    meanings: [
      { limit: 'idle-timers', when: 'after a silence' },
      { limit: 'availability', when: 'many at the same second' },
    ],
    source: 'write(2)',
  },
  {
    id: 'timed-out',
    isGeneral: true,
    title: 'ETIMEDOUT, "Connection timed out"',
    says: 'SYNs or data were sent again and again, and nobody answered.',
    patterns: [
      /connection timed out/i,
      /connect(?:ion)? ?timeout/i,
      /\bETIMEDOUT\b/i,
      /\bi\/o timeout\b/i,
      /\bWSAETIMEDOUT\b|\b10060\b/i,
      /operation timed out/i,
    ],
    meanings: [
      {
        limit: 'snat-ports',
        when: 'a NAT without a free port drops SYNs in silence: insert_failed rises there',
      },
      { limit: 'flow-table', when: 'the kernel of a box on the path logs "table full"' },
      { limit: 'accept-queue', when: 'ListenOverflows rises at the server' },
      { limit: 'no-answer', when: 'none of these, and nobody answers at all' },
      {
        limit: 'idle-timers',
        when: 'of a connection that was established, with the first packet after a silence',
      },
    ],
    source: 'connect(2), tcp(7)',
  },
  {
    id: 'refused',
    isGeneral: true,
    title: 'ECONNREFUSED, "Connection refused"',
    says: 'The machine is there, and nothing listens on that port.',
    patterns: [/connection refused/i, /\bECONNREFUSED\b/i, /\bWSAECONNREFUSED\b|\b10061\b/i],
    meanings: [
      { limit: 'availability', when: 'the process restarts, has crashed, or is not in the list any more' },
      { limit: 'admission', when: 'a firewall rule rejects what is above a rate' },
    ],
    source: 'connect(2)',
  },
  {
    id: 'tls-timeout',
    title: 'TLS handshake timeout',
    says: 'The connection was set up, and its handshake did not end in time.',
    patterns: [
      /handshake time(?:d )?\s?out/i,
      /ssl_do_handshake\(\) failed/i,
      /handshake (?:operation )?timed out/i,
      /ssl handshake (?:failure|timeout)/i,
    ],
    meanings: [
      {
        limit: 'handshakes',
        when: 'the cores of the tier that ends TLS are busy: others wait longer than their clients',
      },
      {
        limit: 'file-descriptors',
        when: 'accept() fails with EMFILE: connections are established and nobody reads them',
      },
    ],
    source: 'docs/model.md, handshakes',
  },
  {
    id: 'close-1006',
    title: 'WebSocket closed with 1006',
    says: 'A WebSocket ended without a close frame: a timer, a reset or a process that is gone cut it.',
    patterns: [
      /\b1006\b.{0,40}(?:abnormal|clos)/i,
      /(?:abnormal|clos|websocket|code)\w*.{0,20}\b1006\b/i,
      /abnormal closure/i,
      /unexpected EOF.{0,20}websocket/i,
    ],
    meanings: [
      { limit: 'idle-timers', when: 'single ones, after a silence of always the same length' },
      { limit: 'availability', when: 'many at the same second: a deploy, a reload or a crash' },
    ],
    source: 'RFC 6455, section 7.1.5',
  },
];
