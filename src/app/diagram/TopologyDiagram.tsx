import { type ReactElement, useId, useMemo, useRef, useState } from 'react';
import { useElementSize } from '../charts/use-element-size.ts';
import { useIsStale, useRunInfo } from '../charts/use-run-value.ts';
import { type DrawerView, useDrawer } from '../drawer/drawer-store.ts';
import type { LiveRun } from '../run/live-run.ts';
import { useMediaQuery } from '../ui/use-media-query.ts';
import { DiagramItems } from './DiagramItems.tsx';
import { DiagramStage } from './DiagramStage.tsx';
import { DiagramTooltip } from './DiagramTooltip.tsx';
import type { DiagramItem } from './diagram-items.ts';
import { layoutDiagram } from './diagram-layout.ts';
import { DiagramState } from './diagram-state.ts';
import { ReplyArcs } from './ReplyArcs.tsx';
import { topologyOf } from './topology.ts';
import { replyArcs } from './tuple-path.ts';
import { useDiagramDrawing } from './use-diagram-drawing.ts';
import './diagram.css';

/** Clients, hops and backends with what they carry at the moment on show, and what each hop does to the five-tuple. */
export function TopologyDiagram({ run }: { readonly run: LiveRun }): ReactElement {
  const [box, size] = useElementSize<HTMLDivElement>();
  const info = useRunInfo(run);
  const stale = useIsStale(run);
  const moves = useMediaQuery('(prefers-reduced-motion: no-preference)');
  const stages = useMemo(() => topologyOf(run.scenario), [run.scenario]);
  const hasArc = replyArcs(run.scenario.path).length > 0;
  const layout = useMemo(() => layoutDiagram(stages, size.width, hasArc), [stages, size.width, hasArc]);
  const state = useMemo(
    () => (info.length === 0 || size.width === 0 ? null : new DiagramState(run, layout)),
    [run, info, layout, size.width],
  );
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const summary = useRef<HTMLParagraphElement>(null);
  const legend = useRef<HTMLParagraphElement>(null);
  useDiagramDrawing(state, moves, { canvas, drawing, summary, legend });

  const [shown, setShown] = useState<DiagramItem | null>(null);
  const tooltipId = useId();

  return (
    <section className="diagram" aria-label="Topology" data-stale={stale}>
      <p ref={summary} className="visually-hidden" />
      <div ref={box} className="diagram-canvas-box" style={{ height: layout.height }}>
        <canvas ref={canvas} className="diagram-layer" aria-hidden="true" />
        {size.width > 0 && (
          <svg
            ref={drawing}
            className="diagram-layer"
            width={layout.width}
            height={layout.height}
            role="group"
            aria-label="Nodes and links; the arrow keys lead from one to the next"
            onPointerLeave={() => setShown(null)}
          >
            <g aria-hidden="true">
              <ReplyArcs layout={layout} path={run.scenario.path} />
              {layout.stages.map((placed) => (
                <DiagramStage
                  key={placed.nodes[0]?.node.id}
                  placed={placed}
                  areaBottom={layout.areaBottom}
                  hasLines={layout.hasLines}
                />
              ))}
            </g>
            <DiagramItems
              layout={layout}
              shown={shown}
              tooltipId={tooltipId}
              onShow={setShown}
              onOpen={openResources}
            />
          </svg>
        )}
        {state !== null && shown !== null && (
          <DiagramTooltip key={shown.id} id={tooltipId} state={state} item={shown} />
        )}
      </div>
      {!layout.hasLines && <RewriteList stages={stages} />}
      <div className="diagram-foot">
        <DrawerButton view="follow" text="Follow one connection" />
        <DrawerButton view="resources" text="Resources" />
        <p ref={legend} className="diagram-legend" aria-hidden="true" />
      </div>
    </section>
  );
}

function DrawerButton(props: { readonly view: DrawerView; readonly text: string }): ReactElement {
  const { view, text } = props;
  const isOpen = useDrawer((state) => state.view === view);
  return (
    <button
      type="button"
      className="button button-framed"
      aria-expanded={isOpen}
      onClick={() => useDrawer.setState({ view: isOpen ? null : view })}
    >
      {text}
    </button>
  );
}

function openResources({ placed: { node } }: DiagramItem): void {
  useDrawer.setState({
    view: 'resources',
    node: { station: node.station, instance: node.instance },
  });
}

/** What each hop does to the five-tuple, where there is no room for it in the drawing. */
function RewriteList({ stages }: { readonly stages: ReturnType<typeof topologyOf> }): ReactElement {
  return (
    <ul className="diagram-rewrites">
      {stages
        .filter(({ kind }) => kind === 'hop')
        .map(({ title, lines }) => (
          <li key={title}>
            <b>{title}</b> {lines.join(', ')}
          </li>
        ))}
    </ul>
  );
}
