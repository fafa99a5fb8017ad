import type { ReactElement } from 'react';

/** Which of several pictures is shown where there is room for one. */
export function ViewPicker<Id extends string>(props: {
  readonly label: string;
  readonly choices: readonly { readonly id: Id; readonly label: string }[];
  readonly shown: Id;
  readonly onPick: (id: Id) => void;
}): ReactElement {
  const { label, choices, shown, onPick } = props;
  return (
    <label className="chart-picker small">
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
