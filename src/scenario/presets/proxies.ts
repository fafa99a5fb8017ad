/** Full proxies on Linux: two connections and two descriptors for each client. */
import { type Preset, sets } from './preset.ts';

const HAPROXY = 'https://github.com/haproxy/haproxy/blob/master/doc/configuration.txt';
const NGINX = 'https://nginx.org/en/docs/ngx_core_module.html#worker_connections';
const NGINX_PROXY = 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout';
const ENVOY_BREAKERS =
  'https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/cluster/v3/circuit_breaker.proto';
const ENVOY_TIMEOUTS = 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts';
const IP_SYSCTL = 'https://docs.kernel.org/networking/ip-sysctl.html (ip_local_port_range)';
const TIME_WAIT = 'Linux include/net/tcp.h (TCP_TIMEWAIT_LEN); measured on Linux 6.18';

const linuxSource = [
  sets('snat.ports', '32768-60999', 'verified', IP_SYSCTL),
  sets('snat.selection', 'linux-connect', 'measured', 'Linux net/ipv4/inet_hashtables.c'),
  sets('snat.hold', '60s', 'measured', TIME_WAIT),
];

export const proxyPresets: readonly Preset[] = [
  {
    id: 'haproxy',
    name: 'HAProxy',
    family: 'proxies',
    kind: 'hop',
    modes: ['proxy'],
    line: '28,232 ports toward each server, 40 kB a connection',
    fields: [
      ...linuxSource,
      sets('snat.scope', 'destination', 'verified', `${HAPROXY} (source: IP_BIND_ADDRESS_NO_PORT)`),
      sets(
        'limits.memoryPerConnection',
        40_424,
        'derived',
        `${HAPROXY}: about 33 kB a connection; and two kernel sockets of 3,712 B`,
      ),
      sets('limits.fileDescriptors', 1_048_576, 'verified', `${HAPROXY} (fd-hard-limit)`),
      sets('limits.idleTimeout', 'none', 'verified', `${HAPROXY} (timeout tunnel: infinite unless set)`),
    ],
    notes: [
      'With "source <address>:<low>-<high>" on a server line HAProxy allots the ports itself: write that range as ports.',
      'The error of a failed connect is FREE_PORTS "Out of local source ports", or PORT_RANGE "Source port range exhausted" with such a range.',
      'After an upgrade a WebSocket obeys "timeout tunnel" alone: write limits.idleTimeout if you set it.',
    ],
  },
  {
    id: 'nginx',
    name: 'nginx',
    family: 'proxies',
    kind: 'hop',
    modes: ['proxy'],
    line: 'worker_connections 512 count both sides: 256 a worker; idle 60 s',
    fields: [
      ...linuxSource,
      sets('snat.scope', 'destination', 'third party', 'nginx 1.11.2: IP_BIND_ADDRESS_NO_PORT'),
      sets('limits.maxConnections', 256, 'derived', `${NGINX}: 512 of one worker, two a proxied connection`),
      sets('limits.idleTimeout', '60s', 'recalled', NGINX_PROXY),
    ],
    notes: [
      'Write limits.maxConnections as workers x worker_connections / 2.',
      'More source addresses: proxy_bind with split_clients, written here as snat.addresses.',
    ],
  },
  {
    id: 'envoy',
    name: 'Envoy',
    family: 'proxies',
    kind: 'hop',
    modes: ['proxy'],
    line: '1,024 connections to a cluster unless the circuit breaker is raised; idle 1 h',
    fields: [
      ...linuxSource,
      sets('limits.maxConnections', 1024, 'verified', `${ENVOY_BREAKERS} (max_connections)`),
      sets('limits.idleTimeout', '1h', 'verified', `${ENVOY_TIMEOUTS} (idle_timeout)`),
    ],
    notes: [
      'The circuit breaker is one a cluster: raise it in step with the target.',
      'A WebSocket through the HTTP connection manager obeys the stream idle timeout, five minutes by default (recalled).',
    ],
  },
];
