import { type ReactElement, useEffect, useRef } from 'react';
import { KeyNames } from '../commands/KeyNames.tsx';
import { Icon } from '../ui/Icon.tsx';
import type { PaletteEntry, PaletteSection } from './entry.ts';

/** The listbox under the field: sections with their entries, one of which is chosen. */
export function PaletteList(props: {
  readonly id: string;
  readonly sections: readonly PaletteSection[];
  readonly chosen: PaletteEntry | null;
  readonly onChoose: (entry: PaletteEntry) => void;
}): ReactElement {
  const { id, sections, chosen, onChoose } = props;
  return (
    <div id={id} className="palette-list" role="listbox" aria-label="Found">
      {sections.map(({ name, entries, more }) => (
        <div key={name} className="palette-section" role="group" aria-label={name}>
          <p className="palette-title" aria-hidden="true">
            {name}
            {more > 0 && `, and ${more} more`}
          </p>
          {entries.map((entry) => (
            <Option
              key={entry.id}
              id={optionId(id, entry)}
              entry={entry}
              isChosen={entry === chosen}
              onChoose={onChoose}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** The id of an entry's element, which the field names as the active one. */
export function optionId(listId: string, { id }: PaletteEntry): string {
  return `${listId}-${id.replaceAll(' ', '-')}`;
}

function Option(props: {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly isChosen: boolean;
  readonly onChoose: (entry: PaletteEntry) => void;
}): ReactElement {
  const { id, entry, isChosen, onChoose } = props;
  const { title, detail, keys } = entry;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    // The keys of an option are those of the field, which keeps the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={element}
      id={id}
      className="palette-option"
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(entry)}
    >
      <span className="palette-name">
        {title}
        {entry.isChosen === true && (
          <>
            <Icon name="check" />
            <span className="visually-hidden"> (in force)</span>
          </>
        )}
      </span>
      {detail !== '' && <span className="palette-detail">{detail}</span>}
      {keys !== undefined && <KeyNames keys={keys} />}
    </div>
  );
}
