import { type KeyboardEvent, type ReactElement, useId, useMemo, useRef, useState } from 'react';
import { useElementSize } from '../charts/use-element-size.ts';
import { useIsStale, useRunValue } from '../charts/use-run-value.ts';
import type { LiveRun } from '../run/live-run.ts';
import { useMediaQuery } from '../ui/use-media-query.ts';
import { DiagramStage } from './DiagramStage.tsx';
import { DiagramTooltip } from './DiagramTooltip.tsx';
import { type DiagramItem, itemAfterKey, itemsOf } from './diagram-items.ts';
import { layoutDiagram } from './diagram-layout.ts';
import { DiagramState } from './diagram-state.ts';
import { ReplyArcs } from './ReplyArcs.tsx';
import { topologyOf } from './topology.ts';
import { replyStops } from './tuple-path.ts';
import { useDiagramDrawing } from './use-diagram-drawing.ts';
import './diagram.css';

/** Clients, hops and backends with what they carry at the moment on show, and what each hop does to the five-tuple. */
export function TopologyDiagram({ run }: { readonly run: LiveRun }): ReactElement {
  const [box, size] = useElementSize<HTMLDivElement>();
  const info = useRunValue(run, infoOf);
  const stale = useIsStale(run);
  const moves = useMediaQuery('(prefers-reduced-motion: no-preference)');
  const stages = useMemo(() => topologyOf(run.scenario), [run.scenario]);
  const hasArc = replyStops(run.scenario.path).length < run.scenario.path.length + 2;
  const layout = useMemo(() => layoutDiagram(stages, size.width, hasArc), [stages, size.width, hasArc]);
  const items = useMemo(() => itemsOf(layout), [layout]);
  const state = useMemo(
    () => (info.length === 0 || size.width === 0 ? null : new DiagramState(run, layout)),
    [run, info, layout, size.width],
  );
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const summary = useRef<HTMLParagraphElement>(null);
  const legend = useRef<HTMLParagraphElement>(null);
  useDiagramDrawing(state, moves, { canvas, drawing, summary, legend });

  const [shownId, setShownId] = useState<string | null>(null);
  const [focusId, setFocusId] = useState('');
  const tooltipId = useId();
  const shown = items.find(({ id }) => id === shownId);
  const tabStop = items.find(({ id }) => id === focusId) ?? items[0];
  const onKeyDown = (event: KeyboardEvent<SVGElement>, item: DiagramItem): void => {
    if (event.key === 'Escape') setShownId(null);
    const next = itemAfterKey(items, item, event.key);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    drawing.current?.querySelector<SVGElement>(`[data-item="${next.id}"]`)?.focus();
  };

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
            onPointerLeave={() => setShownId(null)}
          >
            <defs>
              <marker
                id="reply-arrow"
                viewBox="0 0 8 8"
                refX="6"
                refY="4"
                markerWidth="8"
                markerHeight="8"
                orient="auto"
              >
                <path d="M0 0.5L7 4 0 7.5z" />
              </marker>
            </defs>
            <g aria-hidden="true">
              <ReplyArcs layout={layout} path={run.scenario.path} />
              {layout.stages.map((placed) => (
                <DiagramStage
                  key={placed.stage.title}
                  placed={placed}
                  areaBottom={layout.areaBottom}
                  hasLines={layout.hasLines}
                />
              ))}
            </g>
            {items.map((item) => (
              <ItemShape
                key={item.id}
                item={item}
                isTabStop={item === tabStop}
                tooltipId={item === shown ? tooltipId : undefined}
                onShow={setShownId}
                onFocus={setFocusId}
                onKeyDown={onKeyDown}
              />
            ))}
          </svg>
        )}
        {state !== null && shown !== undefined && (
          <DiagramTooltip key={shown.id} id={tooltipId} state={state} item={shown} />
        )}
      </div>
      {!layout.hasLines && <RewriteList stages={stages} />}
      <p ref={legend} className="diagram-legend" aria-hidden="true" />
    </section>
  );
}

function infoOf(run: LiveRun): LiveRun['info'] {
  return run.info;
}

function ItemShape(props: {
  readonly item: DiagramItem;
  readonly isTabStop: boolean;
  readonly tooltipId: string | undefined;
  readonly onShow: (id: string | null) => void;
  readonly onFocus: (id: string) => void;
  readonly onKeyDown: (event: KeyboardEvent<SVGElement>, item: DiagramItem) => void;
}): ReactElement {
  const { item, isTabStop, tooltipId, onShow, onFocus, onKeyDown } = props;
  const { x, y, width, height, node } = item.placed;
  const shared = {
    'data-item': item.id,
    role: 'img',
    tabIndex: isTabStop ? 0 : -1,
    'aria-label': item.kind === 'node' ? node.name : `link of ${node.name}`,
    'aria-describedby': tooltipId,
    onPointerEnter: () => onShow(item.id),
    onFocus: () => {
      onFocus(item.id);
      onShow(item.id);
    },
    onBlur: () => onShow(null),
    onKeyDown: (event: KeyboardEvent<SVGElement>) => onKeyDown(event, item),
  };
  return item.kind === 'node' ? (
    <rect className="diagram-item" {...shared} x={x} y={y} width={width} height={height} />
  ) : (
    <path className="diagram-item diagram-item-link" {...shared} d={item.path} />
  );
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
