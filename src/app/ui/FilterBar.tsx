import { type ReactElement, type ReactNode, useId } from 'react';

export type FilterOption<Value extends string> = readonly [value: Value, label: string];

/** What of a long list is shown, and how much that is. */
export function FilterBar(props: { readonly children: ReactNode; readonly status: string }): ReactElement {
  return (
    <form className="filter-bar" role="search" onSubmit={(event) => event.preventDefault()}>
      {props.children}
      <p className="quiet small" role="status">
        {props.status}
      </p>
    </form>
  );
}

/** One choice of a filter bar. */
export function FilterSelect<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly FilterOption<Value>[];
  readonly onChange: (value: Value) => void;
}): ReactElement {
  const { label, value, options, onChange } = props;
  const id = useId();
  return (
    <div className="filter-field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="select"
        value={value}
        onChange={({ target }) => {
          const chosen = options.find(([each]) => each === target.value);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

export function FilterSearch(props: {
  readonly text: string;
  readonly placeholder: string;
  readonly onChange: (text: string) => void;
}): ReactElement {
  const id = useId();
  return (
    <div className="filter-field">
      <label htmlFor={id}>Search</label>
      <input
        id={id}
        className="text-field filter-search"
        type="search"
        autoComplete="off"
        spellCheck={false}
        placeholder={props.placeholder}
        value={props.text}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  );
}

/** Stands in place of a list of which nothing is shown. */
export function NothingFound(props: {
  readonly children: ReactNode;
  readonly onShowAll: () => void;
}): ReactElement {
  return (
    <div className="run-trouble">
      <p>{props.children}</p>
      <button type="button" className="button button-framed" onClick={props.onShowAll}>
        Show all
      </button>
    </div>
  );
}
