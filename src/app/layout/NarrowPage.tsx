import { type KeyboardEvent, type ReactElement, useState } from 'react';
import { Answer } from '../answer/Answer.tsx';
import { useAnswer } from '../answer/use-answer.ts';
import { SingleChart } from '../charts/ChartGrid.tsx';
import type { ChartId } from '../charts/chart-model.ts';
import { chartChoices } from '../charts/chart-models.ts';
import { KeyControls } from '../controls/Rail.tsx';
import { Settings } from '../controls/SettingsDialog.tsx';
import { TopologyDiagram } from '../diagram/TopologyDiagram.tsx';
import { About } from '../help/About.tsx';
import { NotModelled } from '../help/NotModelled.tsx';
import { Ladder } from '../ladder/Ladder.tsx';
import { useLadder } from '../ladder/use-ladder.ts';
import type { LiveRun } from '../run/live-run.ts';
import { useRun } from '../run/run-store.ts';
import { type Tab, useView } from '../state/view-store.ts';
import { TimeControls } from '../time/TimeControls.tsx';
import { ComparePane } from './ComparePane.tsx';
import { PortMapPane } from './PortMapPane.tsx';
import { RunWait } from './RunWait.tsx';

const TABS: readonly { readonly id: Tab; readonly name: string }[] = [
  { id: 'overview', name: 'Answer' },
  { id: 'diagram', name: 'Diagram' },
  { id: 'ports', name: 'Ports' },
  { id: 'settings', name: 'Settings' },
];

/** A phone reads a result and moves the sliders that decide it; the rest is behind tabs. */
export function NarrowPage(): ReactElement {
  const comparing = useView((state) => state.comparing);
  const tab = useView((state) => state.tab);
  const run = useRun((state) => state.run);
  if (comparing) {
    return (
      <main className="narrow">
        <ComparePane />
      </main>
    );
  }
  return (
    <main className="narrow">
      <Tabs current={tab} />
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'overview' && <Overview run={run} />}
        {tab === 'diagram' && (run === null ? <RunWait /> : <Diagram run={run} />)}
        {tab === 'ports' && (
          <div className="narrow-section">
            <PortMapPane />
            {run !== null && <TimeControls run={run} />}
          </div>
        )}
        {tab === 'settings' && (
          <div className="narrow-section">
            <Settings />
          </div>
        )}
      </div>
    </main>
  );
}

function Tabs({ current }: { readonly current: Tab }): ReactElement {
  const moved = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = TABS.findIndex(({ id }) => id === current);
    const next = TABS[(at + step + TABS.length) % TABS.length];
    if (next === undefined) return;
    useView.setState({ tab: next.id });
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label="Views">
      {TABS.map(({ id, name }) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          className="tab"
          aria-selected={id === current}
          aria-controls="tab-panel"
          tabIndex={id === current ? 0 : -1}
          onClick={() => useView.setState({ tab: id })}
          onKeyDown={moved}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

function Overview({ run }: { readonly run: LiveRun | null }): ReactElement {
  const answer = useAnswer();
  const rows = useLadder();
  return (
    <>
      <Answer answer={answer} />
      <div className="narrow-section">
        <KeyControls />
      </div>
      <div className="narrow-section">{run === null ? <RunWait /> : <PickedChart run={run} />}</div>
      <div className="narrow-section">
        <Ladder rows={rows} />
      </div>
      <div className="narrow-section">
        <About />
        <NotModelled />
      </div>
    </>
  );
}

function PickedChart({ run }: { readonly run: LiveRun }): ReactElement {
  const [chartId, setChartId] = useState<ChartId>('concurrent');
  return (
    <>
      <h2 className="visually-hidden">Over time</h2>
      <label className="chart-picker small">
        <span className="quiet">Chart</span>
        <select
          className="select"
          value={chartId}
          onChange={(event) => {
            const picked = chartChoices.find(({ id }) => id === event.target.value);
            if (picked !== undefined) setChartId(picked.id);
          }}
        >
          {chartChoices.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <SingleChart run={run} chartId={chartId} />
      <TimeControls run={run} />
    </>
  );
}

function Diagram({ run }: { readonly run: LiveRun }): ReactElement {
  return (
    <div className="narrow-section">
      <TopologyDiagram run={run} />
      <TimeControls run={run} />
    </div>
  );
}
