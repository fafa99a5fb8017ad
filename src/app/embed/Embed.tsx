import { type ReactElement, useState } from 'react';
import { Answer } from '../answer/Answer.tsx';
import { useAnswer } from '../answer/use-answer.ts';
import { TopologyDiagram } from '../diagram/TopologyDiagram.tsx';
import { RunWait } from '../layout/RunWait.tsx';
import { ChartOf, PICKED_CHARTS, type PickedId } from '../layout/run-views.tsx';
import type { LiveRun } from '../run/live-run.ts';
import { useRun } from '../run/run-store.ts';
import { type App, AppContext } from '../state/app-context.ts';
import { TimeControls } from '../time/TimeControls.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { LabelledSelect } from '../ui/LabelledSelect.tsx';
import { useMediaQuery } from '../ui/use-media-query.ts';
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
      {run === null ? <RunWait /> : <RunInFrame run={run} />}
    </>
  );
}

const TOPOLOGY = { id: 'topology', label: 'Topology' } as const;

/** Diagram and chart, one at a time where the frame is too low for both, and the time of the run at its foot. */
function RunInFrame({ run }: { readonly run: LiveRun }): ReactElement {
  const isHigh = useMediaQuery('(min-height: 720px)');
  const [picked, setPicked] = useState<PickedId | typeof TOPOLOGY.id>(TOPOLOGY.id);
  const choices = isHigh ? PICKED_CHARTS : [TOPOLOGY, ...PICKED_CHARTS];
  const shown = isHigh && picked === TOPOLOGY.id ? 'concurrent' : picked;
  return (
    <>
      <div className="embed-views">
        {isHigh && <TopologyDiagram run={run} />}
        <LabelledSelect
          className="chart-picker"
          label="Show"
          choices={choices}
          shown={shown}
          onPick={setPicked}
        />
        {shown === TOPOLOGY.id ? <TopologyDiagram run={run} /> : <ChartOf run={run} chartId={shown} />}
      </div>
      <div className="embed-time">
        <TimeControls run={run} />
      </div>
    </>
  );
}
