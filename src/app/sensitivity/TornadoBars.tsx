import { type CSSProperties, type ReactElement, useState } from 'react';
import { inputMeaning } from '../../analysis/sensitivity/inputs.ts';
import { MEASURE_NAMES, type Measure, measureText } from '../../analysis/sensitivity/measures.ts';
import type { Bar, BarEnd } from '../../analysis/sensitivity/tornado.ts';
import { capitalised } from '../../analysis/wording/phrases.ts';
import { unbroken } from '../answer/unbroken.ts';
import { tornadoScale } from './tornado-scale.ts';
import { BARS_SHOWN } from './use-sensitivity.ts';
import './tornado.css';

/** Bars around the base, and the same as a table. */
export function TornadoBars(props: {
  readonly measure: Measure;
  readonly base: number;
  readonly bars: readonly Bar[];
  readonly basis: string;
}): ReactElement {
  const { measure, base, bars, basis } = props;
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? bars : bars.slice(0, BARS_SHOWN);
  const { at } = tornadoScale(base, shown);
  if (bars.length === 0) return <p className="small">No input moves it.</p>;
  return (
    <>
      <ul className="tornado-bars" style={{ '--base': at(base) } as CSSProperties} aria-hidden="true">
        <li className="tornado-base small">
          <span>now {measureText(measure, base)}</span>
        </li>
        {shown.map((bar) => (
          <li key={bar.input.field} className="tornado-bar" title={inputMeaning(bar.input.field)}>
            <span className="tornado-label">{bar.input.label}</span>
            <span className="tornado-track">
              <Segment end={bar.low} base={base} at={at} kind="low" />
              <Segment end={bar.high} base={base} at={at} kind="high" />
            </span>
            <EndText measure={measure} end={bar.low} kind="low" />
            <EndText measure={measure} end={bar.high} kind="high" />
          </li>
        ))}
      </ul>
      {bars.length > BARS_SHOWN && (
        <button
          type="button"
          className="link-button small"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? `The first ${BARS_SHOWN}` : `All ${bars.length}`}
        </button>
      )}
      <details className="small">
        <summary>As a table</summary>
        <TornadoTable measure={measure} base={base} bars={shown} basis={basis} />
      </details>
    </>
  );
}

function Segment(props: {
  readonly end: BarEnd | null;
  readonly base: number;
  readonly at: (value: number) => number;
  readonly kind: 'low' | 'high';
}): ReactElement | null {
  const { end, base, at, kind } = props;
  if (end === null || end.value === null) return null;
  const [from, to] = [at(base), at(end.value)].toSorted((a, b) => a - b);
  const style = { '--from': from, '--width': (to ?? 0) - (from ?? 0) } as CSSProperties;
  return <span className="tornado-segment" data-end={kind} style={style} />;
}

/** "80k → -31 %", under the side of the bar that is drawn like it. */
function EndText(props: {
  readonly measure: Measure;
  readonly end: BarEnd | null;
  readonly kind: 'low' | 'high';
}): ReactElement {
  const { measure, end, kind } = props;
  return (
    <span className="tornado-end small" data-end={kind}>
      {end !== null && (
        <>
          <span className="tornado-key" data-end={kind} />
          {end.text} <span className="quiet">→</span> {unbroken(endText(measure, end))}
        </>
      )}
    </span>
  );
}

function TornadoTable(props: {
  readonly measure: Measure;
  readonly base: number;
  readonly bars: readonly Bar[];
  readonly basis: string;
}): ReactElement {
  const { measure, base, bars, basis } = props;
  return (
    <table className="tornado-table">
      <caption>
        {unbroken(`${capitalised(MEASURE_NAMES[measure])}, ${basis}: ${measureText(measure, base)} now`)}
      </caption>
      <thead>
        <tr>
          <th scope="col">Input, and what it is now</th>
          <th scope="col">Low, and what it gives</th>
          <th scope="col">High, and what it gives</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ input, low, high }) => (
          <tr key={input.field}>
            <th scope="row">
              {input.label}
              {input.isRange && ' (range)'} <span className="tornado-second">{input.base}</span>
            </th>
            <EndCell measure={measure} end={low} />
            <EndCell measure={measure} end={high} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function EndCell(props: { readonly measure: Measure; readonly end: BarEnd | null }): ReactElement {
  const { measure, end } = props;
  if (end === null) return <td>–</td>;
  return (
    <td>
      {end.text} <span className="tornado-second">{endText(measure, end)}</span>
    </td>
  );
}

function endText(measure: Measure, { value, problem }: BarEnd): string {
  if (value !== null) return measureText(measure, value);
  return problem === '' ? 'none' : `not possible: ${problem}`;
}
