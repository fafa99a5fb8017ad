/** iptables, for machines that still have it in place of nft. */
import type { FixPlace } from '../fix-place.ts';
import { placeholderAddresses, placeholderRange } from '../placeholder-addresses.ts';
import type { SnippetText } from '../snippet.ts';
import { netfilterPool } from './nftables.ts';
import { lines, MAX_LISTED, PLACEHOLDERS, perDestination, shownOf, type Writers } from './writer.ts';

function natPool({ hop, servers }: FixPlace): SnippetText[] {
  if (hop?.source == null || hop.source.scope === 'client-block') return [];
  const { addresses } = hop.source;
  const { title, range, isRandom, isPersistent, isSpread } = netfilterPool(hop.source);
  const flags = (isRandom ? ' --random-fully' : '') + (isPersistent ? ' --persistent' : '');
  const servedBy = placeholderRange('server', servers.count * servers.addressesEach);
  const match =
    `-p tcp -m iprange --dst-range ${servedBy.includes('-') ? servedBy : `${servedBy}-${servedBy}`} ` +
    `-m multiport --dports ${servers.ports.join(',')}`;
  const listed = Math.min(addresses, MAX_LISTED);
  const rules = isSpread
    ? placeholderAddresses('source', addresses, listed).map((address, i) => {
        const left = listed - i;
        const nth = left === 1 ? '' : ` -m statistic --mode nth --every ${left} --packet 0`;
        return `iptables -t nat -A POSTROUTING ${match}${nth} -j SNAT --to-source ${address}:${range}${flags}`;
      })
    : [
        `iptables -t nat -A POSTROUTING ${match} -j SNAT --to-source ${placeholderRange('source', addresses)}:${range}${flags}`,
      ];
  return [
    {
      title,
      syntax: 'iptables',
      language: 'shell',
      code: lines(...rules),
      whereItGoes: 'Run as root; keep it with iptables-save (/etc/iptables/rules.v4)',
      caveats: [
        PLACEHOLDERS,
        ...perDestination(hop.source),
        'Take the old SNAT or MASQUERADE rule for these destinations away first. Connections that exist keep their mapping.',
        ...(servers.ports.length > 15 ? ['multiport takes 15 ports: split the rule.'] : []),
        ...(isSpread ? shownOf(addresses, 'addresses') : []),
      ],
      source: 'iptables-extensions(8), SNAT and statistic',
    },
  ];
}

export const iptablesWriters: Writers = { 'nat-pool': natPool };
