/** HAProxy 2.6 and later. */
import type { Balance } from '../../../scenario/scenario.ts';
import { counted, formatCount } from '../../wording/format-quantity.ts';
import { balanceToward, type FixPlace, identifier } from '../fix-place.ts';
import { placeholderAddress, placeholderAddresses } from '../placeholder-addresses.ts';
import type { SnippetText } from '../snippet.ts';
import { coresAfter, HANDSHAKES_OF_CORE } from './handshake-cores.ts';
import { descriptorSnippets, poolAddressSnippets, proxyBacklogSnippets } from './linux.ts';
import { endpointsOf, isWeighted, type ListedServer, listedServers } from './server-list.ts';
import {
  indented,
  lines,
  MAX_LISTED,
  PLACEHOLDERS,
  shownOf,
  type Writers,
  wholeMilliseconds,
  wholeSeconds,
} from './writer.ts';

const MANUAL = 'https://docs.haproxy.org/2.6/configuration.html';
const RELOAD = 'Reload (systemctl reload haproxy): the old process keeps its connections until they end.';

interface Section {
  readonly head: string;
  readonly body: readonly string[];
}

function snippet(
  title: string,
  sections: readonly Section[],
  keyword: string,
  caveats: readonly string[],
): SnippetText {
  return {
    title,
    syntax: 'haproxy',
    language: 'haproxy',
    code: sections.map(({ head, body }) => lines(head, indented(body))).join('\n'),
    whereItGoes: `/etc/haproxy/haproxy.cfg, into ${sections.map(({ head }) => `"${head}"`).join(' and ')}; check with: haproxy -c -f /etc/haproxy/haproxy.cfg`,
    caveats: [...caveats, RELOAD],
    source: `${MANUAL} (${keyword})`,
  };
}

const global = (...body: string[]): Section => ({ head: 'global', body });
const backend = (name: string, body: readonly string[]): Section => ({
  head: `backend ${identifier(name)}`,
  body,
});
const frontend = (slug: string, body: readonly string[]): Section => ({ head: `frontend ${slug}`, body });

/** `server` lines: every endpoint from every source address. */
function sourcedServers(place: FixPlace): { readonly body: string[]; readonly count: number } {
  const { hop, servers, isChanged } = place;
  const source = hop?.source ?? null;
  const addresses = source?.addresses ?? 1;
  // HAProxy allots the ports of an explicit range itself; without one the kernel does.
  const range =
    source !== null && isChanged('snat.ports') ? `:${source.ports.first}-${source.ports.last}` : '';
  const count = endpointsOf(servers) * addresses;
  const weighted = isWeighted(servers);
  const body = listedServers(servers, MAX_LISTED)
    .flatMap((server) =>
      placeholderAddresses('source', addresses, MAX_LISTED).map(
        (address, from) =>
          `${serverLine(server, weighted, addresses > 1 ? from : null)} source ${address}${range}`,
      ),
    )
    .slice(0, MAX_LISTED);
  return { body, count };
}

/** @param from the source address, where there are several */
function serverLine(server: ListedServer, weighted: boolean, from: number | null): string {
  const weight = weighted ? ` weight ${Math.round(server.weight * 10)}` : '';
  return `server ${nameOf(server, from)} ${server.address}:${server.port}${weight}`;
}

function nameOf({ number }: ListedServer, from: number | null): string {
  return `s${number}${from === null ? '' : String.fromCodePoint(97 + (from % 26)) + (from < 26 ? '' : Math.floor(from / 26))}`;
}

function sourcePool(place: FixPlace): SnippetText[] {
  const { hop, servers, isChanged } = place;
  if (hop?.source == null || hop.mode !== 'proxy') return [];
  const { body, count } = sourcedServers(place);
  const { addresses } = hop.source;
  return [
    snippet(
      addresses === 1 ? 'Source address of server connections' : `Servers from ${addresses} source addresses`,
      [backend(servers.name, [balanceLine(hop.balance), ...body])],
      'source, server',
      [
        PLACEHOLDERS,
        ...shownOf(count, 'server lines'),
        ...(addresses > 1
          ? [
              'Each server stands once for every source address: leastconn and weights count each of these alone.',
            ]
          : []),
        isChanged('snat.ports')
          ? 'With a range HAProxy allots the ports itself; keep the range out of net.ipv4.ip_local_port_range of other programs on the host.'
          : 'Without a range HAProxy binds with IP_BIND_ADDRESS_NO_PORT, so that ports are used again toward each server.',
      ],
    ),
    ...poolAddressSnippets(place),
  ];
}

