import { hatchPattern } from '../charts/hatch.ts';
import { type ColourToken, colour, tint } from '../charts/palette.ts';
import { crossIn } from '../charts/surface.ts';
import type { PlacedNode } from './diagram-layout.ts';
import type { DiagramState } from './diagram-state.ts';
import { CROSS_SEC, type Dot, flightSec } from './dots.ts';
import { pointOn, type Ribbon, ribbonsOfGap, traceCurve } from './ribbons.ts';

/** From here on a node is drawn as nearly full, and as full. */
export const NEARLY_FULL = 0.8;
export const FULL = 0.999;

const DOT_RADIUS_PX = 2.5;
const INSTANCE_BARS_PX = 16;

/** Draws what moves: ribbons as wide as their connections, nodes filled as far as they are used, dots. */
export function drawDiagram(
  context: CanvasRenderingContext2D,
  state: DiagramState,
  index: number,
  dots: readonly Dot[],
): void {
  const { layout } = state;
  const thickness = state.thicknessAt(index);
  layout.junctions.forEach((_, gap) => {
    const { left, right } = ribbonsOfGap(layout, gap, thickness);
    for (const ribbon of [...left, ...right]) drawRibbon(context, ribbon);
  });
  for (const { nodes, stage } of layout.stages) {
    for (const placed of nodes) {
      if (stage.kind === 'clients') drawClients(context, state, placed, index);
      else drawNode(context, state, placed, index);
    }
  }
  for (const dot of dots) drawDot(context, dot);
}

function drawRibbon(context: CanvasRenderingContext2D, { curve, thickness }: Ribbon): void {
  const isIdle = thickness <= 0;
  context.beginPath();
  traceCurve(context, curve);
  context.strokeStyle = colour(isIdle ? 'line-strong' : 'in-use');
  context.lineWidth = Math.max(1, thickness);
  context.globalAlpha = isIdle ? 0.5 : tint(0.4);
  context.stroke();
  context.globalAlpha = 1;
}

function drawNode(
  context: CanvasRenderingContext2D,
  state: DiagramState,
  placed: PlacedNode,
  index: number,
): void {
  const { x, y, width, height, node } = placed;
  context.fillStyle = colour('page');
  context.fillRect(x, y, width, height);
  drawInstances(context, placed, state.instancesAt(node.id, index));
  const { status } = state.statusAt(node, index);
  if (status !== 'up') {
    context.fillStyle = hatchPattern(context, colour(status === 'draining' ? 'held' : 'line-strong'), 6);
    context.globalAlpha = tint(0.5);
    context.fillRect(x, y, width, height);
    context.globalAlpha = 1;
  }
  const tightest = state.tightestAt(node.id, index);
  if (tightest === null || tightest.share <= 0) return;
  // Flat boxes fill from the left, tall ones from below.
  const isFlat = width > height * 3;
  const level = isFlat ? tightest.share * width : tightest.share * height;
  const token: ColourToken = tightest.share >= FULL ? 'failed' : 'in-use';
  const fill = (style: string | CanvasPattern, alpha: number): void => {
    context.globalAlpha = alpha;
    context.fillStyle = style;
    if (isFlat) context.fillRect(x, y, level, height);
    else context.fillRect(x, y + height - level, width, level);
    context.globalAlpha = 1;
  };
  fill(colour(token), tint(0.2));
  if (tightest.share >= NEARLY_FULL)
    fill(hatchPattern(context, colour(token), tightest.share >= FULL ? 4 : 8), 0.35);
  context.fillStyle = colour(token);
  if (isFlat) context.fillRect(x + Math.max(0, level - 2), y, 2, height);
  else context.fillRect(x, y + height - level, width, 2);
}

/** Where one box stands for many instances: a bar for each, as high as its share of the fullest. */
function drawInstances(
  context: CanvasRenderingContext2D,
  placed: PlacedNode,
  values: readonly number[],
): void {
  const highest = Math.max(...values);
  if (!(highest > 0)) return;
  const pitch = placed.width / values.length;
  context.fillStyle = colour('in-use');
  context.globalAlpha = tint(0.5);
  values.forEach((value, index) => {
    const height = (value / highest) * INSTANCE_BARS_PX;
    const gap = pitch > 3 ? 1 : 0;
    context.fillRect(placed.x + index * pitch, placed.y + placed.height - height, pitch - gap, height);
  });
  context.globalAlpha = 1;
}

/** Clients by state, as a bar at the foot of the box: connected, connecting, waiting; the rest wants nothing yet. */
function drawClients(
  context: CanvasRenderingContext2D,
  state: DiagramState,
  placed: PlacedNode,
  index: number,
): void {
  const { x, y, width, height } = placed;
  context.fillStyle = colour('page');
  context.fillRect(x, y, width, height);
  const parts: readonly (readonly [string, ColourToken])[] = [
    ['concurrent', 'in-use'],
    ['connecting', 'series-2'],
    ['waiting', 'held'],
  ];
  const values = parts.map(([key]) => (index < 0 ? 0 : (state.run.column(key)?.[index] ?? 0)));
  const whole = Math.max(
    values.reduce((sum, each) => sum + each, 0),
    state.run.scenario.clients.reduce(
      (sum, each) => sum + (each.arrivals.pattern === 'population' ? each.count * each.connectionsEach : 0),
      0,
    ),
  );
  let left = x;
  parts.forEach(([, token], part) => {
    const length = whole > 0 ? ((values[part] ?? 0) / whole) * width : 0;
    context.fillStyle = colour(token);
    context.fillRect(left, y + height - 8, length, 8);
    if (token === 'held') {
      context.fillStyle = hatchPattern(context, colour('page'), 4);
      context.fillRect(left, y + height - 8, length, 8);
    }
    left += length;
  });
}

function drawDot(context: CanvasRenderingContext2D, dot: Dot): void {
  const flight = flightSec(dot);
  const share = Math.min(0.9999, dot.age / flight) * dot.ribbons.length;
  const ribbon = dot.ribbons[Math.floor(share)];
  if (ribbon === undefined) return;
  const [x, middle] = pointOn(ribbon.curve, share % 1);
  const y = middle + dot.lane * Math.max(0, ribbon.thickness - 2 * DOT_RADIUS_PX);
  if (dot.failed && dot.age >= flight) drawCross(context, x, y, 1 - (dot.age - flight) / CROSS_SEC);
  else {
    context.beginPath();
    context.arc(x, y, DOT_RADIUS_PX, 0, 2 * Math.PI);
    context.fillStyle = colour(dot.failed ? 'failed' : 'in-use-text');
    context.strokeStyle = colour('page');
    context.lineWidth = 1;
    context.stroke();
    context.fill();
  }
}

/** A failed attempt ends as a cross that fades where it was refused. */
function drawCross(context: CanvasRenderingContext2D, x: number, y: number, strength: number): void {
  const arm = 4;
  context.globalAlpha = Math.max(0, strength);
  context.strokeStyle = colour('failed');
  context.lineWidth = 2;
  context.beginPath();
  crossIn({ left: x - arm, top: y - arm, width: 2 * arm, height: 2 * arm })(context);
  context.stroke();
  context.globalAlpha = 1;
}
