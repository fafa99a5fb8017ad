/** nginx 1.22 and later, as a proxy of WebSockets and of HTTP. */
import type { Balance } from '../../../scenario/scenario.ts';
import { formatCount } from '../../wording/format-quantity.ts';
import { balanceToward, type FixPlace, identifier } from '../fix-place.ts';
import { placeholderAddresses } from '../placeholder-addresses.ts';
import type { SnippetText } from '../snippet.ts';
import { coresFor, HANDSHAKES_OF_CORE } from './handshake-cores.ts';
import { descriptorSnippets, proxyBacklogSnippets, proxyPoolSnippets } from './linux.ts';
import { endpointsOf, isWeighted, listedServers, weightInTenths } from './server-list.ts';
import {
  indented,
  lines,
  MAX_LISTED,
  PLACEHOLDERS,
  shownOf,
  type Writers,
  wholeRate,
  wholeSeconds,
} from './writer.ts';

const DOCS = 'https://nginx.org/en/docs';
const RELOAD =
  'Reload (nginx -t && systemctl reload nginx): old workers keep their connections until they end.';

/** Where in the tree of blocks the lines stand. */
const PLACES = {
  main: '/etc/nginx/nginx.conf, at the top level (main)',
  http: '/etc/nginx/conf.d/connections.conf, which is read inside http { }',
  server: '/etc/nginx/nginx.conf, inside the server { } of the site',
} as const;

function snippet(
  title: string,
  place: keyof typeof PLACES,
  body: readonly string[],
  source: string,
  caveats: readonly string[],
): SnippetText {
  return {
    title,
    syntax: 'nginx',
    language: 'nginx',
    code: lines(body),
    whereItGoes: PLACES[place],
    caveats: [...caveats, RELOAD],
    source: `${DOCS}/${source}`,
  };
}

const BALANCE: Readonly<Record<Balance, readonly string[]>> = {
  'round-robin': [],
  random: ['random;'],
  'least-connections': ['least_conn;'],
  'power-of-two': ['random two least_conn;'],
  'source-hash': ['hash $remote_addr;'],
  'source-modulo': ['hash $remote_addr;'],
  'consistent-hash': ['hash $remote_addr consistent;'],
  maglev: ['hash $remote_addr$remote_port consistent;'],
};

function upstream(place: FixPlace, options = ''): string[] {
  const { servers } = place;
  const name = identifier(servers.name);
  const weighted = isWeighted(servers);
  const list = listedServers(servers, MAX_LISTED).map(
    ({ address, port, weight }) =>
      `server ${address}:${port}${weighted ? ` weight=${weightInTenths(weight)}` : ''}${options};`,
  );
  return [
    `upstream ${name} {`,
    ...indented([`zone ${name} 256k;`, ...BALANCE[balanceToward(place)], ...list]),
    '}',
  ];
}

/** Shares of `split_clients`: equal, in hundredths of a percent, the last takes what is left. */
function splitLines(addresses: readonly string[]): string[] {
  const share = Math.floor(10_000 / addresses.length);
  const percent = `${Math.floor(share / 100)}.${String(share % 100).padStart(2, '0')}%`;
  return addresses.map((address, i) => `${i === addresses.length - 1 ? '*' : percent} ${address};`);
}

function sourcePool(place: FixPlace): SnippetText[] {
  const { hop } = place;
  if (hop?.source == null || hop.mode !== 'proxy') return [];
  const { addresses } = hop.source;
  const listed = placeholderAddresses('source', addresses, MAX_LISTED);
  const pool =
    addresses === 1
      ? []
      : [
          'split_clients "$remote_addr$remote_port" $upstream_source {',
          ...indented(splitLines(listed)),
          '}',
          '',
        ];
  const ports = hop.listen.ports.map((port) => `listen ${port};`);
  return [
    snippet(
      addresses === 1
        ? 'Source address of upstream connections'
        : `Upstream connections from ${addresses} addresses`,
      'http',
      [
        ...pool,
        ...upstream(place),
        '',
        'server {',
        ...indented([
          ...ports,
          '',
          'location / {',
          ...indented([
            `proxy_pass http://${identifier(place.servers.name)};`,
            `proxy_bind ${addresses === 1 ? listed[0] : '$upstream_source'};`,
            'proxy_http_version 1.1;',
            'proxy_set_header Upgrade $http_upgrade;',
            'proxy_set_header Connection "upgrade";',
          ]),
          '}',
        ]),
        '}',
      ],
      'http/ngx_http_proxy_module.html#proxy_bind (and split_clients)',
      [
        PLACEHOLDERS,
        'Merge proxy_bind and split_clients into the server that you have. The hash splits clients by address and port, evenly on average; a full address does not pass on to another.',
        'nginx 1.11.2 and later binds with IP_BIND_ADDRESS_NO_PORT, so that ports are used again toward each server.',
        ...shownOf(addresses, 'source addresses'),
        ...shownOf(endpointsOf(place.servers), 'servers'),
      ],
    ),
    ...proxyPoolSnippets(place),
  ];
}

