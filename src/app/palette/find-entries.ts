import { wordSearch } from '../ui/search-words.ts';
import type { PaletteEntry, PaletteSection } from './entry.ts';

/** A section lists so many; a longer list is not read, and one word more shortens it. */
export const MOST_IN_SECTION = 8;

/**
 * The entries that have every word of a search, in any order, the best first: those whose title begins with it, then those
 * with its words at the beginning of words, then those with them anywhere in the title, then those that only their details
 * mention. Sections follow the best of their entries.
 */
export function findEntries(entries: readonly PaletteEntry[], search: string): readonly PaletteSection[] {
  const isFound = wordSearch(search);
  const ranked = entries
    .filter(({ title, detail, section }) => isFound(`${title} ${detail} ${section}`))
    .map((entry) => ({ entry, rank: rankOf(entry, search, isFound) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ entry }) => entry);
  return sectionsOf(ranked).map((section) => ({
    ...section,
    entries: section.entries.slice(0, MOST_IN_SECTION),
    more: Math.max(0, section.entries.length - MOST_IN_SECTION),
  }));
}

/** What an empty search shows: the given sections whole, in their order. */
export function sectionsOf(entries: readonly PaletteEntry[]): readonly PaletteSection[] {
  const names = [...new Set(entries.map(({ section }) => section))];
  return names.map((name) => ({
    name,
    entries: entries.filter(({ section }) => section === name),
    more: 0,
  }));
}

/** 0 is best. */
function rankOf({ title, detail }: PaletteEntry, search: string, isFound: (text: string) => boolean): number {
  const wanted = search.trim().toLowerCase();
  const name = title.toLowerCase();
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  const words = wanted.split(/\s+/);
  const starts = name.split(/[^\p{L}\p{N}]+/u);
  if (words.every((word) => starts.some((start) => start.startsWith(word)))) return 2;
  if (isFound(title)) return 3;
  return isFound(`${title} ${detail}`) ? 4 : 5;
}
