import type { ReactElement } from 'react';
import type { Hop } from '../../scenario/scenario.ts';
import type { DiagramLayout, PlacedStage } from './diagram-layout.ts';
import { replyStops } from './tuple-path.ts';

/** What is said of a gap that replies go round. */
export const ONE_WAY = 'requests →';

/** Half a gap must be this wide for words below its ribbon; else there is only an arrow. */
const WORDS_PX = 78;

/** Replies that go round a hop, as an arc of their own below it; where they do not, a word about both directions. */
export function ReplyArcs({
  layout,
  path,
}: {
  readonly layout: DiagramLayout;
  readonly path: readonly Hop[];
}): ReactElement {
  const stops = replyStops(path);
  const arcs = stops.slice(1).flatMap((to, index) => {
    const from = stops[index] ?? to;
    return from - to > 1 ? [{ from, to }] : [];
  });
  const isOneWay = (gap: number): boolean => arcs.some(({ from, to }) => gap >= to && gap < from);
  return (
    <g>
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
      {layout.junctions.map((x, gap) => (
        <g key={x}>
          <text
            className="diagram-direction"
            data-direction={gap}
            data-still={directionText(isOneWay(gap), hasRoom(layout, gap, x))}
            data-roomy={hasRoom(layout, gap, x)}
            x={(x + rightEdge(layout.stages[gap])) / 2}
            y={(layout.areaTop + layout.areaBottom) / 2 + 38}
            textAnchor="middle"
          />
          <text
            className="diagram-direction"
            data-replies={gap}
            x={(x + rightEdge(layout.stages[gap])) / 2}
            y={(layout.areaTop + layout.areaBottom) / 2 + 52}
            textAnchor="middle"
          />
          <text
            className="diagram-cut"
            data-cut={gap}
            x={x}
            y={(layout.areaTop + layout.areaBottom) / 2}
            dy="0.34em"
            textAnchor="middle"
          />
        </g>
      ))}
      {arcs.map(({ from, to }) => (
        <Arc
          key={from}
          layout={layout}
          from={from}
          to={to}
          names={path.slice(to, from - 1).map(({ name }) => name)}
        />
      ))}
    </g>
  );
}

function Arc(props: {
  readonly layout: DiagramLayout;
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
}): ReactElement | null {
  const { layout, from, to, names } = props;
  const [right, left] = [layout.stages[from], layout.stages[to]];
  if (right === undefined || left === undefined) return null;
  const start = footOf(right, layout, -0.25);
  const end = footOf(left, layout, 0.25);
  // Both control points at the lowest line the curve may touch: it comes to three quarters of the way there.
  const low = layout.height + 4;
  const curve = `M${start.x} ${start.y}C${start.x - 30} ${low} ${end.x + 30} ${low} ${end.x} ${end.y + 2}`;
  return (
    <g className="diagram-reply">
      <path d={curve} markerEnd="url(#reply-arrow)" />
      <text x={(start.x + end.x) / 2} y={(start.y + end.y) / 8 + low * 0.75 - 8} textAnchor="middle">
        {layout.isNarrow ? 'replies' : `replies go round ${names.join(', ')}`}
        <tspan data-arc />
      </text>
    </g>
  );
}

function hasRoom(layout: DiagramLayout, gap: number, x: number): boolean {
  return x - rightEdge(layout.stages[gap]) >= WORDS_PX;
}

function directionText(isOneWay: boolean, isRoomy: boolean): string {
  if (!isRoomy) return isOneWay ? '→' : '⇄';
  return isOneWay ? ONE_WAY : '⇄ both ways';
}

function rightEdge(stage: PlacedStage | undefined): number {
  const box = stage?.nodes[0];
  return box === undefined ? 0 : box.x + box.width;
}

/** Bottom of the lowest box of a stage, a share of its width beside the middle. */
function footOf({ x, nodes }: PlacedStage, layout: DiagramLayout, shift: number): { x: number; y: number } {
  const lowest = nodes.at(-1);
  if (lowest === undefined) return { x, y: layout.areaBottom };
  return { x: x + lowest.width * shift, y: lowest.y + lowest.height };
}
