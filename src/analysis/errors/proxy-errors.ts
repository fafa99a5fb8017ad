/** Errors of HAProxy, nginx and Envoy, and the statuses that they answer with. */
import { codePatterns, type KnownError } from './known-error.ts';

const HAPROXY = 'https://docs.haproxy.org/2.6/configuration.html (8.5, session state at disconnection)';
const NGINX = 'https://nginx.org/en/docs';
const ENVOY =
  'https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage (response flags)';

/** `SC--` in HTTP logs; between the timers and the counts, `0/1/-1 0 SC 10/9/8/7/3`, in TCP logs. */
const haproxyFlag = (flag: string): RegExp[] =>
  codePatterns(
    flag,
    ['flags', 'flag', 'state', 'termination', 'code'],
    [new RegExp(`\\b${flag}(?:--|[-NIDVEOU][-NPDIRU])\\s`), new RegExp(`[\\d-]\\s+${flag}\\s+\\d+/`)],
  );

/** `"GET / HTTP/1.1" 503 UO` in the default access log. */
const envoyFlag = (flag: string): RegExp[] =>
  codePatterns(
    flag,
    ['flags', 'flag', 'response_flags'],
    [new RegExp(`\\s\\d{3}\\s+${flag}(?:,\\w+)*\\s`), new RegExp(`\\b\\d{3}\\s+${flag}\\s*$`)],
  );

const SHOW_INFO = {
  what: 'counts and limits of the process',
  look: 'echo "show info" | socat stdio /run/haproxy/admin.sock',
};
const ENVOY_STATS = (names: string): { what: string; look: string } => ({
  what: 'counters of the cluster',
  look: `curl -s http://127.0.0.1:9901/stats | grep -E '${names}'`,
});

