import type { DiagramLayout, PlacedNode } from './diagram-layout.ts';
import { type Ribbon, ribbonsOfGap, svgCurve } from './ribbons.ts';

/** A node or a link that can be pointed at. `column` and `row` are where the arrow keys find it. */
export interface DiagramItem {
  readonly id: string;
  readonly kind: 'node' | 'link';
  readonly column: number;
  readonly row: number;
  /** The node itself, or the one that the link belongs to. */
  readonly placed: PlacedNode;
  /** Gap between two stages that a link lies in. */
  readonly gap: number;
  /** Shape that reacts to the pointer, for links. */
  readonly path: string;
  /** Where a tooltip is anchored. */
  readonly x: number;
  readonly y: number;
}

/** All nodes, and the links of each gap. */
export function itemsOf(layout: DiagramLayout): DiagramItem[] {
  return layout.stages.flatMap(({ nodes }, stage) => [
    ...nodes.map((placed, row) => nodeItem(placed, stage, row)),
    ...(stage < layout.junctions.length ? linkItems(layout, stage) : []),
  ]);
}

function nodeItem(placed: PlacedNode, stage: number, row: number): DiagramItem {
  return {
    id: placed.node.id,
    kind: 'node',
    column: stage * 2,
    row,
    placed,
    gap: stage,
    path: '',
    x: placed.x + placed.width / 2,
    y: placed.y + placed.height / 2,
  };
}

/** One link from box to box where there is one on each side; else each ribbon from a box to where they gather. */
function linkItems(layout: DiagramLayout, gap: number): DiagramItem[] {
  const { left, right } = ribbonsOfGap(layout, gap, () => 0);
  const [from, to] = [left[0], right[0]];
  if (left.length === 1 && right.length === 1 && from !== undefined && to !== undefined) {
    const path = `${svgCurve(from.curve)}${svgCurve(to.curve)}`;
    return [{ ...linkItem(to, gap, 0), path, x: from.curve.x1, y: from.curve.y1 }];
  }
  return [...left, ...right].map((ribbon, row) => linkItem(ribbon, gap, row));
}

function linkItem({ node, curve }: Ribbon, gap: number, row: number): DiagramItem {
  return {
    id: `link.${gap}.${node.node.id}`,
    kind: 'link',
    column: gap * 2 + 1,
    row,
    placed: node,
    gap,
    path: svgCurve(curve),
    x: (curve.x0 + curve.x1) / 2,
    y: (curve.y0 + curve.y1) / 2,
  };
}

/** The item that an arrow key leads to; the same one at the edge, null for other keys. */
export function itemAfterKey(
  items: readonly DiagramItem[],
  from: DiagramItem,
  key: string,
): DiagramItem | null {
  const inColumn = (column: number): DiagramItem[] => items.filter((item) => item.column === column);
  const steps: Readonly<Record<string, readonly [columns: number, rows: number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };
  const step = steps[key];
  if (step === undefined) return null;
  if (step[1] !== 0) return inColumn(from.column)[from.row + step[1]] ?? from;
  const column = inColumn(from.column + step[0]);
  if (column.length === 0) return from;
  // From a long column to a short one the height is kept as nearly as can be.
  const here = inColumn(from.column).length;
  const share = here > 1 ? from.row / (here - 1) : 0.5;
  return column[Math.round(share * (column.length - 1))] ?? from;
}
