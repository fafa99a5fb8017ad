/** Envoy, API v3: pieces of a static configuration, and of what a control plane sends. */
import type { Balance } from '../../../scenario/scenario.ts';
import { balanceToward, type FixPlace, identifier } from '../fix-place.ts';
import { placeholderAddresses } from '../placeholder-addresses.ts';
import type { SnippetText } from '../snippet.ts';
import { descriptorSnippets, proxyBacklogSnippets, proxyPoolSnippets } from './linux.ts';
import { endpointsOf, isWeighted, listedServers, weightInTenths } from './server-list.ts';
import { indented, lines, MAX_LISTED, PLACEHOLDERS, shownOf, type Writers, wholeSeconds } from './writer.ts';

const DOCS = 'https://www.envoyproxy.io/docs/envoy/latest';

function snippet(
  title: string,
  whereItGoes: string,
  body: readonly string[],
  source: string,
  caveats: readonly string[],
): SnippetText {
  return {
    title,
    syntax: 'envoy',
    language: 'yaml',
    code: lines(body),
    whereItGoes,
    caveats,
    source: `${DOCS}/${source}`,
  };
}

const inCluster = (name: string): string => `the cluster "${name}" (static_resources.clusters, or CDS)`;
const IN_LISTENER = 'the listener (static_resources.listeners, or LDS)';
const CLUSTER_CHANGE = 'A cluster that changes is warmed up, and connections to the old one are drained.';
const LISTENER_CHANGE =
  'A listener that changes is drained: its connections end within the drain time of Envoy.';

const socketAddress = (address: string, port = 0): string => `{ address: ${address}, port_value: ${port} }`;

const BIND_DOCS = 'api-v3/config/core/v3/address.proto#config-core-v3-bindconfig';

function bindConfig(address: string): string[] {
  return [
    'upstream_bind_config:',
    `  source_address: ${socketAddress(address)}`,
    '  socket_options:',
    '    # IP_BIND_ADDRESS_NO_PORT (level IPPROTO_IP): ports are used again toward each server.',
    '    - { level: 0, name: 24, int_value: 1, state: STATE_PREBIND }',
  ];
}

/** A cluster binds to one address of a family, so that several are as many clusters, and the route spreads over them. */
function sourceClusters(place: FixPlace, addresses: number): SnippetText[] {
  const { servers } = place;
  const name = identifier(servers.name);
  const listed = placeholderAddresses('source', addresses, MAX_LISTED);
  return [
    snippet(
      `A cluster for each of ${addresses} source addresses`,
      'static_resources, or CDS',
      [
        'clusters:',
        ...listed.flatMap((address, i) => [
          `  - name: ${name}_${i + 1}`,
          ...indented(
            [
              'type: STATIC',
              `lb_policy: ${POLICY[place.hop?.balance ?? 'random']}`,
              ...bindConfig(address).filter((line) => i === 0 || !line.includes('#')),
              ...(i === 0
                ? ['load_assignment: &servers', ...indented(assignment(place), '  ')]
                : ['load_assignment: *servers']),
            ],
            '    ',
          ),
        ]),
      ],
      BIND_DOCS,
      [
        PLACEHOLDERS,
        'extra_source_addresses are for another IP version alone: Envoy binds to one address of each.',
        'Balancing, circuit breakers and health checks are those of each cluster.',
        CLUSTER_CHANGE,
        ...shownOf(addresses, 'addresses'),
        ...shownOf(endpointsOf(servers), 'servers'),
      ],
    ),
    snippet(
      'The route spreads over the clusters',
      'the route (route_config.virtual_hosts.routes.route), or the tcp_proxy; in place of "cluster"',
      [
        'weighted_clusters:',
        '  clusters:',
        ...listed.map((_, i) => `    - { name: ${name}_${i + 1}, weight: 1 }`),
      ],
      'api-v3/config/route/v3/route_components.proto#config-route-v3-weightedcluster',
      ['The choice is random, so that the addresses are taken evenly on average.', LISTENER_CHANGE],
    ),
  ];
}

