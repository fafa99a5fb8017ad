import { GALLERY, questionOf, withResults } from '../../analysis/gallery/gallery.ts';
import {
  GALLERY_GROUP_IDS,
  GALLERY_GROUPS,
  type GalleryEntry,
  type GalleryGroupId,
} from '../../analysis/gallery/gallery-entry.ts';
import { wordSearch } from '../ui/search-words.ts';

export interface GalleryFilter {
  readonly group: GalleryGroupId | '';
  readonly text: string;
}

export const WHOLE_GALLERY: GalleryFilter = { group: '', text: '' };

export interface FoundGroup {
  readonly id: GalleryGroupId;
  readonly title: string;
  readonly entries: readonly GalleryEntry[];
}

/** The groups that have something of what is looked for, and what they have of it. */
export function foundGroups({ group, text }: GalleryFilter): FoundGroup[] {
  const isWanted = wordSearch(text);
  return GALLERY_GROUP_IDS.filter((id) => group === '' || group === id)
    .map((id) => ({
      id,
      title: GALLERY_GROUPS[id],
      entries: GALLERY.filter((entry) => entry.group === id && isWanted(allTextOf(entry))),
    }))
    .filter(({ entries }) => entries.length > 0);
}

function allTextOf(entry: GalleryEntry): string {
  const { claim, lesson, watch, columns, figures, asItIs, id } = entry;
  return [
    questionOf(entry),
    id,
    claim === undefined ? '' : `claim ${claim.said} ${claim.verdict} ${withResults(entry, claim.because)}`,
    withResults(entry, lesson),
    watch,
    asItIs,
    ...columns.map(({ name }) => name),
    ...Object.values(figures).map(({ says }) => says),
  ].join('\n');
}
