import { type ReactElement, Suspense } from 'react';
import { Answer } from '../answer/Answer.tsx';
import { useAnswer } from '../answer/use-answer.ts';
import { Rail } from '../controls/Rail.tsx';
import { About } from '../help/About.tsx';
import { LazyNotModelled } from '../help/LazyNotModelled.tsx';
import { Ladder } from '../ladder/Ladder.tsx';
import { useLadder } from '../ladder/use-ladder.ts';
import { useRun } from '../run/run-store.ts';
import { useView } from '../state/view-store.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { BelowLimits, WidePorts, WideRun } from './lazy-run-views.ts';
import { MODE_PANES } from './mode-panes.ts';
import { RunWait } from './RunWait.tsx';

/** Controls, picture, results side by side. */
export function WidePage(): ReactElement {
  const mode = useView((state) => state.mode);
  const Pane = mode === 'watch' ? null : MODE_PANES[mode];
  return (
    <div className={Pane === null ? 'page' : 'page page-mode'}>
      <aside className="rail" aria-label="Controls">
        <Rail />
      </aside>
      {Pane === null ? (
        <>
          <Centre />
          <Results />
        </>
      ) : (
        <main className="centre">
          <Pane />
        </main>
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
        <ErrorBoundary part="The run">
          <Suspense fallback={<RunWait />}>
            <WideRun run={run} />
          </Suspense>
        </ErrorBoundary>
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
        <ErrorBoundary part="What is below the limits">
          <Suspense>
            <BelowLimits />
          </Suspense>
        </ErrorBoundary>
        <ErrorBoundary part="The port map">
          <Suspense>
            <WidePorts />
          </Suspense>
        </ErrorBoundary>
        <About />
        <LazyNotModelled />
      </div>
    </aside>
  );
}
