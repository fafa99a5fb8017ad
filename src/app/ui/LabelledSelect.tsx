import type { ReactElement } from 'react';

/** One of a few, by a list with its label before it. */
export function LabelledSelect<Id extends string>(props: {
  /** Of the place that it stands in. */
  readonly className: string;
  readonly label: string;
  readonly choices: readonly { readonly id: Id; readonly label: string }[];
  readonly shown: Id;
  readonly onPick: (id: Id) => void;
}): ReactElement {
  const { className, label, choices, shown, onPick } = props;
  return (
    <label className={`labelled-select ${className} small`}>
      <span className="quiet">{label}</span>
      <select
        className="select"
        value={shown}
        onChange={(event) => {
          const picked = choices.find(({ id }) => id === event.target.value);
          if (picked !== undefined) onPick(picked.id);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
