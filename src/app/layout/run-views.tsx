import { lazy, type ReactElement, Suspense, useState } from 'react';
import type { LimitRow } from '../../analysis/limits/limit-row.ts';
import { BalanceNote } from '../answer/BalanceNote.tsx';
import { LivesNote } from '../answer/LivesNote.tsx';
import { AgeChart } from '../charts/AgeChart.tsx';
import { ChartGrid, SingleChart } from '../charts/ChartGrid.tsx';
import type { ChartId } from '../charts/chart-model.ts';
import { chartChoices } from '../charts/chart-models.ts';
import { CHART_COMMANDS } from '../commands/chart-commands.ts';
import { addCommands } from '../commands/late-commands.ts';
import { TopologyDiagram } from '../diagram/TopologyDiagram.tsx';
import { BottomDrawer } from '../drawer/BottomDrawer.tsx';
import { printInLight } from '../exports/print-in-light.ts';
import { RunExports } from '../exports/RunExports.tsx';
import { KeepRun } from '../kept-runs/KeepRun.tsx';
import { IdleTimers } from '../ladder/IdleTimers.tsx';
import { LadderDetail } from '../ladder/LadderDetail.tsx';
import { Waterfall } from '../ladder/Waterfall.tsx';
import { RepeatRuns } from '../replications/RepeatRuns.tsx';
import type { LiveRun } from '../run/live-run.ts';
import { SensitivityFold } from '../sensitivity/SensitivityFold.tsx';
import { TimeControls } from '../time/TimeControls.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { LabelledSelect } from '../ui/LabelledSelect.tsx';
import { PortMapPane } from './PortMapPane.tsx';

addCommands(CHART_COMMANDS);
printInLight();

const LIVES = { id: 'lives', label: 'Lifetimes' } as const;
/** All charts, for where there is room for one. */
export const PICKED_CHARTS = [...chartChoices, LIVES];

/** Diagram, time and charts, one below the other. */
export function WideRun({ run }: { readonly run: LiveRun }): ReactElement {
  return (
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
          <AgeChart run={run} />
          <RunExports />
        </ErrorBoundary>
      </div>
      <BottomDrawer run={run} />
    </>
  );
}

/** What the answer says of the run beside its verdict. */
export function RunNote(): ReactElement {
  return (
    <>
      <BalanceNote />
      <LivesNote />
    </>
  );
}

const WatchAndTour = lazy(async () => ({
  default: (await import('./WatchAndTour.tsx').catch(() => null))?.WatchAndTour ?? (() => null),
}));

/** What to watch, below the answer of a question of the gallery; the answer stands without it. */
export function QuestionNote(): ReactElement {
  return (
    <Suspense>
      <WatchAndTour />
    </Suspense>
  );
}

/** How many runs the answer rests on, beside where it comes from, and the way to keep this one. */
export function RunsOfAnswer(): ReactElement {
  return (
    <>
      <RepeatRuns /> <KeepRun />
    </>
  );
}

/** One chart with a picker, for a phone. */
export function PickedChart({ run }: { readonly run: LiveRun }): ReactElement {
  const [chartId, setChartId] = useState<PickedId>('concurrent');
  return (
    <>
      <h2 className="visually-hidden">Over time</h2>
      <LabelledSelect
        className="chart-picker"
        label="Chart"
        choices={PICKED_CHARTS}
        shown={chartId}
        onPick={setChartId}
      />
      <ChartOf run={run} chartId={chartId} />
      <TimeControls run={run} />
      <RunExports />
    </>
  );
}

export type PickedId = ChartId | typeof LIVES.id;

/** The chart of that name: one over time, or that of ages. */
export function ChartOf({
  run,
  chartId,
}: {
  readonly run: LiveRun;
  readonly chartId: PickedId;
}): ReactElement {
  return chartId === LIVES.id ? <AgeChart run={run} /> : <SingleChart run={run} chartId={chartId} />;
}

export function NarrowDiagram({ run }: { readonly run: LiveRun }): ReactElement {
  return (
    <>
      <div className="narrow-section">
        <TopologyDiagram run={run} />
        <TimeControls run={run} />
      </div>
      <BottomDrawer run={run} />
    </>
  );
}

export function NarrowPorts({ run }: { readonly run: LiveRun }): ReactElement {
  return (
    <div className="narrow-section">
      <PortMapPane />
      <TimeControls run={run} />
    </div>
  );
}

/** What a row of the ladder holds when it is opened. */
export function LimitDetail({ row }: { readonly row: LimitRow }): ReactElement {
  return <LadderDetail row={row} />;
}

/** Below the limits; fetched with the rest, as the answer does not wait for it. */
export function BelowLimits(): ReactElement {
  return (
    <>
      <Waterfall />
      <IdleTimers />
      <SensitivityFold />
    </>
  );
}

/** For the column of results. */
export function WidePorts(): ReactElement {
  return <PortMapPane />;
}