const BALANCE: Readonly<Record<Balance, readonly string[]>> = {
  'round-robin': ['balance roundrobin'],
  random: ['balance random(1)'],
  'least-connections': ['balance leastconn'],
  'power-of-two': ['balance random(2)'],
  'source-hash': ['balance source', 'hash-type map-based sdbm avalanche'],
  'source-modulo': ['balance source'],
  'consistent-hash': ['balance source', 'hash-type consistent'],
  // HAProxy has no Maglev table: the consistent hash comes next to it.
  maglev: ['balance source', 'hash-type consistent'],
};

const balanceLine = (balance: Balance): string => BALANCE[balance][0] ?? 'balance roundrobin';

function plainServers(place: FixPlace): string[] {
  const weighted = isWeighted(place.servers);
  return listedServers(place.servers, MAX_LISTED).map((server) => serverLine(server, weighted, null));
}

function serverList(place: FixPlace): SnippetText[] {
  const { servers } = place;
  return [
    snippet(
      `Servers of ${servers.name}`,
      [backend(servers.name, [...BALANCE[balanceToward(place)], ...plainServers(place)])],
      'balance, server',
      [
        PLACEHOLDERS,
        ...shownOf(endpointsOf(servers), 'server lines'),
        'The servers have to listen on all of these.',
        ...(balanceToward(place) === 'maglev'
          ? ['HAProxy has no Maglev table: a consistent hash stands in for it.']
          : []),
        ...(isWeighted(servers) ? ['Weights are times ten, as HAProxy takes whole numbers up to 256.'] : []),
      ],
    ),
  ];
}

function maxConnections({ limits, hop, servers, slug }: FixPlace): SnippetText[] {
  const most = limits?.maxConnections ?? Infinity;
  if (most === Infinity) return [];
  if (hop === null)
    return [
      snippet(
        'Connections of each server',
        [backend(servers.name, [`default-server maxconn ${most}`])],
        'maxconn (server)',
        ['More wait in the queue of the backend for "timeout queue", and are not refused.'],
      ),
    ];
  if (hop.mode !== 'proxy') return [];
  return [
    snippet(
      'Connections of the process and the frontend',
      [global(`maxconn ${most}`), frontend(slug, [`maxconn ${most}`])],
      'maxconn',
      [
        `HAProxy needs about two descriptors a connection: ${formatCount(2 * most + 100)} or more for LimitNOFILE, and about 33 kB of memory a connection.`,
        'The global maxconn is read when the process starts: it needs a reload.',
      ],
    ),
  ];
}

function idleTimeout({ limits }: FixPlace): SnippetText[] {
  const sec = limits?.idleTimeoutSec ?? Infinity;
  if (sec === Infinity) return [];
  const ms = `${wholeMilliseconds(sec)}ms`;
  return [
    snippet(
      'Idle timeout of tunnels',
      [{ head: 'defaults', body: [`timeout client ${ms}`, `timeout server ${ms}`, `timeout tunnel ${ms}`] }],
      'timeout tunnel',
      [
        'After the upgrade to WebSocket, and in mode tcp, "timeout tunnel" alone counts.',
        'Connections that exist keep the old timeout.',
      ],
    ),
  ];
}

function admission({ limits, slug, hop }: FixPlace): SnippetText[] {
  if (limits === null || hop?.mode !== 'proxy' || limits.admission.ratePerSec === Infinity) return [];
  const perSec = wholeSeconds(limits.admission.ratePerSec);
  return [
    snippet(
      'Limit on new connections',
      [
        global(`maxconnrate ${perSec}`, `maxsslrate ${perSec}`),
        frontend(slug, [`rate-limit sessions ${perSec}`]),
      ],
      'rate-limit sessions, maxconnrate, maxsslrate',
      [
        'HAProxy does not refuse above the rate: it stops accepting, and connections wait in the backlog. Give the frontend a backlog that holds them.',
        'The burst is one second of the rate.',
        'maxsslrate counts handshakes; leave it out where HAProxy does not end TLS.',
      ],
    ),
  ];
}

