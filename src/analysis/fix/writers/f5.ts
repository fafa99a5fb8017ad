/** F5 BIG-IP: tmsh commands. */
import type { Balance } from '../../../scenario/scenario.ts';
import { balanceToward, type FixPlace, identifier } from '../fix-place.ts';
import { placeholderAddresses } from '../placeholder-addresses.ts';
import type { SnippetText } from '../snippet.ts';
import { endpointsOf, listedServers } from './server-list.ts';
import {
  lines,
  MAX_LISTED,
  PLACEHOLDERS,
  perDestination,
  shownOf,
  type Writers,
  wholeMilliseconds,
  wholeSeconds,
} from './writer.ts';

const REFERENCE = 'https://clouddocs.f5.com/cli/tmsh-reference/latest/modules/ltm';
const SAVE = 'tmsh save sys config';

function snippet(
  title: string,
  body: readonly string[],
  source: string,
  caveats: readonly string[],
): SnippetText {
  return {
    title,
    syntax: 'f5-tmsh',
    language: 'shell',
    code: lines(body, SAVE),
    whereItGoes: 'The shell of the active BIG-IP (bash); then synchronize the device group',
    caveats: [
      'The names of the virtual server and the pool are made up of the scenario’s: put yours in.',
      ...caveats,
    ],
    source: `${REFERENCE}/${source}`,
  };
}

function snatPool({ hop, slug }: FixPlace): SnippetText[] {
  if (hop?.source == null || hop.source.scope === 'client-block') return [];
  const { addresses } = hop.source;
  const members = placeholderAddresses('source', addresses, MAX_LISTED).join(' ');
  return [
    snippet(
      `SNAT pool of ${addresses === 1 ? '1 address' : `${addresses} addresses`}`,
      [
        `tmsh create ltm snatpool ${slug}_snatpool members add { ${members} }`,
        `tmsh modify ltm virtual ${slug} source-address-translation { type snat pool ${slug}_snatpool }`,
      ],
      'ltm-snatpool.html',
      [
        PLACEHOLDERS,
        ...perDestination(hop.source),
        'New connections take the pool; those that exist keep their address.',
        'Ports are divided among the TMMs: exhaustion begins before the whole range is in use.',
        'The range of ports is not set here: it is that of the product.',
        ...shownOf(addresses, 'addresses'),
      ],
    ),
  ];
}

const MODE: Readonly<Record<Balance, string>> = {
  'round-robin': 'round-robin',
  random: 'round-robin',
  'least-connections': 'least-connections-member',
  'power-of-two': 'least-connections-member',
  'source-hash': 'round-robin',
  'source-modulo': 'round-robin',
  'consistent-hash': 'round-robin',
  maglev: 'round-robin',
};

function members(place: FixPlace): SnippetText[] {
  const pool = identifier(place.servers.name);
  const balance = balanceToward(place);
  const list = listedServers(place.servers, MAX_LISTED)
    .map(({ address, port }) => `${address}:${port}`)
    .join(' ');
  return [
    snippet(
      'Members of the pool',
      [
        `tmsh modify ltm pool ${pool} members replace-all-with { ${list} }`,
        `tmsh modify ltm pool ${pool} load-balancing-mode ${MODE[balance]}`,
      ],
      'ltm-pool.html',
      [
        PLACEHOLDERS,
        'The servers have to listen on all of these. Members that stand in both lists keep their connections.',
        ...(MODE[balance] === 'round-robin' && balance !== 'round-robin'
          ? [
              `Round robin stands in for "${balance}": a hash needs a persistence profile (source_addr, hash).`,
            ]
          : []),
        ...shownOf(endpointsOf(place.servers), 'members'),
      ],
    ),
  ];
}

function strategy({ hop, slug }: FixPlace): SnippetText[] {
  if (hop?.mode === 'dsr')
    return [
      snippet(
        'nPath: direct server return',
        [
          `tmsh create ltm profile fastl4 ${slug}_npath defaults-from fastL4 loose-initialization enabled loose-close enabled`,
          `tmsh modify ltm virtual ${slug} profiles replace-all-with { ${slug}_npath } translate-address disabled translate-port disabled source-address-translation { type none }`,
        ],
        'ltm-virtual.html',
        [
          'Every server needs the virtual address on its loopback and must not answer ARP for it; the pool’s monitor has to ask for that address.',
          'Connections that exist are cut.',
        ],
      ),
    ];
  if (hop?.mode === 'dnat')
    return [
      snippet(
        'Without SNAT',
        [`tmsh modify ltm virtual ${slug} source-address-translation { type none }`],
        'ltm-virtual.html',
        [
          'The servers have to route back through the BIG-IP: its floating self address is their default gateway.',
        ],
      ),
    ];
  return [];
}

export const f5Writers: Writers = {
  'nat-pool': snatPool,
  'backend-endpoints': members,
  balance: members,
  instances: (place) => (place.backends === null ? [] : members(place)),
  strategy,
  hold: ({ hop, slug }) =>
    hop?.source == null
      ? []
      : [
          snippet(
            'TIME_WAIT of the TCP profile',
            [
              `tmsh create ltm profile tcp ${slug}_tcp defaults-from tcp time-wait-timeout ${wholeMilliseconds(hop.source.holdSec)}`,
              `tmsh modify ltm virtual ${slug} profiles replace-all-with { ${slug}_tcp { context all } }`,
            ],
            'ltm-profile-tcp.html',
            [
              'replace-all-with names every profile of the virtual server: add those that it has (http, clientssl).',
              'For new connections.',
            ],
          ),
        ],
  'idle-timeout': ({ limits, slug, hop }) =>
    hop === null || limits === null || limits.idleTimeoutSec === Infinity
      ? []
      : [
          snippet(
            'Idle timeout of the TCP profile',
            [
              `tmsh create ltm profile tcp ${slug}_idle defaults-from tcp idle-timeout ${wholeSeconds(limits.idleTimeoutSec)}`,
              `tmsh modify ltm virtual ${slug} profiles replace-all-with { ${slug}_idle { context all } }`,
            ],
            'ltm-profile-tcp.html',
            [
              'Of a FastL4 virtual server it is the idle-timeout of its fastl4 profile.',
              'replace-all-with names every profile of the virtual server: add those that it has (http, clientssl).',
              'For new connections.',
            ],
          ),
        ],
  'max-connections': ({ limits, slug, hop }) =>
    hop === null || limits === null || limits.maxConnections === Infinity
      ? []
      : [
          snippet(
            'Connection limit',
            [`tmsh modify ltm virtual ${slug} connection-limit ${limits.maxConnections}`],
            'ltm-virtual.html',
            [
              'The limit is divided among the TMMs, so that it is reached a little before.',
              'No connection is lost.',
            ],
          ),
        ],
  admission: ({ limits, slug, hop }) =>
    hop === null || limits === null || limits.admission.ratePerSec === Infinity
      ? []
      : [
          snippet(
            'Limit on new connections',
            [
              `tmsh modify ltm virtual ${slug} rate-limit ${wholeSeconds(limits.admission.ratePerSec)} rate-limit-mode object`,
            ],
            'ltm-virtual.html',
            [
              'Connections a second of the virtual server; what is above is dropped.',
              'No connection is lost.',
            ],
          ),
        ],
};
