import type { ReactElement } from 'react';
import type { Hop } from '../../scenario/scenario.ts';
import { type DiagramLayout, nearHalf, type PlacedStage } from './diagram-layout.ts';
import { replyArcs } from './tuple-path.ts';

/** Replies that go round a hop, as an arc of their own below it, and the places of the words about both directions. */
export function ReplyArcs({
  layout,
  path,
}: {
  readonly layout: DiagramLayout;
  readonly path: readonly Hop[];
}): ReactElement {
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
        <GapWords key={x} layout={layout} gap={gap} />
      ))}
      {replyArcs(path).map(({ from, to }) => (
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

/** What passes a gap, below its ribbon, and whether its link is cut; the words change with the run. */
function GapWords(props: { readonly layout: DiagramLayout; readonly gap: number }): ReactElement {
  const { layout, gap } = props;
  const { from, to } = nearHalf(layout, gap);
  const middle = (layout.areaTop + layout.areaBottom) / 2;
  return (
    <g>
      <text
        className="diagram-direction"
        data-direction={gap}
        x={(from + to) / 2}
        y={middle + 38}
        textAnchor="middle"
      />
      <text
        className="diagram-direction"
        data-replies={gap}
        x={(from + to) / 2}
        y={middle + 52}
        textAnchor="middle"
      />
      <text className="diagram-cut" data-cut={gap} x={to} y={middle} dy="0.34em" textAnchor="middle" />
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

/** Bottom of the lowest box of a stage, a share of its width beside the middle. */
function footOf({ x, nodes }: PlacedStage, layout: DiagramLayout, shift: number): { x: number; y: number } {
  const lowest = nodes.at(-1);
  if (lowest === undefined) return { x, y: layout.areaBottom };
  return { x: x + lowest.width * shift, y: lowest.y + lowest.height };
}
