import type { Stage, TopologyNode } from './topology.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode extends Box {
  readonly node: TopologyNode;
}

export interface PlacedStage {
  readonly stage: Stage;
  /** Middle of the column. */
  readonly x: number;
  /** Where the head line is anchored, so that it stays inside at both ends. */
  readonly anchor: 'start' | 'middle' | 'end';
  readonly anchorX: number;
  readonly nodes: readonly PlacedNode[];
}

export interface DiagramLayout {
  readonly width: number;
  readonly height: number;
  /** Top and bottom of the space that nodes stand in. */
  readonly areaTop: number;
  readonly areaBottom: number;
  readonly stages: readonly PlacedStage[];
  /** One between each two stages, where ribbons gather: x of each. */
  readonly junctions: readonly number[];
  /** A phone: small boxes with short texts. */
  readonly isNarrow: boolean;
  /** Whether the lines above the columns fit side by side; else those of the hops stand in a list below. */
  readonly hasLines: boolean;
}

const NARROW_PX = 600;
const MARGIN_PX = 1;
const TALL_NODE_PX = 84;
const GAP_PX = 8;
/** Width of a character of the lines above the columns, in the monospaced face that they are set in. */
const LINE_CHARACTER_PX = 6.8;
/** Columns at the edge stand further in than an even division of the width would have them. */
const OUTER_SHIFT_PX = 40;

/**
 * Places columns evenly over the width and the nodes of each column around the middle of the height. With `hasArc` there is
 * room below them for replies that go round a hop.
 */
export function layoutDiagram(stages: readonly Stage[], width: number, hasArc: boolean): DiagramLayout {
  const isNarrow = width < NARROW_PX;
  const hasLines = !isNarrow && linesFit(stages, width);
  const areaTop = hasLines ? 54 : 24;
  const areaBottom = areaTop + (isNarrow ? 170 : 190);
  const height = areaBottom + (hasArc ? 52 : 24);
  const widths = stages.map(({ kind }) => columnWidth(kind, isNarrow, width, stages.length));
  const free = width - 2 * MARGIN_PX - widths.reduce((sum, each) => sum + each, 0);
  const gap = stages.length > 1 ? free / (stages.length - 1) : 0;
  const placed: PlacedStage[] = [];
  const junctions: number[] = [];
  let left = MARGIN_PX;
  stages.forEach((stage, index) => {
    const columnPx = widths[index] ?? 0;
    const isFirst = index === 0;
    const isLast = index === stages.length - 1;
    placed.push({
      stage,
      x: Math.round(left + columnPx / 2),
      anchor: isFirst ? 'start' : isLast ? 'end' : 'middle',
      anchorX: isFirst ? left : isLast ? left + columnPx : left + columnPx / 2,
      nodes: placeNodes(stage, Math.round(left), columnPx, areaTop, areaBottom),
    });
    if (!isLast) junctions.push(Math.round(left + columnPx + gap / 2));
    left += columnPx + gap;
  });
  return { width, height, areaTop, areaBottom, stages: placed, junctions, isNarrow, hasLines };
}

/** The half of a gap in front of its junction: from the boxes of a stage to where their ribbons gather. */
export function nearHalf(
  { stages, junctions }: DiagramLayout,
  gap: number,
): { readonly from: number; readonly to: number } {
  const box = stages[gap]?.nodes[0];
  return { from: box === undefined ? 0 : box.x + box.width, to: junctions[gap] ?? 0 };
}

/** Whether the lines of neighbouring columns, centred but for the outer two, leave each other room. */
function linesFit(stages: readonly Stage[], width: number): boolean {
  const widths = stages.map(({ lines }) =>
    Math.max(0, ...lines.map((line) => line.length * LINE_CHARACTER_PX)),
  );
  const pitch = width / Math.max(1, stages.length - 1);
  return widths.every((own, index) => {
    const next = widths[index + 1];
    if (next === undefined) return true;
    const reach = own * (index === 0 ? 1 : 0.5) + next * (index + 2 === stages.length ? 1 : 0.5);
    return reach + GAP_PX <= pitch - (index === 0 || index + 2 === stages.length ? 0 : OUTER_SHIFT_PX);
  });
}

function columnWidth(kind: Stage['kind'], isNarrow: boolean, width: number, stages: number): number {
  if (isNarrow) return Math.min(kind === 'hop' ? 84 : 78, width / (stages * 1.4));
  return kind === 'hop' ? 132 : 108;
}

function placeNodes(stage: Stage, x: number, width: number, top: number, bottom: number): PlacedNode[] {
  const { nodes } = stage;
  const space = bottom - top;
  const gap = nodes.length > 12 ? 2 : nodes.length > 6 ? 4 : GAP_PX;
  const tallest = stage.kind === 'backends' && nodes.length > 1 ? 22 : TALL_NODE_PX;
  const height = Math.min(tallest, (space - gap * (nodes.length - 1)) / nodes.length);
  // A few small nodes are spread over the height, so that their ribbons fan out.
  const pitch = Math.min(
    height + gap + (nodes.length > 1 ? 14 : 0),
    (space - height) / Math.max(1, nodes.length - 1),
  );
  const first = top + (space - height - pitch * (nodes.length - 1)) / 2;
  // Whole pixels, so that lines are sharp and ribbons meet without a seam.
  return nodes.map((node, index) => ({
    node,
    x: x + 0.5,
    y: Math.round(first + pitch * index) + 0.5,
    width: Math.floor(width) - 1,
    height: Math.max(1, Math.floor(height)),
  }));
}
