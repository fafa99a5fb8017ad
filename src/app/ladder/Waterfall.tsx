import { type CSSProperties, type ReactElement, useMemo } from 'react';
import { productsOf } from '../../analysis/levers/products.ts';
import type { Lift } from '../../analysis/limits/lift.ts';
import { type WaterfallStep, waterfallOf } from '../../analysis/limits/waterfall.ts';
import { settingText, stepText, topText } from '../../analysis/limits/waterfall-text.ts';
import { resourceName } from '../../analysis/wording/phrases.ts';
import { formatCount } from '../format/numbers.ts';
import { Term } from '../help/Term.tsx';
import { useDocument } from '../state/app-context.ts';
import { ladderScale } from './ladder-scale.ts';
import './waterfall.css';

/** One limit after the other, each lifted just far enough for the next: where the system gets to, and what it takes. */
export function Waterfall(): ReactElement | null {
  const scenario = useDocument((state) => state.scenario);
  const file = useDocument((state) => state.file);
  const waterfall = useMemo(() => waterfallOf(scenario, productsOf(file)), [scenario, file]);
  const { steps, demandConnections, topConnections } = waterfall;
  const scale = useMemo(
    () => ladderScale([...steps.map(({ carries }) => carries), topConnections], demandConnections),
    [steps, topConnections, demandConnections],
  );
  if (demandConnections === 0) return null;
  return (
    <section className="waterfall" aria-labelledby="waterfall-title">
      <h2 id="waterfall-title">
        <Term id="waterfall">What binds next</Term>
      </h2>
      {steps.length > 0 && (
        <ol>
          {steps.map((step) => (
            <li key={`${step.row.station} ${step.row.resource}`}>
              <Step
                step={step}
                from={scale.at(step.carries)}
                to={scale.at(step.carriesNext)}
                meets={step.carries >= demandConnections}
              />
            </li>
          ))}
        </ol>
      )}
      <p className="small quiet">{topText(waterfall)}</p>
    </section>
  );
}

function Step(props: {
  readonly step: WaterfallStep;
  readonly from: number;
  readonly to: number;
  readonly meets: boolean;
}): ReactElement {
  const { step, from, to, meets } = props;
  const { row, carries, carriesNext, lifts, besides } = step;
  return (
    <details className="waterfall-step" data-meets={meets || undefined}>
      <summary>
        <span className="waterfall-head">
          <span>
            <span className="ladder-station">{row.stationName}</span> {row.label}
          </span>
          <span className="waterfall-carries">{formatCount(Math.floor(carries))}</span>
        </span>
        <span className="waterfall-track" aria-hidden="true">
          <span style={{ '--from': from, '--to': to } as CSSProperties} />
        </span>
        <span className="waterfall-lift">
          Lift to {formatCount(Math.floor(carriesNext))}: {stepText(step)}
        </span>
      </summary>
      <dl className="ladder-detail">
        <div>
          <dt>Arithmetic</dt>
          <dd className="mono">{row.arithmetic}</dd>
        </div>
        {lifts.length > 0 && (
          <div>
            <dt>{lifts.length === 1 ? 'Smallest change' : 'Smallest change, one of'}</dt>
            {lifts.map((lift) => (
              <LiftEntry key={lift.text} lift={lift} />
            ))}
          </div>
        )}
        {besides.length > 0 && (
          <div>
            <dt>And of the limits lifted before</dt>
            {besides.map((lift) => (
              <LiftEntry
                key={`${lift.row.station} ${lift.row.resource}`}
                lift={lift}
                of={resourceName(lift.row)}
              />
            ))}
          </div>
        )}
      </dl>
    </details>
  );
}

function LiftEntry({ lift, of }: { readonly lift: Lift; readonly of?: string }): ReactElement {
  return (
    <dd>
      {lift.text}
      {of !== undefined && ` for ${of}`}
      {lift.settings.map((setting) => (
        <span key={setting.path} className="waterfall-field mono">
          {settingText(setting)}
        </span>
      ))}
    </dd>
  );
}
