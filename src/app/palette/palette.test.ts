import { describe, expect, it } from 'vitest';
import type { PaletteEntry } from './entry.ts';
import { findEntries, MOST_IN_SECTION, sectionsOf } from './find-entries.ts';
import { paletteTarget } from './palette-keys.ts';

const entry = (section: string, title: string, detail = ''): PaletteEntry => ({
  id: `${section} ${title}`,
  section,
  title,
  detail,
  choose: () => {},
});
const ENTRIES = [
  entry('Scenario', 'Export the scenario'),
  entry('Questions', 'How many ports does one office address have?'),
  entry('Settings', 'Ports', 'Clients: browsers · net.ipv4.ip_local_port_range'),
  entry('Settings', 'SNAT addresses', 'Hop 1: edge (snat)'),
  entry('Settings', 'SNAT ports', 'Hop 1: edge (snat)'),
  entry('Words', 'Headroom', 'What remains of a resource, for instance of the ports.'),
];
const found = (search: string): string[] =>
  findEntries(ENTRIES, search).flatMap(({ entries }) => entries.map(({ title }) => title));

describe('findEntries', () => {
  it('finds all words in any order, in titles, details and names of sections', () => {
    expect(found('addresses snat')).toEqual(['SNAT addresses']);
    expect(found('ip_local_port')).toEqual(['Ports']);
    expect(found('edge snat')).toEqual(['SNAT addresses', 'SNAT ports']);
    expect(found('words remains')).toEqual(['Headroom']);
    expect(found('ports nowhere')).toEqual([]);
  });

  it('puts the nearest title first, and its section before the others', () => {
    // "Export" has the letters too, but not at the beginning of a word.
    expect(found('port')).toEqual([
      'Ports',
      'SNAT ports',
      'How many ports does one office address have?',
      'Export the scenario',
      'Headroom',
    ]);
    expect(findEntries(ENTRIES, 'snat po')[0]?.entries[0]?.title).toBe('SNAT ports');
  });

  it('says how many more of a section match than it lists', () => {
    const many = Array.from({ length: MOST_IN_SECTION + 3 }, (_, index) =>
      entry('Settings', `Port ${index}`),
    );
    const [section] = findEntries(many, 'port');
    expect(section?.entries).toHaveLength(MOST_IN_SECTION);
    expect(section?.more).toBe(3);
  });
});

describe('sectionsOf', () => {
  it('keeps all entries in their order', () => {
    expect(sectionsOf(ENTRIES).map(({ name, entries }) => [name, entries.length])).toEqual([
      ['Scenario', 1],
      ['Questions', 1],
      ['Settings', 3],
      ['Words', 1],
    ]);
  });
});

describe('paletteTarget', () => {
  it('goes round by arrow keys and stops at the ends by page keys', () => {
    expect(paletteTarget('ArrowDown', 4, 5)).toBe(0);
    expect(paletteTarget('ArrowUp', 0, 5)).toBe(4);
    expect(paletteTarget('PageDown', 2, 5)).toBe(4);
    expect(paletteTarget('PageUp', 2, 5)).toBe(0);
    expect(paletteTarget('Home', 2, 5)).toBeNull();
    expect(paletteTarget('ArrowDown', 0, 0)).toBeNull();
  });
});
