/** nftables: source NAT, destination NAT and the limit on new connections. */
import type { SourcePool } from '../../../scenario/scenario.ts';
import type { FixPlace, Servers } from '../fix-place.ts';
import { placeholderAddress, placeholderAddresses, placeholderRange } from '../placeholder-addresses.ts';
import type { SnippetText } from '../snippet.ts';
import {
  lines,
  MAX_LISTED,
  PLACEHOLDERS,
  perDestination,
  shownOf,
  type Writers,
  wholeRate,
} from './writer.ts';

const SOURCE =
  'nft(8), NAT STATEMENTS and NUMGEN EXPRESSION; https://www.netfilter.org/projects/nftables/manpage.html';
/** Where a file of rules stands, and how it is read. */
export const nftFile = (name: string): string =>
  `/etc/nftables.d/${name}.nft, included by /etc/nftables.conf; then: nft -f /etc/nftables.conf`;

/** A table in place of what it was before; the first line lets the second succeed where there was none. */
function tableAnew(table: string, body: readonly string[]): string {
  return lines(`table ${table}`, `delete table ${table}`, `table ${table} {`, body, '}');
}

/** `{ 443, 8443 }` or the port alone. */
function portSet(ports: readonly number[]): string {
  return ports.length === 1 ? `${ports[0]}` : `{ ${ports.join(', ')} }`;
}

function matchServers({ count, addressesEach, ports }: Servers): string {
  return `ip daddr ${placeholderRange('server', count * addressesEach)} tcp dport ${portSet(ports)}`;
}

interface NetfilterPool {
  readonly title: string;
  /** `1024-65535`. */
  readonly range: string;
  /** It keeps no port of the sender; else netfilter tries that one first. */
  readonly isRandom: boolean;
  /** A source always gets the same address. */
  readonly isPersistent: boolean;
  /** Addresses are taken by rules, one for each: netfilter itself would hash. */
  readonly isSpread: boolean;
}

/** How netfilter takes addresses and ports from a pool, whether nft or iptables sets it up. */
export function netfilterPool(source: SourcePool): NetfilterPool {
  const { addresses, ports, choose, selection, preservePort } = source;
  const isHashed = choose === 'source-hash' || choose === 'source-destination-hash';
  return {
    title: addresses === 1 ? 'Source NAT' : `Source NAT to a pool of ${addresses} addresses`,
    range: `${ports.first}-${ports.last}`,
    isRandom: selection !== 'netfilter' || !preservePort,
    isPersistent: choose === 'source-hash' && addresses > 1,
    isSpread: addresses > 1 && !isHashed,
  };
}

function natPool({ hop, slug, servers, isChanged }: FixPlace): SnippetText[] {
  if (hop?.source == null || hop.source.scope === 'client-block') return [];
  const { addresses, choose } = hop.source;
  const { title, range, isRandom, isPersistent, isSpread } = netfilterPool(hop.source);
  const flags = [...(isRandom ? ['fully-random'] : []), ...(isPersistent ? ['persistent'] : [])];
  const flagText = flags.length === 0 ? '' : ` ${flags.join(',')}`;
  const listed = Math.min(addresses, MAX_LISTED);
  const body = isSpread
    ? [
        '\tchain postrouting {',
        '\t\ttype nat hook postrouting priority srcnat; policy accept;',
        `\t\t${matchServers(servers)} numgen ${choose === 'random' ? 'random' : 'inc'} mod ${listed} vmap { ${Array.from({ length: listed }, (_, i) => `${i} : goto from_${i}`).join(', ')} }`,
        '\t}',
        ...placeholderAddresses('source', addresses, listed).flatMap((address, i) => [
          `\tchain from_${i} {`,
          `\t\tmeta l4proto tcp snat to ${address}:${range}${flagText}`,
          '\t}',
        ]),
      ]
    : [
        '\tchain postrouting {',
        '\t\ttype nat hook postrouting priority srcnat; policy accept;',
        `\t\t${matchServers(servers)} snat to ${placeholderRange('source', addresses)}:${range}${flagText}`,
        '\t}',
      ];
  return [
    {
      title,
      syntax: 'nftables',
      language: 'nft',
      code: tableAnew(`ip ${slug}_snat`, body),
      whereItGoes: nftFile(`${slug}-snat`),
      caveats: [
        PLACEHOLDERS,
        ...perDestination(hop.source),
        'Take the old snat or masquerade rule for these destinations away: the first one that matches counts. Connections that exist keep their mapping; new ones take the new rule.',
        ...(isSpread ? shownOf(addresses, 'addresses') : []),
        ...(choose === 'least-used'
          ? ['netfilter cannot choose the emptiest address: these are taken in turn.']
          : []),
        ...(isSpread || addresses === 1
          ? []
          : [
              `Which address a connection gets follows from a hash of ${choose === 'source-hash' ? 'its source alone (persistent)' : 'source and destination'}: a full address does not pass on to another.`,
            ]),
        ...(isChanged('snat.reservedPorts')
          ? [
              'netfilter takes one range without gaps: ports that are reserved within it need rules of their own.',
            ]
          : []),
        ...(addresses > 1 || isChanged('snat.addresses')
          ? ['The network has to route the pool to this machine.']
          : []),
      ],
      source: SOURCE,
    },
  ];
}

