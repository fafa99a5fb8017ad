import type { LiveRun } from '../run/live-run.ts';
import type { DiagramLayout, PlacedNode } from './diagram-layout.ts';
import { pickWeighted } from './dot-scale.ts';
import type { DotSource } from './dots.ts';
import { InstanceStatuses } from './instance-status.ts';
import { type FailureState, failuresAt, type Tightest, tightestAt, valueAt } from './moment.ts';
import { failureReadings, type NodeReadings, nodeReadings } from './node-readings.ts';
import { type NodeStatus, nodeStatusAt } from './node-status.ts';
import { type Curve, type Ribbon, ribbonsOfGap } from './ribbons.ts';
import type { TopologyNode } from './topology.ts';
import { type TrafficState, trafficAt } from './traffic-text.ts';
import { replyArcs } from './tuple-path.ts';

/** Pixels of the ribbon that carries the target, or the highest number of connections of the run. */
const WIDEST_RIBBON_PX = 44;

/** What the diagram shows of one run: which columns belong to which node, and their values at a moment. */
export class DiagramState {
  readonly run: LiveRun;
  readonly layout: DiagramLayout;
  readonly dotSources: readonly DotSource[];
  private readonly readings: ReadonlyMap<string, NodeReadings>;
  private readonly failures: readonly ReturnType<typeof failureReadings>[];
  private readonly statuses: InstanceStatuses;
  private readonly arcs: ReturnType<typeof replyArcs>;

  constructor(run: LiveRun, layout: DiagramLayout) {
    this.run = run;
    this.layout = layout;
    this.statuses = new InstanceStatuses(run.scenario);
    this.arcs = replyArcs(run.scenario.path);
    const nodes = layout.stages.flatMap((stage) => stage.nodes);
    this.readings = new Map(
      nodes.map(({ node }) => [node.id, nodeReadings(run.info, run.scenario, node)] as const),
    );
    this.failures = layout.stages.map(({ stage }) =>
      failureReadings(run.info, run.products, stage.nodes[0]?.station ?? null),
    );
    const established = run.info.findIndex(({ quantity }) => quantity === 'established');
    this.dotSources = [
      ...(established === -1
        ? []
        : [{ column: established, stage: layout.stages.length - 1, failed: false }]),
      ...this.failures.flatMap((each, stage) => each.map(({ column }) => ({ column, stage, failed: true }))),
    ];
  }

  readingsOf(id: string): NodeReadings {
    return this.readings.get(id) ?? { connections: null, instances: [], resources: [] };
  }

  connectionsAt(id: string, index: number): number {
    return valueAt(this.run, this.readingsOf(id).connections, index);
  }

  /** Connections of each instance that a grouped node stands for; empty for single ones and where they are not recorded. */
  instancesAt(id: string, index: number): number[] {
    return this.readingsOf(id).instances.map((column) =>
      index < 0 ? 0 : (this.run.columns[column]?.[index] ?? 0),
    );
  }

  tightestAt(id: string, index: number): Tightest | null {
    return tightestAt(this.run, this.readingsOf(id), index);
  }

  statusAt(node: TopologyNode, index: number): NodeStatus {
    return nodeStatusAt(this.run, this.statuses, node, index);
  }

  /** Whether no packet passes the gap behind a stage: its link is cut, or behind the clients that of a population. */
  isCutAt(gap: number, index: number): boolean {
    const timeSec = this.run.timeSec[Math.max(0, index)] ?? 0;
    if (this.statuses.isLinkCut(gap, timeSec)) return true;
    return (
      gap === 0 &&
      this.run.scenario.clients.some((_, population) => this.statuses.isLinkCut(-1 - population, timeSec))
    );
  }

  /** Whether replies go round the gap behind a stage. */
  isOneWay(gap: number): boolean {
    return this.arcs.some(({ from, to }) => gap >= to && gap < from);
  }

  /** What passes the gap behind a stage in both directions; null where the run counts nothing. */
  trafficAt(gap: number, index: number): TrafficState | null {
    return trafficAt(this.run, gap < this.run.scenario.path.length ? `path.${gap}` : 'backends', index);
  }

  failuresAt(stage: number, index: number): FailureState[] {
    return failuresAt(this.run, this.failures[stage] ?? [], index);
  }

  /** Pixels a connection: the target, or what the run reached where that is more, makes the widest ribbon. */
  thicknessAt(index: number): (placed: PlacedNode) => number {
    const { targets } = this.run.scenario;
    const reference = Math.max(targets.concurrent ?? 0, this.run.summary?.peakConcurrent ?? 0, 1);
    return ({ node }) => (this.connectionsAt(node.id, index) / reference) * WIDEST_RIBBON_PX;
  }

  /**
   * A way from the clients to a stage, through nodes drawn in proportion to the connections that they have.
   * @param draw gives numbers of 0..1
   */
  routeTo(stage: number, index: number, draw: () => number): Ribbon[] {
    const thickness = this.thicknessAt(index);
    const way: Ribbon[] = [];
    let from: string | null = null;
    for (let gap = 0; gap < Math.max(1, stage); gap += 1) {
      const { left, right } = ribbonsOfGap(this.layout, gap, thickness);
      const start = left.find(({ node }) => node.node.id === from) ?? left[0];
      const weights = right.map(({ thickness: width }) => width);
      const end = right[pickWeighted(weights, draw())];
      if (start === undefined || end === undefined) break;
      // A client without a port fails before anything is sent: its way ends at the edge of its own box.
      if (gap > 0 || stage === 0) way.push({ ...start, curve: across(start.node) });
      if (stage > 0) way.push(start, end);
      from = end.node.node.id;
    }
    return way;
  }
}

/** Straight through a box, from its left edge to its right. */
function across({ x, y, width, height }: PlacedNode): Curve {
  const middle = y + height / 2;
  return { x0: x, y0: middle, x1: x + width, y1: middle };
}