function serverList(place: FixPlace): SnippetText[] {
  return [
    snippet(
      `Servers of ${place.servers.name}`,
      'http',
      upstream(place),
      'http/ngx_http_upstream_module.html',
      [
        PLACEHOLDERS,
        'The servers have to listen on all of these.',
        'With the zone all workers balance on one count; a reload begins it anew.',
        ...shownOf(endpointsOf(place.servers), 'servers'),
      ],
    ),
  ];
}

const isProxy = ({ hop }: FixPlace): boolean => hop?.mode === 'proxy';

function maxConnections(place: FixPlace): SnippetText[] {
  const { limits, hop } = place;
  const most = limits?.maxConnections ?? Infinity;
  if (most === Infinity) return [];
  if (hop === null)
    return [
      snippet(
        'Connections of each server',
        'http',
        upstream(place, ` max_conns=${most}`),
        'http/ngx_http_upstream_module.html#max_conns',
        [
          PLACEHOLDERS,
          'A request beyond it goes to another server, or gets 502.',
          ...shownOf(endpointsOf(place.servers), 'servers'),
        ],
      ),
    ];
  if (hop.mode !== 'proxy') return [];
  const workers = hop.workers?.count ?? 1;
  const each = Math.ceil((2 * most) / workers);
  return [
    snippet(
      'Connections of the workers',
      'main',
      [
        `worker_processes ${workers};`,
        `worker_rlimit_nofile ${each + 1000};`,
        '',
        'events {',
        ...indented([`worker_connections ${each};`]),
        '}',
      ],
      'ngx_core_module.html#worker_connections',
      [
        `worker_connections counts both sides: ${formatCount(most)} proxied connections are ${formatCount(2 * most)} in ${workers === 1 ? '1 worker' : `${workers} workers`}. Workers are not filled evenly: leave room.`,
      ],
    ),
  ];
}

function descriptors(place: FixPlace): SnippetText[] {
  const all = place.limits?.fileDescriptors ?? Infinity;
  if (!isProxy(place) || all === Infinity) return [];
  const workers = place.hop?.workers?.count ?? 1;
  return [
    snippet(
      'Descriptors of each worker',
      'main',
      [`worker_rlimit_nofile ${Math.ceil(all / workers)};`],
      'ngx_core_module.html#worker_rlimit_nofile',
      ['The workers raise their own limit up to this; worker_connections has to be as high.'],
    ),
    ...descriptorSnippets(place).slice(1),
  ];
}

function listenOptions(
  place: FixPlace,
  options: string,
  title: string,
  caveats: readonly string[],
): SnippetText {
  const ports = place.hop?.listen.ports ?? [];
  return snippet(
    title,
    'server',
    ports.map((port) => `listen ${port}${options};`),
    'http/ngx_http_core_module.html#listen',
    caveats,
  );
}

function handshakes({ limits, hop }: FixPlace): SnippetText[] {
  if (limits === null || hop?.mode !== 'proxy' || limits.handshakesPerSec === Infinity) return [];
  const cores = coresFor(limits.handshakesPerSec);
  return [
    snippet(
      'Workers for handshakes',
      'main',
      [`worker_processes ${cores};`],
      'ngx_core_module.html#worker_processes',
      [`${cores} workers need as many cores; reckoned with ${HANDSHAKES_OF_CORE}: measure yours.`],
    ),
    snippet(
      'Sessions that are resumed',
      'http',
      ['ssl_session_cache shared:TLS:50m;', 'ssl_session_timeout 1h;', 'ssl_session_tickets on;'],
      'http/ngx_http_ssl_module.html#ssl_session_cache',
      [
        'One megabyte holds about 4,000 sessions. With several instances share the ticket key, or a resumed session meets one that does not know it.',
      ],
    ),
  ];
}

