import { type ReactElement, useId } from 'react';
import { formatCount } from '../format/numbers.ts';
import { type ValidationDocument, VERDICTS } from './validation-document.ts';
import type { RowFilter, RowOrder } from './validation-rows.ts';
import { setFilter, useValidation } from './validation-store.ts';
import { VERDICT_WORDS } from './verdict-words.ts';

/** What of the table is shown, and in which order. */
export function ValidationFilters(props: {
  readonly document: ValidationDocument;
  readonly shown: number;
}): ReactElement {
  const { document, shown } = props;
  const { filter, order } = useValidation();
  const groupId = useId();
  const verdictId = useId();
  const textId = useId();
  const orderId = useId();
  return (
    <form className="filter-bar" role="search" onSubmit={(event) => event.preventDefault()}>
      <div className="filter-field">
        <label htmlFor={groupId}>Group</label>
        <select
          id={groupId}
          className="select"
          value={filter.group}
          onChange={(event) => setFilter({ group: event.target.value })}
        >
          <option value="">all</option>
          {document.groups.map(({ letter, title }) => (
            <option key={letter} value={letter}>
              {letter}&ensp;{title}
            </option>
          ))}
        </select>
      </div>
      <div className="filter-field">
        <label htmlFor={verdictId}>Verdict</label>
        <select
          id={verdictId}
          className="select"
          value={filter.verdict}
          onChange={(event) => setFilter({ verdict: event.target.value as RowFilter['verdict'] })}
        >
          <option value="">all</option>
          {VERDICTS.map((verdict) => (
            <option key={verdict} value={verdict}>
              {VERDICT_WORDS[verdict].word}
            </option>
          ))}
        </select>
      </div>
      <div className="filter-field">
        <label htmlFor={orderId}>Order</label>
        <select
          id={orderId}
          className="select"
          value={order}
          onChange={(event) => useValidation.setState({ order: event.target.value as RowOrder })}
        >
          <option value="case">by case</option>
          <option value="error">largest error first</option>
        </select>
      </div>
      <div className="filter-field">
        <label htmlFor={textId}>Search</label>
        <input
          id={textId}
          className="text-field filter-search"
          type="search"
          autoComplete="off"
          spellCheck={false}
          placeholder="case, setup, quantity, reason"
          value={filter.text}
          onChange={(event) => setFilter({ text: event.target.value })}
        />
      </div>
      <p className="quiet small" role="status">
        {formatCount(shown)} of {formatCount(document.counts.quantities)} quantities
      </p>
    </form>
  );
}
