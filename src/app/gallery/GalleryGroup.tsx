import { type ReactElement, useMemo } from 'react';
import { withResults } from '../../analysis/gallery/gallery.ts';
import { markTerms } from '../help/field-terms.ts';
import { GalleryCard } from './GalleryCard.tsx';
import type { FoundGroup } from './gallery-search.ts';

/** Questions of one kind. A term is explained where it first comes in the group. */
export function GalleryGroup(props: { readonly group: FoundGroup; readonly opened: string }): ReactElement {
  const { id, title, entries } = props.group;
  // Three texts an entry, in the order in which they are read.
  const pieces = useMemo(
    () =>
      markTerms(
        entries.flatMap((entry) =>
          [entry.claim?.because ?? '', entry.lesson, entry.watch].map((text) => withResults(entry, text)),
        ),
      ),
    [entries],
  );
  return (
    <section className="gallery-group" aria-labelledby={`gallery-${id}`}>
      <h3 id={`gallery-${id}`}>{title}</h3>
      {entries.map((entry, index) => (
        <GalleryCard
          // Brought into view anew when another address asks for it.
          key={`${entry.id} ${props.opened === entry.id}`}
          entry={entry}
          because={pieces[3 * index] ?? []}
          lesson={pieces[3 * index + 1] ?? []}
          watch={pieces[3 * index + 2] ?? []}
          isOpened={props.opened === entry.id}
        />
      ))}
    </section>
  );
}
