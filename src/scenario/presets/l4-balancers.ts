/** Large software balancers that tunnel to the servers; these answer the clients themselves. */
import { type Preset, sets } from './preset.ts';

const KATRAN = 'https://github.com/facebookincubator/katran/blob/main/katran/lib/KatranLbStructs.h';
const MAGLEV =
  'Maglev, NSDI 2016, https://www.usenix.org/conference/nsdi16/technical-sessions/presentation/eisenbud';
const GLB = 'https://github.com/github/glb-director/blob/master/docs/development/glb-hashing.md';

export const l4Presets: readonly Preset[] = [
  {
    id: 'katran',
    name: 'Meta Katran',
    family: 'l4',
    kind: 'hop',
    modes: ['dsr'],
    line: 'XDP, consistent hashing and a cache of 8,000,000 flows',
    fields: [
      sets('balance', 'maglev', 'recalled', 'https://github.com/facebookincubator/katran (README)'),
      sets(
        'flowTable.max',
        'unlimited',
        'derived',
        `${KATRAN}: a miss in the cache is hashed anew, not refused`,
      ),
    ],
    notes: [
      'A counter of LRU misses tells of flows without an entry; they move when the servers change meanwhile.',
      'Its cache of 8,000,000 flows evicts the least recently used; a flow without an entry still finds its server by the hash.',
      'Built for up to 512 VIPs and 4,096 servers; above 125,000 new flows a second it hashes without storing (recalled).',
    ],
  },
  {
    id: 'maglev',
    name: 'Google Maglev',
    family: 'l4',
    kind: 'hop',
    modes: ['dsr'],
    line: 'consistent hashing of the five-tuple behind ECMP',
    fields: [
      sets('balance', 'maglev', 'verified', MAGLEV),
      sets('flowTable.max', 'unlimited', 'derived', `${MAGLEV}: a flow that is not stored is hashed`),
    ],
    notes: [
      'Connections break where ECMP and the servers change at the same time.',
      'Put a router hop in front of several instances for the ECMP stage.',
    ],
  },
  {
    id: 'glb',
    name: 'GitHub GLB director',
    family: 'l4',
    kind: 'hop',
    modes: ['dsr'],
    line: 'no state: a table of 65,536 rows by the client address',
    fields: [
      sets('balance', 'source-hash', 'verified', GLB),
      sets('flowTable.max', 'unlimited', 'verified', `${GLB}: the director keeps no flows`),
      sets('flowTable.established', 'none', 'verified', GLB),
      sets('flowTable.timeWait', '0s', 'verified', GLB),
    ],
    notes: [
      'Connections break when more than one server changes at a time.',
      'The second server of a row takes packets that the first one does not know; that is left out.',
    ],
  },
];
