import { type ComponentType, type KeyboardEvent, type ReactElement, Suspense } from 'react';
import { Answer } from '../answer/Answer.tsx';
import { useAnswer } from '../answer/use-answer.ts';
import { LazySettings } from '../controls/lazy-settings.tsx';
import { KeyControls } from '../controls/Rail.tsx';
import { About } from '../help/About.tsx';
import { LazyNotModelled } from '../help/LazyNotModelled.tsx';
import { Ladder } from '../ladder/Ladder.tsx';
import { useLadder } from '../ladder/use-ladder.ts';
import type { LiveRun } from '../run/live-run.ts';
import { useRun } from '../run/run-store.ts';
import { type Tab, useView } from '../state/view-store.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { BelowLimits, NarrowDiagram, NarrowPorts, PickedChart } from './lazy-run-views.ts';
import { MODE_PANES } from './mode-panes.ts';
import { RunWait } from './RunWait.tsx';

const TABS: readonly { readonly id: Tab; readonly name: string }[] = [
  { id: 'overview', name: 'Answer' },
  { id: 'diagram', name: 'Diagram' },
  { id: 'ports', name: 'Ports' },
  { id: 'settings', name: 'Settings' },
];

/** A phone reads a result and moves the sliders that decide it; the rest is behind tabs. */
export function NarrowPage(): ReactElement {
  const mode = useView((state) => state.mode);
  const tab = useView((state) => state.tab);
  const run = useRun((state) => state.run);
  if (mode !== 'watch') {
    const Pane = MODE_PANES[mode];
    return (
      <main className="narrow">
        <Pane />
      </main>
    );
  }
  return (
    <main className="narrow">
      <Tabs current={tab} />
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'overview' && <Overview run={run} />}
        {tab === 'diagram' && <WhenRun run={run} view={NarrowDiagram} />}
        {tab === 'ports' && <WhenRun run={run} view={NarrowPorts} />}
        {tab === 'settings' && (
          <div className="narrow-section">
            <LazySettings />
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
      <div className="narrow-section">
        <WhenRun run={run} view={PickedChart} />
      </div>
      <div className="narrow-section">
        <Ladder rows={rows} />
        <ErrorBoundary part="What is below the limits">
          <Suspense>
            <BelowLimits />
          </Suspense>
        </ErrorBoundary>
      </div>
      <div className="narrow-section">
        <About />
        <LazyNotModelled />
      </div>
    </>
  );
}

/** A view of the run; until both are there, the place where it will be. */
function WhenRun(props: {
  readonly run: LiveRun | null;
  readonly view: ComponentType<{ readonly run: LiveRun }>;
}): ReactElement {
  const { run, view: View } = props;
  if (run === null) return <RunWait />;
  return (
    <ErrorBoundary part="The run">
      <Suspense fallback={<RunWait />}>
        <View run={run} />
      </Suspense>
    </ErrorBoundary>
  );
}
