import { type ReactElement, useRef, useState } from 'react';
import { wordSearch } from '../ui/search-words.ts';
import { FIELD_TERMS } from './field-terms.ts';
import { useShownWord } from './shown-word.ts';

/** The whole glossary, with a search. */
export function AllTerms(): ReactElement {
  const [search, setSearch] = useState('');
  const words = useRef<HTMLDListElement>(null);
  useShownWord(words);
  const isWanted = wordSearch(search);
  const found = FIELD_TERMS.filter(({ term, text }) => isWanted(`${term} ${text}`));
  return (
    <>
      <p>
        <label>
          Search{' '}
          <input
            className="text-field"
            type="search"
            autoComplete="off"
            spellCheck={false}
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
        </label>{' '}
        <span className="small quiet" role="status">
          {found.length} of {FIELD_TERMS.length} words
        </span>
      </p>
      <dl ref={words} className="help-words">
        {found.map(({ term, text }) => (
          <div key={term} data-word={term} tabIndex={-1}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
