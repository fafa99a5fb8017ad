/** keepalived, which sets up IPVS. */
import type { Balance, HopMode } from '../../../scenario/scenario.ts';
import { balanceToward, type FixPlace, type Servers } from '../fix-place.ts';
import { placeholderAddresses } from '../placeholder-addresses.ts';
import type { SnippetText } from '../snippet.ts';
import { sysctlSnippet } from './linux.ts';
import { returnRoute } from './nftables.ts';
import { endpointsOf, isWeighted, listedServers, weightInTenths } from './server-list.ts';
import { indented, lines, MAX_LISTED, PLACEHOLDERS, shownOf, type Writers, wholeSeconds } from './writer.ts';

const SCHEDULER: Readonly<Record<Balance, string>> = {
  'round-robin': 'rr',
  random: 'rr',
  'least-connections': 'lc',
  'power-of-two': 'lc',
  'source-hash': 'sh',
  'source-modulo': 'sh',
  'consistent-hash': 'mh',
  maglev: 'mh',
};

/** Kept short: each virtual server lists all of its real ones. */
const MOST_VIRTUAL = 4;

function virtualServers(place: FixPlace): SnippetText[] {
  const { scenario, servers } = place;
  const hop = place.hop ?? scenario.path.findLast(({ gateway }) => !gateway) ?? null;
  if (hop === null || (hop.mode !== 'dsr' && hop.mode !== 'dnat')) return [];
  const vips = placeholderAddresses('vip', hop.listen.addresses, MOST_VIRTUAL);
  const isDirect = hop.mode === 'dsr';
  const weighted = isWeighted(servers);
  // Direct routing rewrites no port.
  const realServers = (port: number): Servers => (isDirect ? { ...servers, ports: [port] } : servers);
  const blocks = vips.flatMap((vip) =>
    hop.listen.ports
      .slice(0, MOST_VIRTUAL)
      .flatMap((port) => [
        `virtual_server ${vip} ${port} {`,
        ...indented([
          'delay_loop 5',
          `lvs_sched ${SCHEDULER[balanceToward({ ...place, hop })]}`,
          `lvs_method ${isDirect ? 'DR' : 'NAT'}`,
          'protocol TCP',
          ...listedServers(realServers(port), MAX_LISTED).flatMap((server) => [
            '',
            `real_server ${server.address} ${server.port} {`,
            ...indented([
              `weight ${weighted ? weightInTenths(server.weight) : 1}`,
              'TCP_CHECK {',
              '    connect_timeout 3',
              '}',
            ]),
            '}',
          ]),
        ]),
        '}',
        '',
      ]),
  );
  const shown = vips.length * Math.min(hop.listen.ports.length, MOST_VIRTUAL);
  const wanted = hop.listen.addresses * hop.listen.ports.length;
  return [
    {
      title: isDirect ? 'IPVS with direct routing' : 'IPVS with NAT',
      syntax: 'keepalived',
      language: 'nginx',
      code: lines(blocks.slice(0, -1)),
      whereItGoes:
        '/etc/keepalived/keepalived.conf on the balancer; check with: keepalived -t; then: systemctl reload keepalived',
      caveats: [
        PLACEHOLDERS,
        'Connections that go through another balancer now are cut when the address moves here.',
        ...(isDirect
          ? [
              'Direct routing rewrites no port: the servers listen on the port of the virtual server, and stand in the same network.',
            ]
          : []),
        ...shownOf(endpointsOf(realServers(0)), 'real servers'),
        ...(wanted > shown
          ? [`Shown are ${shown} of ${wanted} virtual servers; the others follow the same pattern.`]
          : []),
      ],
      source: 'keepalived.conf(5); https://docs.kernel.org/networking/ipvs-sysctl.html',
    },
  ];
}

function strategy(place: FixPlace): SnippetText[] {
  const virtual = virtualServers(place);
  if (place.hop?.mode === 'dnat' && virtual.length > 0) return [...virtual, returnRoute()];
  if (place.hop?.mode !== 'dsr') return [];
  const vips = placeholderAddresses('vip', place.hop.listen.addresses, MAX_LISTED);
  return [
    ...virtual,
    {
      title: 'The virtual address on the servers',
      syntax: 'iproute2',
      language: 'shell',
      code: lines(...vips.map((vip) => `ip address add ${vip}/32 dev lo`)),
      whereItGoes: 'On every server, as root; keep it in netplan, systemd-networkd or your image',
      caveats: [
        PLACEHOLDERS,
        'Set the ARP sysctls first: else a server takes the address away from the balancer.',
        ...shownOf(place.hop.listen.addresses, 'addresses'),
      ],
      source: 'ip-address(8); LVS-DR',
    },
    ...sysctlSnippet(
      'Servers do not answer ARP for it',
      [
        ['net.ipv4.conf.all.arp_ignore', 1],
        ['net.ipv4.conf.all.arp_announce', 2],
      ],
      'https://docs.kernel.org/networking/ip-sysctl.html (arp_ignore, arp_announce)',
      ['On every server, before the address is added.'],
    ),
  ];
}

const KEEPS_TABLE: ReadonlySet<HopMode> = new Set(['dnat', 'dsr']);

export const keepalivedWriters: Writers = {
  strategy,
  'backend-endpoints': virtualServers,
  balance: virtualServers,
  instances: (place) => (place.backends === null ? [] : virtualServers(place)),
  'flow-table': ({ hop, isChanged }) => {
    if (hop === null || !KEEPS_TABLE.has(hop.mode)) return [];
    const { establishedSec, timeWaitSec } = hop.flowTable;
    if (!isChanged('flowTable.established', 'flowTable.timeWait') || establishedSec === Infinity) return [];
    return [
      {
        title: 'Timeouts of IPVS',
        syntax: 'keepalived',
        language: 'nginx',
        code: lines(
          'global_defs {',
          `    lvs_timeouts tcp ${wholeSeconds(establishedSec)} tcpfin ${wholeSeconds(timeWaitSec)}`,
          '}',
        ),
        whereItGoes: '/etc/keepalived/keepalived.conf; then: systemctl reload keepalived',
        caveats: [
          'An entry takes the new timeout with its next packet. The table of IPVS has no greatest size.',
        ],
        source: 'keepalived.conf(5), lvs_timeouts; ipvsadm(8), --set',
      },
    ];
  },
};
