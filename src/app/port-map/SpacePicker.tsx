import type { ReactElement } from 'react';
import type { PortMapChoice } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { formatCount } from '../format/numbers.ts';
import { type ChosenSpace, choosePortSpace } from './port-space-store.ts';
import { addressName, destinationName } from './space-names.ts';

/** A select with more options than this is no help; a number field takes its place. */
const MOST_OPTIONS = 200;

/** Which port space is shown: station, source address, destination. A part with one possibility is text. */
export function SpacePicker(props: {
  readonly scenario: Scenario;
  readonly choices: readonly PortMapChoice[];
  readonly chosen: ChosenSpace;
}): ReactElement {
  const { scenario, choices, chosen } = props;
  const { choice, space } = chosen;
  return (
    <div className="port-map-picker">
      {choices.length > 1 && (
        <label>
          <span className="quiet">at</span>
          <select
            className="select"
            value={space.station}
            onChange={(event) => {
              const next = choices.find(({ station }) => station === event.target.value) ?? choice;
              choosePortSpace({ station: next.station, address: 0, destination: 0 });
            }}
          >
            {choices.map(({ station, stationName }) => (
              <option key={station} value={station}>
                {stationName}
              </option>
            ))}
          </select>
        </label>
      )}
      <PartPicker
        label="from"
        name="Source address"
        count={choice.addresses}
        value={space.address}
        text={(index) => addressName(scenario, choice.station, index)}
        onChange={(address) => choosePortSpace({ ...space, address })}
      />
      <PartPicker
        label="to"
        name="Destination"
        count={choice.destinations}
        value={space.destination}
        text={(index) => destinationName(scenario, choice, index)}
        onChange={(destination) => choosePortSpace({ ...space, destination })}
      />
    </div>
  );
}

function PartPicker(props: {
  readonly label: string;
  readonly name: string;
  readonly count: number;
  readonly value: number;
  readonly text: (index: number) => string;
  readonly onChange: (index: number) => void;
}): ReactElement {
  const { label, name, count, value, text, onChange } = props;
  if (count === 1) {
    return (
      <span className="port-map-part">
        <span className="quiet">{label}</span> {text(0)}
      </span>
    );
  }
  if (count > MOST_OPTIONS) {
    return (
      <label className="port-map-numbered">
        <span className="quiet">{label}</span>
        <span>
          {name.toLowerCase()} <span className="quiet">1–{formatCount(count)}</span>
        </span>
        <input
          className="text-field"
          type="number"
          min={1}
          max={count}
          value={value + 1}
          onChange={(event) => {
            const index = event.target.valueAsNumber - 1;
            if (Number.isInteger(index) && index >= 0 && index < count) onChange(index);
          }}
        />
        <span className="port-map-numbered-name">{text(value)}</span>
      </label>
    );
  }
  return (
    <label>
      <span className="quiet">{label}</span>
      <select
        className="select"
        aria-label={name}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      >
        {Array.from({ length: count }, (_, index) => (
          <option key={text(index)} value={index}>
            {text(index)}
          </option>
        ))}
      </select>
    </label>
  );
}