function admission({ limits, hop, slug, servers, backends }: FixPlace): SnippetText[] {
  if (limits === null || limits.admission.ratePerSec === Infinity) return [];
  const { ratePerSec, burst, refusal } = limits.admission;
  const { amount, unit } = wholeRate(ratePerSec);
  const verdict = refusal === 'drop' ? 'drop' : 'reject with tcp reset';
  const ports = portSet(hop?.listen.ports ?? servers.ports);
  return [
    {
      title: 'Limit on new connections',
      syntax: 'nftables',
      language: 'nft',
      code: tableAnew(`inet ${slug}_admission`, [
        '\tchain input {',
        `\t\ttype filter hook ${backends !== null || hop?.mode === 'proxy' ? 'input' : 'forward'} priority filter - 5; policy accept;`,
        `\t\ttcp dport ${ports} ct state new limit rate over ${amount}/${unit} burst ${burst} packets ${verdict}`,
        '\t}',
      ]),
      whereItGoes: nftFile(`${slug}-admission`),
      caveats: [
        'The rate is that of the kernel of one machine: each instance has its own.',
        refusal === 'drop'
          ? 'A SYN that is dropped is sent again a second later: clients wait instead of being refused.'
          : 'Clients are refused at once, and come back by their reconnect policy.',
      ],
      source: 'nft(8), LIMIT STATEMENT',
    },
  ];
}

/** Forwarding with the destination rewritten alone. */
function destinationNat({ hop, slug, servers }: FixPlace): SnippetText[] {
  if (hop?.mode !== 'dnat') return [];
  const count = servers.count * servers.addressesEach;
  const listed = Math.min(count, MAX_LISTED);
  const vips = placeholderRange('vip', hop.listen.addresses);
  const key =
    hop.balance === 'source-hash' || hop.balance === 'consistent-hash' ? 'jhash ip saddr' : 'numgen inc';
  const map = Array.from(
    { length: listed },
    (_, i) => `${i} : ${placeholderAddress('server', i, count)}`,
  ).join(', ');
  return [
    {
      title: 'Destination NAT without source NAT',
      syntax: 'nftables',
      language: 'nft',
      code: tableAnew(`ip ${slug}_dnat`, [
        '\tchain prerouting {',
        '\t\ttype nat hook prerouting priority dstnat; policy accept;',
        `\t\tip daddr ${vips} tcp dport ${portSet(hop.listen.ports)} dnat to ${key} mod ${listed} map { ${map} }`,
        '\t}',
      ]),
      whereItGoes: nftFile(`${slug}-dnat`),
      caveats: [
        PLACEHOLDERS,
        'Take the snat or masquerade rule for these destinations away.',
        'New connections take the new way; those that exist keep theirs.',
        ...shownOf(count, 'server addresses'),
      ],
      source: SOURCE,
    },
    {
      title: 'Forwarding on the balancer',
      syntax: 'sysctl',
      language: 'ini',
      code: lines(
        'net.ipv4.ip_forward = 1',
        '# Replies leave by the way they came.',
        'net.ipv4.conf.all.rp_filter = 2',
      ),
      whereItGoes: '/etc/sysctl.d/90-forwarding.conf on the balancer; then: sysctl --system',
      caveats: [],
      source: 'https://docs.kernel.org/networking/ip-sysctl.html (ip_forward, rp_filter)',
    },
    returnRoute(),
  ];
}

/** What makes the servers answer through the balancer. */
export function returnRoute(): SnippetText {
  return {
    title: 'Replies of the servers go back through the balancer',
    syntax: 'iproute2',
    language: 'shell',
    code: lines(
      '# 192.0.2.1 is the balancer on the network of the servers.',
      'ip route replace default via 192.0.2.1 dev eth0',
    ),
    whereItGoes: 'On every server, as root; keep it in netplan, systemd-networkd or your image',
    caveats: [
      PLACEHOLDERS,
      'A server that answers by another router sends from an address that the client does not know: its connections time out.',
      'Outgoing traffic of the servers takes this way too, unless you make it a route of the service’s own (ip rule from <server address> table <n>).',
    ],
    source: 'ip-route(8)',
  };
}

export const nftablesWriters: Writers = {
  'nat-pool': natPool,
  admission,
  strategy: destinationNat,
};