export const proxyErrors: readonly KnownError[] = [
  {
    id: 'nginx-eaddrnotavail',
    title: 'nginx: connect() failed (99: Cannot assign requested address)',
    says: 'nginx has no free source port toward this server; it then takes the server for down, and clients get 502.',
    patterns: [
      /connect\(\) (?:to \S+ )?failed \(99: cannot assign requested address\)/i,
      /\(99: cannot assign requested address\).{0,60}upstream/i,
    ],
    meanings: [{ limit: 'source-ports', when: 'always' }],
    source: 'nginx 1.22, measured with a full range',
  },
  {
    id: 'haproxy-no-free-ports',
    title: 'HAProxy: no free ports',
    says: 'HAProxy has no free source port toward this server.',
    patterns: [
      /no free ports/i,
      /out of local source ports/i,
      /source port range exhausted/i,
      /\bPORT_RANGE\b|\bFREE_PORTS\b/,
    ],
    meanings: [
      {
        limit: 'source-ports',
        when: 'always; with "source" and a range on the server line that range counts, else ip_local_port_range',
      },
    ],
    source: 'HAProxy 2.6, measured with a full range',
  },
  {
    id: 'haproxy-maxconn',
    title: 'HAProxy: reached the configured maximum connection limit',
    says: 'The process has as many connections as its global maxconn; new ones wait in the backlog.',
    patterns: [/reached the configured maximum connection limit/i, /maxconn (?:is |was )?reached/i],
    meanings: [{ limit: 'max-connections', when: 'always' }],
    confirm: [SHOW_INFO],
    source: 'HAProxy src/sock.c (sock_accept_conn)',
  },
  {
    id: 'haproxy-fd',
    title: 'HAProxy: reached process FD limit',
    says: 'accept() failed for want of descriptors, and HAProxy stops accepting for a while.',
    patterns: [/reached (?:process|system) FD limit/i],
    meanings: [{ limit: 'file-descriptors', when: 'always' }],
    confirm: [SHOW_INFO],
    source: 'HAProxy src/sock.c (EMFILE)',
  },
  {
    id: 'haproxy-memory',
    title: 'HAProxy: reached system memory limit',
    says: 'The kernel had no memory for another socket.',
    patterns: [/reached system memory limit/i],
    meanings: [{ limit: 'memory', when: 'always' }],
    confirm: [SHOW_INFO],
    source: 'HAProxy src/sock.c (ENOBUFS, ENOMEM)',
  },
  {
    id: 'haproxy-sc',
    title: 'HAProxy flags SC',
    says: 'The server, or HAProxy’s own kernel, refused the connection to the server.',
    patterns: haproxyFlag('SC'),
    meanings: [
      { limit: 'availability', when: 'the server refuses: nothing listens there' },
      { limit: 'source-ports', when: 'the log has "no free ports": HAProxy itself has none' },
      { limit: 'max-connections', when: 'the server resets above a limit of its own' },
    ],
    source: HAPROXY,
  },
  {
    id: 'haproxy-timeout-connect',
    title: 'HAProxy flags sC',
    says: '"timeout connect" struck: the server did not answer the SYN in time.',
    patterns: haproxyFlag('sC'),
    meanings: [
      { limit: 'accept-queue', when: 'ListenOverflows rises at the server' },
      { limit: 'snat-ports', when: 'a NAT between them drops SYNs: insert_failed rises there' },
      { limit: 'no-answer', when: 'the server is gone' },
    ],
    source: HAPROXY,
  },
  {
    id: 'haproxy-idle',
    title: 'HAProxy flags cD or sD',
    says: 'A timeout struck in the data phase: "timeout client" (cD), "timeout server" (sD), or "timeout tunnel" of both.',
    patterns: [...haproxyFlag('cD'), ...haproxyFlag('sD')],
    meanings: [
      {
        limit: 'idle-timers',
        when: 'the duration of the session is the timeout and a little: nothing was said for that long',
      },
      { limit: 'no-answer', when: 'that side vanished without a word' },
    ],
    source: HAPROXY,
  },
  {
    id: 'haproxy-aborted',
    title: 'HAProxy flags CD or SD',
    says: 'The client (CD) or the server (SD) ended or reset the connection in the data phase.',
    patterns: [...haproxyFlag('CD'), ...haproxyFlag('SD')],
    meanings: [
      { limit: 'availability', when: 'SD, many at the same second: the server was restarted' },
      {
        limit: 'idle-timers',
        when: 'after a silence of always the same length: a timer before or behind HAProxy',
      },
    ],
    source: HAPROXY,
  },
  {
    id: 'haproxy-queue',
    title: 'HAProxy flags sQ or CQ',
    says: 'The session waited in the queue for a server: too long (sQ), or the client gave up (CQ).',
    patterns: [...haproxyFlag('sQ'), ...haproxyFlag('CQ'), ...haproxyFlag('SQ')],
    meanings: [{ limit: 'max-connections', when: 'all servers are at the maxconn of their lines' }],
    confirm: [
      {
        what: 'scur against slim of each server',
        look: 'echo "show stat" | socat stdio /run/haproxy/admin.sock',
      },
    ],
    source: HAPROXY,
  },
  {
    id: 'haproxy-proxy',
    title: 'HAProxy flags PR or PC',
    says: 'HAProxy refused the request (PR) or the connection to a server (PC) itself.',
    patterns: [...haproxyFlag('PR'), ...haproxyFlag('PC')],
    meanings: [
      { limit: 'admission', when: 'PR: a rule denies or limits' },
      { limit: 'max-connections', when: 'PC: a limit of the process, such as descriptors or maxconn' },
    ],
    source: HAPROXY,
  },
  {
    id: 'haproxy-resource',
    title: 'HAProxy flags RC',
    says: 'A local resource was missing when HAProxy connected to the server: memory, descriptors or source ports.',
    patterns: haproxyFlag('RC'),
    meanings: [
      { limit: 'source-ports', when: 'descriptors and memory are free' },
      { limit: 'file-descriptors', when: 'descriptors of the process are at its limit' },
      { limit: 'memory', when: 'the log has "system memory limit"' },
    ],
    confirm: [SHOW_INFO],
    source: HAPROXY,
  },
  {
    id: 'nginx-worker-connections',
    title: 'nginx: worker_connections are not enough',
    says: 'A worker has as many connections as it may have, both sides counted, and closes the new one.',
    patterns: [/worker_connections are not enough/i, /worker_connections exceed open file resource limit/i],
    meanings: [
      {
        limit: 'max-connections',
        when: 'always; workers are not filled evenly, so that one is full before all are',
      },
      {
        limit: 'file-descriptors',
        when: 'it says "exceed open file resource limit": raise worker_rlimit_nofile too',
      },
    ],
    source: `${NGINX}/ngx_core_module.html#worker_connections`,
  },
  {
    id: 'nginx-no-live-upstreams',
    title: 'nginx: no live upstreams',
    says: 'nginx takes every server for down, after max_fails failures of each.',
    patterns: [/no live upstreams/i],
    meanings: [
      { limit: 'availability', when: 'the servers are away' },
      {
        limit: 'source-ports',
        when: 'lines before it have "(99: Cannot assign requested address)": the servers are well',
      },
      { limit: 'accept-queue', when: 'lines before it have "(110: Connection timed out)"' },
    ],
    source: `${NGINX}/http/ngx_http_upstream_module.html#server (max_fails)`,
  },
  {
    id: 'nginx-premature',
    title: 'nginx: upstream prematurely closed connection',
    says: 'The server closed the connection before it had answered.',
    patterns: [/upstream prematurely closed/i],
    meanings: [
      {
        limit: 'idle-timers',
        when: 'of a connection that was kept: the server’s idle timeout is shorter than nginx’s',
      },
      { limit: 'availability', when: 'many at the same second: the server was restarted' },
      { limit: 'max-connections', when: 'the server closes above a limit of its own' },
    ],
    source: `${NGINX}/http/ngx_http_upstream_module.html#keepalive_timeout`,
  },
  {
    id: 'nginx-upstream-timeout',
    title: 'nginx: upstream timed out (110), 504 Gateway Time-out',
    says: 'The server did not answer in time: to the SYN ("while connecting"), or to the request.',
    patterns: [
      /upstream timed out/i,
      /\b504\b.{0,20}gateway/i,
      /gateway time-?\s?out/i,
      /\bHTTP\/[\d.]+"? 504\b/i,
      /^\s*504\s*$/,
      /upstream request timeout/i,
    ],
    meanings: [
      {
        limit: 'idle-timers',
        when: '"while reading upstream" of an upgraded connection: proxy_read_timeout struck in a silence',
      },
      { limit: 'accept-queue', when: '"while connecting" and ListenOverflows rises at the server' },
      { limit: 'snat-ports', when: '"while connecting" and insert_failed rises at a NAT between them' },
      { limit: 'handshakes', when: 'TLS toward the servers, and their cores are busy' },
    ],
    source: `${NGINX}/http/ngx_http_proxy_module.html#proxy_read_timeout`,
  },
  {
    id: 'bad-gateway',
    isGeneral: true,
    title: '502 Bad Gateway',
    says: 'The proxy could not connect to a server, or the server broke off.',
    patterns: [/\b502\b.{0,20}bad gateway/i, /bad gateway/i, /\bHTTP\/[\d.]+"? 502\b/i, /^\s*502\s*$/],
    meanings: [
      { limit: 'availability', when: 'the server is away or restarts' },
      { limit: 'source-ports', when: 'the proxy’s error log has "Cannot assign requested address"' },
      {
        limit: 'idle-timers',
        when: 'single ones on connections that were kept: the server closes them before the proxy',
      },
    ],
    source: 'RFC 9110, section 15.6.3',
  },
  {
    id: 'unavailable',
    isGeneral: true,
    title: '503 Service Unavailable',
    says: 'The balancer has no server for the request, or refuses it.',
    patterns: [
      /\b503\b.{0,20}service/i,
      /service unavailable/i,
      /no server is available to handle this request/i,
      /\bHTTP\/[\d.]+"? 503\b/i,
      /^\s*503\s*$/,
    ],
    meanings: [
      { limit: 'availability', when: 'no server passes its health checks' },
      { limit: 'max-connections', when: 'the servers, or the queue for them, are full' },
      { limit: 'admission', when: 'above a rate' },
      {
        limit: 'source-ports',
        when: 'the proxy’s log has "no free ports" or "Cannot assign requested address"',
      },
    ],
    source: 'RFC 9110, section 15.6.4',
  },
  {
    id: 'too-many-requests',
    title: '429 Too Many Requests, limiting requests',
    says: 'A limit on new requests or connections a second refuses this one.',
    patterns: [
      /too many requests/i,
      /\bHTTP\/[\d.]+"? 429\b/i,
      /^\s*429\s*$/,
      /limiting (?:requests|connections)/i,
      /\brate_limited\b/i,
      /local_rate_limited/i,
      /rate limit exceeded/i,
    ],
    meanings: [
      { limit: 'admission', when: 'always' },
      { limit: 'max-connections', when: 'nginx "limiting connections": limit_conn counts open ones' },
    ],
    source: 'RFC 6585, section 4; nginx ngx_http_limit_req_module',
  },
  {
    id: 'envoy-overflow',
    title: 'Envoy flag UO, upstream_cx_overflow',
    says: 'A circuit breaker of the cluster is open: it has as many connections or requests as it may.',
    patterns: [
      ...envoyFlag('UO'),
      /upstream_(?:cx|rq)_(?:pending_)?overflow/i,
      /reset reason: overflow/i,
      /upstream_reset_before_response_started\{overflow/i,
    ],
    meanings: [
      { limit: 'max-connections', when: 'always; max_connections is 1,024 a cluster unless it is raised' },
    ],
    confirm: [ENVOY_STATS('upstream_cx_overflow|upstream_cx_active')],
    source: ENVOY,
  },
  {
    id: 'envoy-connection-failure',
    title: 'Envoy flag UF, connection failure',
    says: 'Envoy could not connect to the server.',
    patterns: [
      ...envoyFlag('UF'),
      /reset reason: (?:remote |local )?connection failure/i,
      /upstream_cx_connect_(?:fail|timeout)/i,
      /\{(?:remote_|local_)?connection_failure/i,
    ],
    meanings: [
      { limit: 'availability', when: 'the transport failure reason is "Connection refused"' },
      { limit: 'source-ports', when: 'it is "Cannot assign requested address" (errno 99)' },
      { limit: 'accept-queue', when: 'upstream_cx_connect_timeout rises, and ListenOverflows at the server' },
    ],
    confirm: [ENVOY_STATS('upstream_cx_connect_(fail|timeout)')],
    source: ENVOY,
  },
  {
    id: 'envoy-termination',
    title: 'Envoy flag UC, connection termination',
    says: 'The server ended the connection while a request was on it.',
    patterns: [
      ...envoyFlag('UC'),
      /reset reason: connection termination/i,
      /\{connection_termination/i,
      /upstream_cx_destroy_remote_with_active_rq/i,
    ],
    meanings: [
      {
        limit: 'idle-timers',
        when: 'the idle timeout of the server is shorter than Envoy’s (one hour by default)',
      },
      { limit: 'availability', when: 'many at the same second: the server was restarted' },
    ],
    source: ENVOY,
  },
  {
    id: 'envoy-no-healthy',
    title: 'Envoy flag UH, no healthy upstream',
    says: 'The cluster has no server that Envoy takes for healthy.',
    patterns: [...envoyFlag('UH'), /no healthy upstream/i],
    meanings: [
      { limit: 'availability', when: 'always; outlier detection may have ejected servers that are well' },
    ],
    source: ENVOY,
  },
  {
    id: 'envoy-timeouts',
    title: 'Envoy flag UT, SI or stream idle timeout',
    says: 'A request or a stream took longer, or was silent for longer, than a timeout allows.',
    patterns: [
      ...envoyFlag('UT'),
      ...envoyFlag('SI'),
      /stream[_ ]idle[_ ]timeout/i,
      /downstream_rq_idle_timeout|upstream_cx_idle_timeout/i,
    ],
    meanings: [
      { limit: 'idle-timers', when: 'a WebSocket obeys stream_idle_timeout, five minutes by default' },
    ],
    source: ENVOY,
  },
  {
    id: 'too-many-connections',
    title: 'Too many connections',
    says: 'A server refuses because it has as many connections as it is configured for.',
    patterns: [
      /too many connections/i,
      /connection limit (?:reached|exceeded)/i,
      /max(?:imum)? (?:number of )?(?:client )?connections (?:reached|exceeded)/i,
    ],
    meanings: [{ limit: 'max-connections', when: 'always' }],
    source: 'the configuration of that server',
  },
];
