import { type ReactElement, useMemo, useState } from 'react';
import { runCount } from '../../analysis/answer/precision-sentences.ts';
import { DEFAULT_SPREAD } from '../../analysis/sensitivity/inputs.ts';
import { SIMULATED_MEASURES, type SimulatedMeasure } from '../../analysis/sensitivity/measures.ts';
import { type SimulatedOutcome, simulatedBars } from '../../analysis/sensitivity/simulated.ts';
import { type SensitivityPlan, sensitivityPlan } from '../../analysis/sensitivity/tornado.ts';
import { formatProgress } from '../format/numbers.ts';
import { Marked } from '../help/Marked.tsx';
import { createManyRuns } from '../run/many-runs.ts';
import { useApp, useDocument } from '../state/app-context.ts';
import { MeasureSelect } from './MeasureSelect.tsx';
import { simulateSensitivity } from './simulate-sensitivity.ts';
import { TornadoBars } from './TornadoBars.tsx';

interface Simulated {
  readonly plan: SensitivityPlan;
  readonly outcomes: readonly SimulatedOutcome[];
}

const simulations = createManyRuns<Simulated>();
const REPLICATIONS = 1;

/** The same inputs by simulation, when asked: every scenario under the seed of the open one. */
export function SimulatedTornado({ fields }: { readonly fields: readonly string[] }): ReactElement {
  const { editor } = useApp();
  const scenario = useDocument((state) => state.scenario);
  const { isRunning, share, result, message, scenario: of } = simulations.use();
  const isOwn = of === scenario;
  const act = (): void => {
    if (isRunning) return simulations.cancel();
    const { file } = editor.store.getState();
    simulations.start(editor.store, async (open, signal, onProgress) => {
      const plan = sensitivityPlan(file, open, DEFAULT_SPREAD, (field) => fields.includes(field));
      return { plan, outcomes: await simulateSensitivity(plan, REPLICATIONS, signal, onProgress) };
    });
  };
  return (
    <div className="tornado-simulated">
      <p className="small">
        <button type="button" className="link-button" disabled={fields.length === 0} onClick={act}>
          {isRunning ? 'Cancel' : 'Simulate these inputs'}
        </button>{' '}
        {isRunning && (
          <>
            <progress max={1} value={share} aria-label="Simulated inputs" /> {formatProgress(share)}
          </>
        )}
        {message !== '' && isOwn && <span className="error">Not simulated: {message}</span>}
      </p>
      {result !== null && <SimulatedBars simulated={result} isStale={!isOwn} />}
    </div>
  );
}

function SimulatedBars(props: { readonly simulated: Simulated; readonly isStale: boolean }): ReactElement {
  const { simulated, isStale } = props;
  const [measure, setMeasure] = useState<SimulatedMeasure>('peak');
  const { base, bars } = useMemo(
    () => simulatedBars(simulated.plan, simulated.outcomes, REPLICATIONS, measure),
    [simulated, measure],
  );
  return (
    <section aria-label="Simulated inputs" data-stale={isStale}>
      <MeasureSelect label="Simulated" measures={SIMULATED_MEASURES} shown={measure} onChange={setMeasure} />
      {isStale && <p className="small quiet">Before the change.</p>}
      {base === null ? (
        <p className="small">
          <Marked text="The run has no steady state to measure it in." />
        </p>
      ) : (
        <TornadoBars
          measure={measure}
          base={base}
          bars={bars}
          basis={`simulated, ${runCount(REPLICATIONS)} each`}
        />
      )}
      <p className="small quiet">{runCount(REPLICATIONS)} each, all under the same seed.</p>
    </section>
  );
}
