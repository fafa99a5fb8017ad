import type { ReactElement } from 'react';
import { Answer } from '../answer/Answer.tsx';
import { useAnswer } from '../answer/use-answer.ts';
import { ChartGrid } from '../charts/ChartGrid.tsx';
import { Rail } from '../controls/Rail.tsx';
import { TopologyDiagram } from '../diagram/TopologyDiagram.tsx';
import { About } from '../help/About.tsx';
import { NotModelled } from '../help/NotModelled.tsx';
import { Ladder } from '../ladder/Ladder.tsx';
import { useLadder } from '../ladder/use-ladder.ts';
import { useRun } from '../run/run-store.ts';
import { useView } from '../state/view-store.ts';
import { TimeControls } from '../time/TimeControls.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { ComparePane } from './ComparePane.tsx';
import { PortMapPane } from './PortMapPane.tsx';
import { RunWait } from './RunWait.tsx';

/** Controls, picture, results side by side. */
export function WidePage(): ReactElement {
  const comparing = useView((state) => state.comparing);
  return (
    <div className={comparing ? 'page page-comparing' : 'page'}>
      <aside className="rail" aria-label="Controls">
        <Rail />
      </aside>
      {comparing ? (
        <main className="centre">
          <ComparePane />
        </main>
      ) : (
        <>
          <Centre />
          <Results />
        </>
      )}
    </div>
  );
}

function Centre(): ReactElement {
  const answer = useAnswer();
  const run = useRun((state) => state.run);
  return (
    <main className="centre">
      <Answer answer={answer} />
      {run === null ? (
        <RunWait />
      ) : (
        <>
          <div className="zone zone-diagram">
            <h2 className="visually-hidden">Topology</h2>
            <ErrorBoundary part="The diagram">
              <TopologyDiagram run={run} />
            </ErrorBoundary>
          </div>
          <div className="zone zone-time">
            <TimeControls run={run} />
          </div>
          <div className="zone zone-charts">
            <h2 className="visually-hidden">Over time</h2>
            <ErrorBoundary part="The charts">
              <ChartGrid run={run} />
            </ErrorBoundary>
          </div>
        </>
      )}
    </main>
  );
}

function Results(): ReactElement {
  const rows = useLadder();
  return (
    <aside className="results" aria-label="Limits and ports">
      <div className="results-body">
        <Ladder rows={rows} />
        <PortMapPane />
        <About />
        <NotModelled />
      </div>
    </aside>
  );
}
