import { type ReactElement, useMemo, useState } from 'react';
import { GALLERY, questionOf, withResults } from '../../analysis/gallery/gallery.ts';
import { markTerms } from '../help/field-terms.ts';
import { TermText } from '../help/TermText.tsx';
import { useDocument } from '../state/app-context.ts';
import { showWatchLine, useGuide } from '../state/guide-state.ts';
import './watch-line.css';

/** What to look at in the question that is open: one line, and its lesson when it is unfolded. Also after changes. */
export function WatchLine(): ReactElement | null {
  const isShown = useGuide((state) => state.isWatchLineShown);
  const name = useDocument(({ scenario }) => scenario.name);
  const entry = GALLERY.find((each) => questionOf(each) === name);
  if (!isShown || entry === undefined) return null;
  // Folded again for another question.
  return (
    <Unfolding
      key={entry.id}
      id={entry.id}
      watch={withResults(entry, entry.watch)}
      lesson={withResults(entry, entry.lesson)}
    />
  );
}

function Unfolding(props: {
  readonly id: string;
  readonly watch: string;
  readonly lesson: string;
}): ReactElement {
  const { id, watch, lesson } = props;
  const [isOpen, setOpen] = useState(false);
  const [watchPieces = [], lessonPieces = []] = useMemo(() => markTerms([watch, lesson]), [watch, lesson]);
  return (
    <details className="watch-line small" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong>What to watch</strong> {!isOpen && <span className="quiet">{watch}</span>}
      </summary>
      <p>
        <TermText pieces={watchPieces} />
      </p>
      <p>
        <strong>Lesson.</strong> <TermText pieces={lessonPieces} />
      </p>
      <p className="watch-line-more">
        <a href={`#gallery/${id}`}>What its runs give</a>
        <button type="button" className="button" onClick={() => showWatchLine(false)}>
          Do not show this line
        </button>
      </p>
    </details>
  );
}
