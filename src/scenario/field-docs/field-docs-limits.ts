import type { HopMode } from '../scenario.ts';
import type { FieldDoc, FieldValue } from './field-doc.ts';

const CONNTRACK_SLAB = '/proc/slabinfo of Linux 6.18: nf_conntrack 256 B, and 8 B a hash bucket';
const SOCKET_SLAB =
  '/proc/slabinfo of Linux 6.18: TCP 2368, sock_inode 832, filp 192, dentry 192, epitem 128 B';
const HAPROXY = 'HAProxy doc/configuration.txt: two 16 kB buffers, about 33 kB a connection';

/** The fields that say what one instance of a hop, or one backend, can carry. */
interface LimitDoc extends Omit<FieldDoc, 'path' | 'default' | 'defaultByMode'> {
  readonly name: string;
  /** Of the backends and of proxies. */
  readonly socket: FieldValue;
  /** Of hops that forward in the kernel; absent where they have no such limit. */
  readonly forwarding?: FieldValue;
  readonly proxy?: FieldValue;
}

const limitDocs: readonly LimitDoc[] = [
  {
    name: 'admission',
    kind: 'object',
    what: 'Rate limit on new connections, a token bucket: one that finds no token is refused with an answer (a reset, 429, 503) and takes nothing.',
    realName: 'nftables limit with reject, Envoy local_ratelimit, nginx limit_req',
    socket: {},
    forwarding: {},
  },
  {
    name: 'admission.rate',
    kind: 'rate',
    what: 'Tokens that come in a second, evenly.',
    socket: 'unlimited',
    forwarding: 'unlimited',
  },
  {
    name: 'admission.burst',
    kind: 'count',
    what: 'Tokens that the bucket holds, and begins with: connections that are admitted at once.',
    realName: 'nftables and iptables limit burst, max_tokens of Envoy; one more than the burst of nginx',
    socket: 5,
    forwarding: 5,
    source: 'iptables-extensions(8), --limit-burst',
  },
  {
    name: 'admission.retryAfter',
    kind: 'duration',
    what: 'How long a refused client stays away at least: its reconnect policy counts only where it waits longer. "0s" where the answer says nothing of it.',
    realName: 'the header Retry-After of a 429 or 503',
    socket: '0s',
    forwarding: '0s',
    source: 'RFC 9110, section 10.2.3; RFC 6585, section 4',
  },
  {
    name: 'admission.refusal',
    kind: 'choice',
    what: 'What becomes of a connection without a token. "reset": it is refused with an answer. "drop": its SYN is lost without one, and sent again by the client\u2019s timer.',
    realName: 'nftables limit with reject or drop',
    socket: 'reset',
    forwarding: 'reset',
  },
  {
    name: 'maxConnections',
    kind: 'count',
    what: 'Connections at the same time; more are refused.',
    realName: 'maxconn (HAProxy), worker_connections (nginx), licence limits',
    socket: 'unlimited',
    forwarding: 'unlimited',
  },
  {
    name: 'fileDescriptors',
    kind: 'count',
    what: 'Descriptors of the process: a backend takes one for a connection, a proxy two. Where they run out, accept() fails and connections wait in the backlog.',
    realName: 'RLIMIT_NOFILE, fs.nr_open',
    socket: 1_048_576,
    source: 'Linux fs.nr_open',
  },
  {
    name: 'reservedDescriptors',
    kind: 'count',
    what: 'Descriptors of the process that no connection can have: listeners, logs, epoll.',
    realName: 'open files of the idle process',
    socket: 0,
  },
  {
    name: 'memory',
    kind: 'bytes',
    what: 'Memory for connections.',
    socket: 'unlimited',
    forwarding: 'unlimited',
  },
  {
    name: 'memoryPerConnection',
    kind: 'bytes',
    what: 'Memory that one connection takes: an idle socket at a backend, buffers, session and two sockets at a proxy, a conntrack entry at a hop that forwards.',
    socket: 3712,
    proxy: 40_424,
    forwarding: 264,
    source: `${SOCKET_SLAB}; ${HAPROXY}; ${CONNTRACK_SLAB}`,
  },
  {
    name: 'maxTimeWait',
    kind: 'count',
    what: 'Sockets that can be in TIME_WAIT at the same time; beyond it a closed one is gone at once.',
    realName: 'net.ipv4.tcp_max_tw_buckets',
    socket: 'unlimited',
  },
  {
    name: 'backlog',
    kind: 'count',
    what: 'Connections that wait to be accepted; Linux admits one more. Binds where acceptsPerSecond is limited or descriptors run out, which pauses accept().',
    realName: 'listen() backlog, net.core.somaxconn',
    socket: 4096,
    source: 'Linux Documentation/networking/ip-sysctl.rst (4096 since 5.4)',
  },
  {
    name: 'synBacklog',
    kind: 'count',
    what: 'Connections whose SYN was answered and whose ACK has not come, a round trip later; beyond it SYNs are dropped. "unlimited" with SYN cookies, which need no room.',
    realName: 'net.ipv4.tcp_max_syn_backlog without net.ipv4.tcp_syncookies',
    socket: 'unlimited',
    source: 'Linux Documentation/networking/ip-sysctl.rst',
  },
  {
    name: 'abortOnOverflow',
    kind: 'flag',
    what: 'A connection that finds the accept queue full when its ACK comes is reset. Otherwise the ACK is lost, and its client, which believes that it is connected, sends again.',
    realName: 'net.ipv4.tcp_abort_on_overflow',
    socket: false,
    source: 'Linux Documentation/networking/ip-sysctl.rst; measured on Linux 6.18',
  },
  {
    name: 'acceptsPerSecond',
    kind: 'rate',
    what: 'Connections that the process accepts a second.',
    socket: 'unlimited',
  },
  {
    name: 'handshakesPerSecond',
    kind: 'rate',
    what: 'Connection set-ups (TLS handshakes where it ends TLS) that the CPU carries a second.',
    socket: 'unlimited',
    forwarding: 'unlimited',
  },
  {
    name: 'handshake',
    kind: 'object',
    what: 'How the work of handshakes is done, where handshakesPerSecond limits it.',
    socket: {},
  },
  {
    name: 'handshake.queue',
    kind: 'choice',
    what: 'Where connections wait for their handshake. "process": accepted, each with a descriptor, as many as there are. "backlog": an event loop accepts only what it gets to, so they wait in the accept queue, and the backlog bounds them.',
    realName: 'backlog: nginx, HAProxy; process: a thread or task for each connection',
    socket: 'process',
  },
  {
    name: 'handshake.workers',
    kind: 'count',
    what: 'Handshakes that one instance works on at the same time: its worker processes or threads, each at its part of handshakesPerSecond.',
    realName: 'worker_processes (nginx), nbthread (HAProxy)',
    socket: 1,
  },
  {
    name: 'handshake.times',
    kind: 'choice',
    what: 'How long handshakes take: all the same time, or exponentially distributed times of the same mean.',
    socket: 'constant',
  },
  {
    name: 'handshake.abandonedCost',
    kind: 'share',
    what: 'Work on a handshake whose client has left before it began, over that of a good one. Nothing tells the server that the client has gone.',
    socket: 1,
    source: 'measured with nginx 1.22 and RSA-2048: 0.80 to 1.04, median 0.88',
  },
  {
    name: 'handshake.resumed',
    kind: 'share',
    what: 'Share of the attempts that resume a session, among clients that have been connected before.',
    realName: 'ssl_session_tickets, ssl_session_cache',
    socket: 0,
  },
  {
    name: 'handshake.resumedCost',
    kind: 'share',
    what: 'Work on a resumed handshake over that of a full one.',
    socket: 0.3,
    source:
      'measured with nginx 1.22 and RSA-2048: 1,151 full and 3,745 resumed handshakes a second and core',
  },
  {
    name: 'idleTimeout',
    kind: 'duration',
    what: 'A connection without traffic for this long is cut; "none" where nothing cuts it.',
    realName: 'timeout tunnel (HAProxy), proxy_read_timeout (nginx), idle timeout of a balancer',
    socket: 'none',
    forwarding: 'none',
  },
  {
    name: 'maxAge',
    kind: 'duration',
    what: 'A connection that is this old is closed, whatever it does; its client connects again. Keeps servers even after a deploy or a scale-out.',
    realName: 'MAX_CONNECTION_AGE (gRPC), max_connection_duration (Envoy)',
    socket: 'none',
  },
  {
    name: 'maxAgeSpread',
    kind: 'share',
    what: 'Each connection gets an age of its own, drawn evenly from (1 - spread) to (1 + spread) times maxAge, so that connections that came together do not go together.',
    realName: 'the jitter of +/-10 % in gRPC',
    socket: 0,
  },
];

/** Fields of `path.*.limits`; the modes without a default do not have the field. */
export const hopLimitFieldDocs: readonly FieldDoc[] = limitDocs.map((limit) => {
  const { name, socket, forwarding, proxy = socket, ...doc } = limit;
  const byMode: Partial<Record<HopMode, FieldValue>> = { proxy };
  if (forwarding !== undefined)
    Object.assign(byMode, { snat: forwarding, dnat: forwarding, dsr: forwarding });
  return { path: `path.*.limits.${name}`, ...doc, defaultByMode: byMode };
});

/** The same fields of `backends`. */
export const backendLimitFieldDocs: readonly FieldDoc[] = limitDocs.map((limit) => {
  const { name, socket, forwarding: _forwarding, proxy: _proxy, ...doc } = limit;
  return { path: `backends.${name}`, ...doc, default: socket };
});