function sourcePool(place: FixPlace): SnippetText[] {
  const { hop, servers } = place;
  if (hop?.source == null || hop.mode !== 'proxy') return [];
  const { addresses } = hop.source;
  const [first = ''] = placeholderAddresses('source', addresses, 1);
  const bound =
    addresses > 1
      ? sourceClusters(place, addresses)
      : [
          snippet(
            'Source address of upstream connections',
            inCluster(servers.name),
            bindConfig(first),
            BIND_DOCS,
            [PLACEHOLDERS, CLUSTER_CHANGE],
          ),
        ];
  return [...bound, ...proxyPoolSnippets(place)];
}

/** The endpoints as a `load_assignment` lists them. */
function assignment({ servers }: FixPlace): string[] {
  const weighted = isWeighted(servers);
  return [
    `cluster_name: ${identifier(servers.name)}`,
    'endpoints:',
    '  - lb_endpoints:',
    ...listedServers(servers, MAX_LISTED).flatMap(({ address, port, weight }) => [
      `      - endpoint: { address: { socket_address: ${socketAddress(address, port)} } }`,
      ...(weighted ? [`        load_balancing_weight: ${weightInTenths(weight)}`] : []),
    ]),
  ];
}

const POLICY: Readonly<Record<Balance, string>> = {
  'round-robin': 'ROUND_ROBIN',
  random: 'RANDOM',
  'least-connections': 'LEAST_REQUEST',
  'power-of-two': 'LEAST_REQUEST',
  'source-hash': 'RING_HASH',
  'source-modulo': 'RING_HASH',
  'consistent-hash': 'RING_HASH',
  maglev: 'MAGLEV',
};

function endpoints(place: FixPlace): SnippetText[] {
  const { servers } = place;
  return [
    snippet(
      `Servers of ${servers.name}`,
      inCluster(servers.name),
      [
        `lb_policy: ${POLICY[balanceToward(place)]}`,
        'load_assignment:',
        ...indented(assignment(place), '  '),
      ],
      'api-v3/config/endpoint/v3/endpoint.proto',
      [
        PLACEHOLDERS,
        'The servers have to listen on all of these.',
        ...(POLICY[balanceToward(place)] === 'LEAST_REQUEST'
          ? [
              'LEAST_REQUEST compares two drawn at random; it counts active requests, of which a WebSocket is one.',
            ]
          : []),
        ...shownOf(endpointsOf(servers), 'servers'),
      ],
    ),
  ];
}

function maxConnections({ limits, hop, servers }: FixPlace): SnippetText[] {
  const most = limits?.maxConnections ?? Infinity;
  if (most === Infinity || hop?.mode !== 'proxy') return [];
  return [
    snippet(
      'Circuit breaker of the cluster',
      inCluster(servers.name),
      [
        'circuit_breakers:',
        '  thresholds:',
        '    - priority: DEFAULT',
        `      max_connections: ${most}`,
        `      max_pending_requests: ${most}`,
        `      max_requests: ${most}`,
      ],
      'api-v3/config/cluster/v3/circuit_breaker.proto',
      [
        'Each Envoy counts for itself. Takes effect without a restart where the control plane sends the cluster.',
        CLUSTER_CHANGE,
      ],
    ),
    snippet(
      'Connections of clients',
      'the bootstrap, beside static_resources',
      [
        'overload_manager:',
        '  resource_monitors:',
        '    - name: envoy.resource_monitors.global_downstream_max_connections',
        '      typed_config:',
        '        "@type": type.googleapis.com/envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig',
        `        max_active_downstream_connections: ${most}`,
      ],
      'configuration/operations/overload_manager/overload_manager',
      [
        'The bootstrap is read at the start: this needs a restart (hot restart keeps connections until they end).',
      ],
    ),
  ];
}

function idleTimeout({ limits, hop }: FixPlace): SnippetText[] {
  const sec = limits?.idleTimeoutSec ?? Infinity;
  if (sec === Infinity || hop?.mode !== 'proxy') return [];
  return [
    snippet(
      'Idle timeout',
      'the HTTP connection manager (typed_config of envoy.filters.network.http_connection_manager); idle_timeout alone in a tcp_proxy',
      [
        'common_http_protocol_options:',
        `  idle_timeout: ${wholeSeconds(sec)}s`,
        `stream_idle_timeout: ${wholeSeconds(sec)}s`,
      ],
      'faq/configuration/timeouts',
      [
        'A WebSocket is a stream: it is stream_idle_timeout (5 minutes by default) that ends a quiet one.',
        LISTENER_CHANGE,
      ],
    ),
  ];
}

