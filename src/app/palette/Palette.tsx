import { type KeyboardEvent, type ReactElement, useEffect, useId, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useApp } from '../state/app-context.ts';
import { loadExamples, useExamples } from '../state/example-list.ts';
import { commandEntries, questionEntries, referenceEntries } from './collect-entries.ts';
import type { PaletteEntry, PaletteSection } from './entry.ts';
import { findEntries, sectionsOf } from './find-entries.ts';
import { optionId, PaletteList } from './PaletteList.tsx';
import { paletteTarget } from './palette-keys.ts';
import './palette.css';

/**
 * Finds whatever the page can do or explain by its words, and does it: a combobox over a list, by the ARIA pattern. The focus
 * stays in the field; the arrow keys move through the list.
 */
export function Palette({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const sections = useSections(search);
  const entries = sections.flatMap((section) => section.entries);
  const chosen = entries[at];
  const field = useRef<HTMLInputElement>(null);
  const fieldId = useId();
  const listId = useId();
  useEffect(() => {
    field.current?.focus();
    // Without the questions the rest is found all the same.
    loadExamples().catch(() => {});
  }, []);

  const choose = (entry: PaletteEntry): void => {
    // What it does may want the focus, or another dialog: this one is gone before.
    flushSync(onClose);
    entry.choose();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const target = paletteTarget(event.key, at, entries.length);
    if (target !== null) setAt(target);
    else if (event.key === 'Enter' && chosen !== undefined) choose(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <div className="palette">
      <label htmlFor={fieldId} className="small quiet">
        Commands, questions, settings, presets and words
      </label>
      <input
        ref={field}
        id={fieldId}
        className="text-field palette-field"
        type="text"
        role="combobox"
        aria-expanded={entries.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={chosen && optionId(listId, chosen)}
        autoComplete="off"
        spellCheck={false}
        value={search}
        onKeyDown={pressed}
        onChange={(event) => {
          setSearch(event.target.value);
          setAt(0);
        }}
      />
      <PaletteList id={listId} sections={sections} chosen={chosen ?? null} onChoose={choose} />
      <p className="small quiet palette-status" role="status">
        {search.trim() === '' ? 'Typing finds settings, presets and words too.' : statusOf(sections)}
      </p>
    </div>
  );
}

/** Commands and questions for an empty search; everything once something is typed. */
function useSections(search: string): readonly PaletteSection[] {
  const app = useApp();
  const examples = useExamples();
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the questions come after the palette
  const first = useMemo(() => [...commandEntries(app), ...questionEntries(app)], [app, examples]);
  const others = useMemo(() => referenceEntries(app), [app]);
  return useMemo(
    () => (search.trim() === '' ? sectionsOf(first) : findEntries([...first, ...others], search)),
    [search, first, others],
  );
}

function statusOf(sections: readonly PaletteSection[]): string {
  const found = sections.reduce((sum, { entries, more }) => sum + entries.length + more, 0);
  if (found === 0) return 'Nothing has all of these words.';
  return found === 1 ? '1 found' : `${found} found`;
}
