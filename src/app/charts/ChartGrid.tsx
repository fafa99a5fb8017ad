import type { ReactElement } from 'react';
import type { LiveRun } from '../run/live-run.ts';
import type { ChartId } from './chart-model.ts';
import { chartChoices } from './chart-models.ts';
import { SpanPanel } from './span/SpanPanel.tsx';
import { SpanStrip } from './span/SpanStrip.tsx';
import { TimeChart } from './TimeChart.tsx';

/** Four charts of one run over one time axis, read with one crosshair; what is selected on one is selected on all. */
export function ChartGrid({ run }: { readonly run: LiveRun }): ReactElement {
  return (
    <>
      <Span run={run} />
      <section className="chart-grid" aria-label="Charts over time">
        {chartChoices.map(({ id }) => (
          <TimeChart key={id} run={run} id={id} />
        ))}
      </section>
    </>
  );
}

/** One of the charts, for a page with room for one. */
export function SingleChart({
  run,
  chartId,
}: {
  readonly run: LiveRun;
  readonly chartId: ChartId;
}): ReactElement {
  return (
    <>
      <Span run={run} />
      <TimeChart key={chartId} run={run} id={chartId} />
    </>
  );
}

function Span({ run }: { readonly run: LiveRun }): ReactElement {
  return (
    <>
      <SpanStrip run={run} />
      <SpanPanel run={run} />
    </>
  );
}
