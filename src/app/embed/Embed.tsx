import type { ReactElement } from 'react';
import { Answer } from '../answer/Answer.tsx';
import { useAnswer } from '../answer/use-answer.ts';
import { TopologyDiagram } from '../diagram/TopologyDiagram.tsx';
import { RunWait } from '../layout/RunWait.tsx';
import { PickedChart } from '../layout/run-views.tsx';
import { useRun } from '../run/run-store.ts';
import { type App, AppContext } from '../state/app-context.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import './embed.css';

/** The widget: where it is from, the answer, the diagram, and time with one chart. */
export function Embed(props: {
  readonly app: App;
  /** Of the scenario, for the page that it opens in. */
  readonly hash: string;
  /** Why the scenario of the address cannot be shown; empty where it is. */
  readonly trouble: string;
}): ReactElement {
  const { app, hash, trouble } = props;
  return (
    <AppContext value={app}>
      <header className="embed-line small">
        <h1 className="embed-name">Fivetuple</h1>
        <span aria-hidden="true">·</span>
        <a href={`${location.pathname}${hash}`} target="_blank" rel="noopener">
          Open it
        </a>
      </header>
      <main className="embed">
        <ErrorBoundary part="The scenario">
          {trouble === '' ? <Shown /> : <p className="error">It cannot be shown: {trouble}.</p>}
        </ErrorBoundary>
      </main>
    </AppContext>
  );
}

function Shown(): ReactElement {
  const answer = useAnswer();
  const run = useRun((state) => state.run);
  return (
    <>
      <Answer answer={answer} isAlone />
      {run === null ? (
        <RunWait />
      ) : (
        <>
          <h2 className="visually-hidden">Topology</h2>
          <TopologyDiagram run={run} />
          <div className="embed-chart">
            <PickedChart run={run} />
          </div>
        </>
      )}
    </>
  );
}