function handshakes({ limits, hop, isChanged }: FixPlace): SnippetText[] {
  if (limits === null || hop?.mode !== 'proxy' || limits.handshakesPerSec === Infinity) return [];
  const threads = coresAfter(limits, isChanged);
  return [
    snippet(
      'Threads for handshakes, and sessions that are resumed',
      [global(`nbthread ${threads}`, 'tune.ssl.cachesize 100000', 'tune.ssl.lifetime 3600')],
      'nbthread, tune.ssl.cachesize',
      [
        `${counted(threads, 'thread')} ${threads === 1 ? 'needs a core' : 'need as many cores'}; reckoned with ${HANDSHAKES_OF_CORE} (HAProxy introduction, sizing): measure yours.`,
        'An ECDSA certificate takes several times less of a core than RSA-2048.',
      ],
    ),
  ];
}

function listen({ hop, slug }: FixPlace): SnippetText[] {
  if (hop?.mode !== 'proxy') return [];
  const { addresses, ports } = hop.listen;
  const bound = placeholderAddresses('vip', addresses, MAX_LISTED)
    .flatMap((address) => ports.map((port) => `bind ${address}:${port}`))
    .slice(0, MAX_LISTED);
  return [
    snippet('Addresses of the frontend', [frontend(slug, bound)], 'bind', [
      PLACEHOLDERS,
      'Clients have to be told of them: in DNS, or in their list of addresses.',
      ...shownOf(addresses * ports.length, 'bind lines'),
    ]),
  ];
}

export const haproxyWriters: Writers = {
  'proxy-pool': sourcePool,
  scope: (place) => (place.hop?.source?.scope === 'destination' ? sourcePool(place).slice(0, 1) : []),
  balance: serverList,
  'backend-endpoints': serverList,
  instances: (place) => (place.backends === null ? [] : serverList(place)),
  'max-connections': maxConnections,
  descriptors: (place) => {
    const descriptors = place.limits?.fileDescriptors ?? Infinity;
    if (place.hop?.mode !== 'proxy' || descriptors === Infinity) return [];
    return [
      snippet('Descriptors of HAProxy', [global(`fd-hard-limit ${descriptors}`)], 'fd-hard-limit', [
        'HAProxy takes its maxconn from the descriptors where the configuration says none.',
      ]),
      ...descriptorSnippets(place),
    ];
  },
  backlog: (place) =>
    proxyBacklogSnippets(place, (backlog) =>
      snippet('Backlog of the frontend', [frontend(place.slug, [`backlog ${backlog}`])], 'backlog', [
        'The kernel takes the smaller of this and net.core.somaxconn.',
      ]),
    ),
  accepts: ({ hop, slug }) =>
    hop?.mode === 'proxy'
      ? [
          snippet(
            'A listening socket for each thread',
            [
              frontend(
                slug,
                hop.listen.ports.map(
                  (port) => `bind ${placeholderAddress('vip', 0, 1)}:${port} shards by-thread`,
                ),
              ),
            ],
            'bind, shards',
            [PLACEHOLDERS, 'How many accepts a second come of it depends on the cores: measure it.'],
          ),
        ]
      : [],
  handshakes,
  'idle-timeout': (place) => (place.hop?.mode === 'proxy' ? idleTimeout(place) : []),
  admission,
  listen,
  retries: ({ hop, servers }) =>
    hop?.mode === 'proxy'
      ? [
          snippet(
            'Retries of a connect',
            [backend(servers.name, [`retries ${hop.retries}`, 'option redispatch 1'])],
            'retries, option redispatch',
            ['redispatch 1 lets every retry choose a server anew.'],
          ),
        ]
      : [],
  workers: ({ hop }) =>
    hop?.workers == null
      ? []
      : [
          snippet('Threads', [global(`nbthread ${hop.workers.count}`)], 'nbthread', [
            'Threads of one process share all counts, so that leastconn sees every connection: not so with several processes.',
          ]),
        ],
  reload: ({ event }) =>
    event?.action === 'reload' && event.shutdownTimeoutSec !== Infinity
      ? [
          snippet(
            'End of old processes',
            [global(`hard-stop-after ${wholeSeconds(event.shutdownTimeoutSec)}s`)],
            'hard-stop-after',
            ['What an old process still has then is cut. It counts for processes that were started with it.'],
          ),
        ]
      : [],
};
