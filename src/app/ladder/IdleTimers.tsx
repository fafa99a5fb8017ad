import { type ReactElement, useMemo } from 'react';
import { EFFECT_TEXT, type TimeoutLadder, timeoutLadders } from '../../analysis/limits/timeout-ladder.ts';
import { formatDuration, formatPercent } from '../format/numbers.ts';
import { useDocument } from '../state/app-context.ts';
import './idle-timers.css';

/** What ends a connection that says nothing, in the order in which it fires; absent where nothing does. */
export function IdleTimers(): ReactElement | null {
  const scenario = useDocument((state) => state.scenario);
  const ladders = useMemo(() => timeoutLadders(scenario), [scenario]);
  if (ladders.length === 0) return null;
  const several = ladders.length > 1;
  return (
    <details className="idle-timers" open={ladders.some(({ missShare }) => missShare > 0)}>
      <summary>Timers of a quiet connection</summary>
      {ladders.map((ladder) => (
        <Timers key={ladder.population} ladder={ladder} named={several} />
      ))}
    </details>
  );
}

function Timers(props: { readonly ladder: TimeoutLadder; readonly named: boolean }): ReactElement {
  const { population, rungs, sentence, arithmetic, safeHeartbeatSec, missShare, endedWithinHour } =
    props.ladder;
  const speaks = rungs.findIndex(({ effect }) => effect === 'speaks');
  return (
    <section aria-label={`Timers of ${population}`}>
      {props.named && <h3 className="small">{population}</h3>}
      <table className="small">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">After</th>
            <th scope="col">Timer</th>
          </tr>
        </thead>
        <tbody>
          {rungs.map(({ where, timer, afterSec, effect }, index) => {
            const isFirst = missShare > 0 && (index < speaks || speaks < 0) && effect !== 'closes-at-age';
            return (
              <tr key={`${where} ${timer}`} data-effect={effect} data-fires={isFirst || undefined}>
                <td className="idle-timers-after">{formatDuration(afterSec)}</td>
                <th scope="row">
                  <span className="quiet">{where}</span> {timer}{' '}
                  <span className="idle-timers-effect">{EFFECT_TEXT[effect]}</span>
                </th>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="small">
        {sentence}
        {missShare > 0 &&
          missShare < 1 &&
          ` Of connections that stay open, ${formatPercent(endedWithinHour)} are ended within an hour.`}
      </p>
      {safeHeartbeatSec !== null && (
        <p className="small">
          <span className="quiet">Safe heartbeat</span> <span className="mono">{arithmetic}</span>
        </p>
      )}
    </section>
  );
}