function maxAge({ limits, hop }: FixPlace): SnippetText[] {
  const sec = limits?.maxAgeSec ?? Infinity;
  if (sec === Infinity || hop?.mode !== 'proxy') return [];
  return [
    snippet(
      'Greatest age of a connection',
      'the HTTP connection manager (typed_config of envoy.filters.network.http_connection_manager)',
      ['common_http_protocol_options:', `  max_connection_duration: ${wholeSeconds(sec)}s`],
      'faq/configuration/timeouts',
      [
        'Envoy drains at that age: a WebSocket that is open goes on until max_stream_duration. In a tcp_proxy the field is max_downstream_connection_duration, and it closes.',
        ...((limits?.maxAgeSpread ?? 0) > 0
          ? [
              'The age has no spread here: what came at one time ends at one time. Spread it in the server or the client.',
            ]
          : []),
        LISTENER_CHANGE,
      ],
    ),
  ];
}

function admission({ limits, hop }: FixPlace): SnippetText[] {
  if (limits === null || hop?.mode !== 'proxy' || limits.admission.ratePerSec === Infinity) return [];
  const { ratePerSec, burst } = limits.admission;
  return [
    snippet(
      'Limit on new connections',
      'the filter chain of the listener, as the first filter',
      [
        'filters:',
        '  - name: envoy.filters.network.local_ratelimit',
        '    typed_config:',
        '      "@type": type.googleapis.com/envoy.extensions.filters.network.local_ratelimit.v3.LocalRateLimit',
        '      stat_prefix: admission',
        '      token_bucket:',
        `        max_tokens: ${Math.max(1, burst)}`,
        `        tokens_per_fill: ${wholeSeconds(ratePerSec)}`,
        '        fill_interval: 1s',
      ],
      'configuration/listeners/network_filters/local_rate_limit_filter',
      [
        'A connection without a token is closed at once, before its TLS handshake. Each Envoy has a bucket of its own.',
        LISTENER_CHANGE,
      ],
    ),
  ];
}

export const envoyWriters: Writers = {
  'proxy-pool': sourcePool,
  scope: (place) => (place.hop?.source?.scope === 'destination' ? sourcePool(place) : []),
  balance: endpoints,
  'backend-endpoints': endpoints,
  instances: (place) => (place.backends === null ? [] : endpoints(place)),
  'max-connections': maxConnections,
  descriptors: (place) => (place.hop?.mode === 'proxy' ? descriptorSnippets(place) : []),
  backlog: (place) =>
    proxyBacklogSnippets(place, (backlog) =>
      snippet(
        'Backlog of the listener',
        IN_LISTENER,
        [`tcp_backlog_size: ${backlog}`],
        'api-v3/config/listener/v3/listener.proto',
        [LISTENER_CHANGE],
      ),
    ),
  accepts: ({ hop }) =>
    hop?.mode === 'proxy'
      ? [
          snippet(
            'A listening socket for each worker',
            IN_LISTENER,
            ['enable_reuse_port: true'],
            'api-v3/config/listener/v3/listener.proto',
            [
              'It is the default since Envoy 1.20. How many accepts a second come of it depends on the cores: measure it.',
            ],
          ),
        ]
      : [],
  'idle-timeout': idleTimeout,
  'max-age': maxAge,
  admission,
  retries: ({ hop }) =>
    hop?.mode === 'proxy'
      ? [
          snippet(
            'Retries toward the servers',
            'the route (route_config.virtual_hosts.routes.route)',
            ['retry_policy:', '  retry_on: connect-failure', `  num_retries: ${hop.retries}`],
            'configuration/http/http_filters/router_filter#x-envoy-retry-on',
            ['New requests take it at once; no connection is lost.'],
          ),
        ]
      : [],
};
