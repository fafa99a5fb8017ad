/** Hosts, kernels and proxies: what was measured here was measured on Linux 6.18. */
import type { Symptom, Symptoms, SymptomTable } from './symptom.ts';

const MEASURED = 'measured on Linux 6.18';

const HAPROXY = 'https://github.com/haproxy/haproxy/blob/master/src/sock.c';

const CONNECT: Symptom = {
  outcome: 'EADDRNOTAVAIL (99)',
  shows: 'connect() fails at once with EADDRNOTAVAIL (99), "Cannot assign requested address"',
  confidence: 'measured',
  source: MEASURED,
};

const CONNTRACK_FULL: Symptom = {
  outcome: 'nf_conntrack: table full',
  shows:
    'the kernel logs "nf_conntrack: table full, dropping packet" and drop in conntrack -S rises; the client sees a connect timeout',
  confidence: 'measured',
  source: `Linux net/netfilter/nf_conntrack_core.c; ${MEASURED}`,
};

/** A SYN that finds no port is dropped in silence; retransmissions are new draws. */
const NETFILTER: Symptoms = {
  'snat-ports': {
    outcome: 'insert_failed',
    shows:
      'silence: insert_failed and drop in conntrack -S rise by one for each SYN, and connects take 1, 2, 3 s longer before they time out',
    confidence: 'measured',
    source: `Linux net/netfilter/nf_nat_core.c; ${MEASURED}`,
  },
  'flow-table': CONNTRACK_FULL,
};

export const HOST_SYMPTOMS: SymptomTable = {
  'linux-connect': { 'client-ports': CONNECT },
  'linux-bind-no-port': { 'client-ports': CONNECT },
  'linux-bind-before-connect': {
    'client-ports': {
      outcome: 'EADDRINUSE (98)',
      shows: 'bind() fails at once with EADDRINUSE (98), "Address already in use"',
      confidence: 'measured',
      source: MEASURED,
    },
  },
  'windows-host': {
    'client-ports': {
      outcome: 'WSAEADDRINUSE or WSAENOBUFS',
      shows:
        'connect() fails with WSAEADDRINUSE (10048) or WSAENOBUFS (10055); event 4231 of source Tcpip stands in the system log',
      confidence: 'recalled',
      source:
        'https://learn.microsoft.com/troubleshoot/windows-client/networking/tcp-ip-port-exhaustion-troubleshooting',
    },
  },
  'linux-snat': NETFILTER,
  'linux-masquerade': NETFILTER,
  'linux-conntrack': NETFILTER,
  'kube-proxy': {
    ...NETFILTER,
    'flow-table': {
      ...CONNTRACK_FULL,
      shows:
        'the kernel of the node logs "nf_conntrack: table full, dropping packet"; connections through Services time out at random',
    },
  },
  cilium: {
    'snat-ports': {
      outcome: 'No mapping for NAT masquerade',
      shows:
        'cilium monitor shows drops with reason "No mapping for NAT masquerade"; the client sees a connect timeout',
      confidence: 'verified',
      source: 'https://github.com/cilium/cilium/blob/main/pkg/maps/nat/nat.go',
    },
    'flow-table': {
      outcome: 'NAT map full',
      shows:
        'no new flow is refused: the LRU map evicts an older one, whose connection breaks without a log line',
      confidence: 'verified',
      source: 'https://github.com/cilium/cilium/blob/main/pkg/option/config.go',
    },
  },
  haproxy: {
    'source-ports': {
      outcome: 'no free ports',
      shows:
        'HAProxy logs "Connect() failed for backend <name>: no free ports." with termination flags SC; in mode http clients get 503, in mode tcp their connection is closed',
      confidence: 'measured',
      source: 'HAProxy 2.6, measured with a full range',
    },
    'max-connections': {
      outcome: 'maxconn reached',
      shows:
        'HAProxy logs "Proxy <name> reached the configured maximum connection limit. Please check the global \'maxconn\' value." at the limit of the process; at that of a frontend new clients wait in the listen queue',
      confidence: 'verified',
      source: `${HAPROXY} (sock_accept_conn), src/listener.c`,
    },
    'file-descriptors': {
      outcome: 'process FD limit',
      shows:
        'HAProxy logs "Proxy <name> reached process FD limit (maxsock=<n>). Please check \'ulimit-n\' and restart." and stops accepting for a while',
      confidence: 'verified',
      source: `${HAPROXY} (EMFILE)`,
    },
    memory: {
      outcome: 'system memory limit',
      shows:
        'HAProxy logs "Proxy <name> reached system memory limit (maxsock=<n>). Please check system tunables.", or the OOM killer ends it',
      confidence: 'verified',
      source: `${HAPROXY} (ENOBUFS, ENOMEM)`,
    },
  },
  nginx: {
    'source-ports': {
      outcome: '99: Cannot assign requested address',
      shows:
        'the error log has "connect() to <server> failed (99: Cannot assign requested address) while connecting to upstream"; nginx takes it for the server’s fault, marks servers down ("no live upstreams"), and clients get 502',
      confidence: 'measured',
      source: 'nginx 1.22, measured with a full range',
    },
    'max-connections': {
      outcome: 'worker_connections are not enough',
      shows: 'the error log has "<n> worker_connections are not enough"; the new connection is closed',
      confidence: 'third party',
      source: 'https://nginx.org/en/docs/ngx_core_module.html#worker_connections; error logs of operators',
    },
    'file-descriptors': {
      outcome: '24: Too many open files',
      shows: 'the error log has "socket() failed (24: Too many open files) while connecting to upstream"',
      confidence: 'third party',
      source: 'https://nginx.org/en/docs/ngx_core_module.html#worker_rlimit_nofile; error logs of operators',
    },
  },
  envoy: {
    'max-connections': {
      outcome: 'upstream_cx_overflow',
      shows:
        'upstream_cx_overflow of the cluster rises; requests that find no connection get 503 with the response flag UO',
      confidence: 'verified',
      source:
        'https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/circuit_breaking (cluster maximum connections)',
    },
    'source-ports': {
      outcome: 'upstream_cx_connect_fail',
      shows:
        'upstream_cx_connect_fail of the cluster rises, and clients get 503 with the response flag UF: the connect fails with EADDRNOTAVAIL (99)',
      confidence: 'recalled',
      source: 'Envoy, cluster statistics and response flags',
    },
  },
};
