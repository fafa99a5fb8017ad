import type { DiagramLayout, PlacedNode } from './diagram-layout.ts';

/** A cubic curve between two points, level at both ends. */
export interface Curve {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export interface Ribbon {
  readonly node: PlacedNode;
  readonly curve: Curve;
  readonly thickness: number;
}

/**
 * The ribbons of one gap between two stages: from every node on the left to the junction, and from there to every node on
 * the right, side by side in the junction. `thickness` gives the pixels of a node.
 */
export function ribbonsOfGap(
  layout: DiagramLayout,
  gap: number,
  thickness: (node: PlacedNode) => number,
): { readonly left: readonly Ribbon[]; readonly right: readonly Ribbon[] } {
  const junction = layout.junctions[gap] ?? 0;
  const middle = (layout.areaTop + layout.areaBottom) / 2;
  const side = (nodes: readonly PlacedNode[], isLeft: boolean): Ribbon[] => {
    const widths = nodes.map(thickness);
    let y = middle - widths.reduce((sum, each) => sum + each, 0) / 2;
    return nodes.map((node, index) => {
      const width = widths[index] ?? 0;
      const atJunction = { x: junction, y: y + width / 2 };
      y += width;
      const atNode = { x: isLeft ? node.x + node.width : node.x, y: node.y + node.height / 2 };
      const [from, to] = isLeft ? [atNode, atJunction] : [atJunction, atNode];
      return { node, thickness: width, curve: { x0: from.x, y0: from.y, x1: to.x, y1: to.y } };
    });
  };
  return {
    left: side(layout.stages[gap]?.nodes ?? [], true),
    right: side(layout.stages[gap + 1]?.nodes ?? [], false),
  };
}

export function traceCurve(path: CanvasPath, { x0, y0, x1, y1 }: Curve): void {
  const middle = (x0 + x1) / 2;
  path.moveTo(x0, y0);
  path.bezierCurveTo(middle, y0, middle, y1, x1, y1);
}

export function svgCurve({ x0, y0, x1, y1 }: Curve): string {
  const middle = (x0 + x1) / 2;
  return `M${x0} ${y0}C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}`;
}

/** Point of the curve at a share 0..1 of its way. */
export function pointOn({ x0, y0, x1, y1 }: Curve, share: number): readonly [number, number] {
  const rest = 1 - share;
  const middle = (x0 + x1) / 2;
  const outer = [rest ** 3, share ** 3] as const;
  const inner = 3 * rest * share;
  const x = outer[0] * x0 + inner * middle + outer[1] * x1;
  const y = (outer[0] + inner * rest) * y0 + (outer[1] + inner * share) * y1;
  return [x, y];
}
