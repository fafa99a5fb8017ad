import type { ReactElement } from 'react';
import { columnsOfEntry, questionOf, resultOf } from '../../analysis/gallery/gallery.ts';
import type { GalleryEntry } from '../../analysis/gallery/gallery-entry.ts';

/** What the runs of an entry gave: a row a figure, a column a scenario. */
export function GalleryTable({ entry }: { readonly entry: GalleryEntry }): ReactElement {
  const columns = columnsOfEntry(entry);
  const label = `What the runs give: ${questionOf(entry)}`;
  return (
    // Five columns are wider than a phone: it scrolls in itself, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="gallery-results" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <td />
            {columns.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Object.entries(entry.figures).map(([figure, { says }]) => (
            <tr key={figure}>
              <th scope="row">{says}</th>
              {columns.map(({ id }) => (
                <td key={id}>{resultOf(entry, id, figure) ?? <NothingOfTheKind />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A path without SNAT has no SNAT ports to count. */
function NothingOfTheKind(): ReactElement {
  return (
    <span className="quiet">
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">there is none</span>
    </span>
  );
}