function admission({ limits, hop }: FixPlace): SnippetText[] {
  if (limits === null || hop?.mode !== 'proxy' || limits.admission.ratePerSec === Infinity) return [];
  const { ratePerSec, burst, retryAfterSec } = limits.admission;
  const { amount, unit } = wholeRate(ratePerSec);
  return [
    snippet(
      'Limit on new connections',
      'http',
      [
        '# One key for all, so that the rate is that of the instance.',
        `limit_req_zone "all" zone=admission:1m rate=${amount}r/${unit === 'second' ? 's' : 'm'};`,
        `limit_req zone=admission burst=${burst} nodelay;`,
        'limit_req_status 503;',
      ],
      'http/ngx_http_limit_req_module.html',
      [
        'It counts requests: a WebSocket is one. The TLS handshake is done before; to spare that, limit with nftables.',
        ...(retryAfterSec > 0
          ? [
              `Tell clients to stay away with: error_page 503 @busy; location @busy { add_header Retry-After ${wholeSeconds(retryAfterSec)} always; return 503; }`,
            ]
          : []),
      ],
    ),
  ];
}

export const nginxWriters: Writers = {
  'proxy-pool': sourcePool,
  scope: (place) => (place.hop?.source?.scope === 'destination' ? sourcePool(place).slice(0, 1) : []),
  balance: serverList,
  'backend-endpoints': serverList,
  instances: (place) => (place.backends === null ? [] : serverList(place)),
  'max-connections': maxConnections,
  descriptors,
  backlog: (place) =>
    proxyBacklogSnippets(place, (backlog) =>
      listenOptions(place, ` backlog=${backlog}`, 'Backlog of the listener', [
        'nginx asks for 511 by default; the kernel takes the smaller of this and net.core.somaxconn.',
      ]),
    ),
  accepts: (place) =>
    isProxy(place)
      ? [
          listenOptions(place, ' reuseport', 'A listening socket for each worker', [
            'How many accepts a second come of it depends on the cores: measure it.',
            'A reload that changes the number of workers drops what waits in the queues of those that go.',
          ]),
        ]
      : [],
  handshakes,
  'idle-timeout': (place) => {
    const sec = place.limits?.idleTimeoutSec ?? Infinity;
    if (!isProxy(place) || sec === Infinity) return [];
    return [
      snippet(
        'Idle timeout of upgraded connections',
        'http',
        [`proxy_read_timeout ${wholeSeconds(sec)}s;`, `proxy_send_timeout ${wholeSeconds(sec)}s;`],
        'http/ngx_http_proxy_module.html#proxy_read_timeout',
        ['Connections that exist keep the old timeout.'],
      ),
    ];
  },
  admission,
  listen: (place) => {
    if (!isProxy(place) || place.hop === null) return [];
    const { addresses, ports } = place.hop.listen;
    const bound = placeholderAddresses('vip', addresses, MAX_LISTED)
      .flatMap((address) => ports.map((port) => `listen ${address}:${port};`))
      .slice(0, MAX_LISTED);
    return [
      snippet('Addresses of the site', 'server', bound, 'http/ngx_http_core_module.html#listen', [
        PLACEHOLDERS,
        'Clients have to be told of them: in DNS, or in their list of addresses.',
        ...shownOf(addresses * ports.length, 'listen lines'),
      ]),
    ];
  },
  retries: ({ hop }) =>
    hop?.mode === 'proxy'
      ? [
          snippet(
            'Retries toward the servers',
            'http',
            ['proxy_next_upstream error timeout;', `proxy_next_upstream_tries ${hop.retries + 1};`],
            'http/ngx_http_proxy_module.html#proxy_next_upstream_tries',
            ['nginx counts tries, the first one too.'],
          ),
        ]
      : [],
  workers: ({ hop }) =>
    hop?.workers == null
      ? []
      : [
          snippet(
            'Worker processes',
            'main',
            [`worker_processes ${hop.workers.count};`],
            'ngx_core_module.html#worker_processes',
            [
              'Each worker has worker_connections of its own, and balances by its own count unless the upstream has a zone.',
            ],
          ),
        ],
  reload: ({ event }) =>
    event?.action === 'reload' && event.shutdownTimeoutSec !== Infinity
      ? [
          snippet(
            'End of old workers',
            'main',
            [`worker_shutdown_timeout ${wholeSeconds(event.shutdownTimeoutSec)}s;`],
            'ngx_core_module.html#worker_shutdown_timeout',
            ['What an old worker still has then is cut.'],
          ),
        ]
      : [],
};
