import { type ReactElement, type SubmitEvent, useId, useState } from 'react';
import type { ConnectionStory, StoryOutcome, StoryWish } from '../../network/trace/connection-story.ts';
import type { Scenario } from '../../scenario/scenario.ts';

const OUTCOMES: readonly { readonly outcome: StoryOutcome; readonly label: string }[] = [
  { outcome: 'failed', label: 'One that fails' },
  { outcome: 'dropped', label: 'One whose SYN is dropped' },
  { outcome: 'cut', label: 'One that is cut' },
];

/** Which client is followed: by number, any, or the first one with an outcome. */
export function ClientChooser(props: {
  readonly scenario: Scenario;
  /** The story on show. */
  readonly told: ConnectionStory | null;
  readonly onFollow: (wish: StoryWish) => void;
}): ReactElement {
  const { scenario, told, onFollow } = props;
  const { clients } = scenario;
  const [population, setPopulation] = useState(told?.population ?? 0);
  const [text, setText] = useState('1');
  const fieldId = useId();
  const number = Number(text.replaceAll(/[,\s]/g, ''));
  const isNumber = Number.isInteger(number) && number >= 1;
  const submitted = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (isNumber) onFollow({ by: 'number', population, number: number - 1 });
  };
  return (
    <form className="follow-chooser" onSubmit={submitted}>
      {clients.length > 1 && (
        <label>
          <span className="quiet">of</span>
          <select
            className="select"
            aria-label="Population"
            value={population}
            onChange={(event) => setPopulation(Number(event.target.value))}
          >
            {clients.map(({ name }, index) => (
              <option key={name} value={index}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label htmlFor={fieldId}>Client</label>
      <input
        id={fieldId}
        className="text-field follow-number"
        inputMode="numeric"
        value={text}
        aria-invalid={!isNumber}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button button-framed" disabled={!isNumber}>
        Follow
      </button>
      <span className="follow-or quiet">or</span>
      <button
        type="button"
        className="button button-framed"
        onClick={() => onFollow({ by: 'draw', draw: Math.random() })}
      >
        Any client
      </button>
      {OUTCOMES.map(({ outcome, label }) => (
        <button
          key={outcome}
          type="button"
          className="button button-framed"
          onClick={() => onFollow({ by: 'outcome', outcome })}
        >
          {label}
        </button>
      ))}
    </form>
  );
}
