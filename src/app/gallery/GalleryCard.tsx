import { type ReactElement, useEffect, useRef } from 'react';
import { columnsOfEntry, questionOf } from '../../analysis/gallery/gallery.ts';
import type { ClaimVerdict, GalleryColumn, GalleryEntry } from '../../analysis/gallery/gallery-entry.ts';
import type { TermPiece } from '../help/field-terms.ts';
import { TermText } from '../help/TermText.tsx';
import { useApp } from '../state/app-context.ts';
import { GalleryTable } from './GalleryTable.tsx';
import { openColumn } from './open-column.ts';

/** One question. The address `#gallery/<id>` brings it into view. */
export function GalleryCard(props: {
  readonly entry: GalleryEntry;
  readonly because: readonly TermPiece[];
  readonly lesson: readonly TermPiece[];
  readonly watch: readonly TermPiece[];
  readonly isOpened: boolean;
}): ReactElement {
  const { entry, because, lesson, watch, isOpened } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isOpened) return;
    heading.current?.scrollIntoView({ block: 'start' });
    heading.current?.focus({ preventScroll: true });
  }, [isOpened]);
  const { claim, validatedBy } = entry;
  return (
    <article className="gallery-card" data-opened={isOpened} aria-labelledby={`question-${entry.id}`}>
      <div className="gallery-words">
        <h4 id={`question-${entry.id}`} ref={heading} tabIndex={-1}>
          <a href={`#gallery/${entry.id}`}>{questionOf(entry)}</a>
        </h4>
        {claim !== undefined && (
          <div className="gallery-claim">
            <blockquote>{claim.said}</blockquote>
            <p>
              <ClaimMark verdict={claim.verdict} /> <TermText pieces={because} />
            </p>
          </div>
        )}
        <p>
          <TermText pieces={lesson} />
        </p>
        <p>
          <strong>Watch.</strong> <TermText pieces={watch} />
        </p>
        {validatedBy !== undefined && (
          <p className="small quiet">
            Measured on real systems, in the <a href="#validation">validation</a>: {validatedBy.join(', ')}.
          </p>
        )}
        <OpenButtons entry={entry} />
      </div>
      <GalleryTable entry={entry} />
    </article>
  );
}

function OpenButtons({ entry }: { readonly entry: GalleryEntry }): ReactElement {
  const { editor } = useApp();
  const [asItIs, ...others] = columnsOfEntry(entry);
  const open = (column: GalleryColumn | undefined, mode: 'watch' | 'compare' = 'watch'): void => {
    if (column !== undefined) openColumn(editor, entry, column, mode);
  };
  return (
    <div className="gallery-open">
      <button type="button" className="button button-framed" onClick={() => open(asItIs)}>
        Open it
      </button>
      {entry.compare === true && (
        <button type="button" className="button button-framed" onClick={() => open(asItIs, 'compare')}>
          Open and compare
        </button>
      )}
      {others.length > 0 && (
        <ul className="gallery-variants" aria-label="The other columns">
          <li className="small quiet" aria-hidden="true">
            or
          </li>
          {others.map((column) => (
            <li key={column.id}>
              <button type="button" className="button" onClick={() => open(column)}>
                {column.name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const CLAIM_WORDS: Readonly<Record<ClaimVerdict, { readonly sign: string; readonly word: string }>> = {
  confirmed: { sign: '✓', word: 'Confirmed.' },
  bounded: { sign: '◐', word: 'Bounded.' },
  corrected: { sign: '✗', word: 'Corrected.' },
};

/** What became of a claim, by colour, sign and word. */
function ClaimMark({ verdict }: { readonly verdict: ClaimVerdict }): ReactElement {
  const { sign, word } = CLAIM_WORDS[verdict];
  return (
    <strong className="claim-mark" data-verdict={verdict}>
      <span aria-hidden="true">{sign}</span> {word}
    </strong>
  );
}
