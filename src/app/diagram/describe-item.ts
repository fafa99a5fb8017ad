import { formatCount, formatPercent, formatRate } from '../format/numbers.ts';
import type { DiagramItem } from './diagram-items.ts';
import type { DiagramState } from './diagram-state.ts';
import { valueAt } from './moment.ts';
import { type FiveTuple, formatEndpoint, tuplePath } from './tuple-path.ts';

export interface ItemDescription {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Five-tuples of one sampled connection, with where each is seen. */
  readonly tuples: readonly (readonly [where: string, tuple: string])[];
}

/** What the tooltip of a node or link says about a sample of the run. */
export function describeItem(state: DiagramState, item: DiagramItem, index: number): ItemDescription {
  return item.kind === 'node' ? describeNode(state, item, index) : describeLink(state, item, index);
}

function describeNode(
  state: DiagramState,
  { placed, gap: stage }: DiagramItem,
  index: number,
): ItemDescription {
  const { node } = placed;
  const { scenario } = state.run;
  const count = scenario.path.length;
  const facts: [string, string][] = [['connections', formatCount(state.connectionsAt(node.id, index))]];
  const { words } = state.statusAt(node, index);
  if (words !== '') facts.push(['instances', words]);
  if (node.station === null) {
    for (const key of ['connecting', 'waiting']) {
      facts.push([key, formatCount(state.run.column(key)?.[Math.max(0, index)] ?? 0)]);
    }
  }
  for (const { label, used, held, capacity } of state.readingsOf(node.id).resources) {
    if (label === 'connections') facts.push(['limit of connections', formatCount(capacity)]);
    else {
      const value = valueAt(state.run, used, index);
      const holding = held === null ? '' : `, ${formatCount(valueAt(state.run, held, index))} of them held`;
      facts.push([
        label,
        `${formatCount(value)} of ${formatCount(capacity)} (${formatPercent(value / capacity)}${holding})`,
      ]);
    }
  }
  for (const { outcome, ratePerSec, total, gaveUp } of state.failuresAt(stage, index)) {
    const count =
      gaveUp === null ? formatCount(total) : `${formatCount(total)} SYNs and ${formatCount(gaveUp)} attempts`;
    facts.push([outcome, `${formatRate(ratePerSec)}, ${count} so far`]);
  }
  const tuples = tuplePath(scenario, node.station === 'backends' ? (node.instance ?? 0) : 0);
  const seen: (readonly [string, FiveTuple | undefined])[] =
    stage === 0
      ? [['sent', tuples[0]]]
      : stage > count
        ? [['arrives', tuples[count]]]
        : [
            ['arrives', tuples[stage - 1]],
            ['leaves', tuples[stage]],
          ];
  return { title: nodeTitle(state, placed.node.name, stage), facts, tuples: formatTuples(seen) };
}

function nodeTitle(state: DiagramState, name: string, stage: number): string {
  const mode = state.run.scenario.path[stage - 1]?.mode;
  return mode === undefined ? name : `${name} · ${mode}`;
}

function describeLink(state: DiagramState, { placed, gap }: DiagramItem, index: number): ItemDescription {
  const { stages } = state.layout;
  const name = (stage: number): string =>
    placed.node.stage === stage
      ? placed.node.name
      : ((stages[stage]?.nodes.length === 1
          ? stages[stage].nodes[0]?.node.name
          : stages[stage]?.stage.title) ?? '');
  const server = placed.node.station === 'backends' ? (placed.node.instance ?? 0) : 0;
  const { path } = state.run.scenario;
  const tuples = tuplePath(state.run.scenario, server);
  const before = path[gap - 1];
  const after = path[gap];
  return {
    title: `${name(gap)} → ${name(gap + 1)}`,
    facts: [['connections', formatCount(state.connectionsAt(placed.node.id, index))]],
    tuples: formatTuples([
      ...(before === undefined ? [] : [[`before ${before.name}`, tuples[gap - 1]] as const]),
      ['here', tuples[gap]],
      ...(after === undefined ? [] : [[`behind ${after.name}`, tuples[gap + 1]] as const]),
    ]),
  };
}

function formatTuples(
  seen: readonly (readonly [string, FiveTuple | undefined])[],
): (readonly [string, string])[] {
  return seen.flatMap(([where, tuple]) =>
    tuple === undefined
      ? []
      : [[where, `tcp ${formatEndpoint(tuple.source)} → ${formatEndpoint(tuple.destination)}`] as const],
  );
}

/** The whole diagram in sentences, stage by stage. */
export function describeDiagram(state: DiagramState, index: number): string {
  return state.layout.stages
    .map(({ stage, nodes }, at) => {
      const connections = nodes.reduce((sum, { node }) => sum + state.connectionsAt(node.id, index), 0);
      const tightest = nodes
        .map(({ node }) => state.tightestAt(node.id, index))
        .reduce((a, b) => (b === null || (a !== null && a.share >= b.share) ? a : b), null);
      const parts = [`${stage.title}: ${formatCount(connections)} connections`];
      if (tightest !== null) {
        const { label } = tightest.resource;
        const what = label === 'connections' ? 'limit of connections' : label;
        parts.push(`${what} ${formatPercent(tightest.share)} used`);
      }
      for (const { node } of nodes) {
        const { words } = state.statusAt(node, index);
        if (words !== '') parts.push(`${node.name} ${words}`);
      }
      if (state.layout.junctions[at] !== undefined && state.isCutAt(at, index))
        parts.push('the link behind it is cut');
      for (const { outcome, ratePerSec } of state.failuresAt(at, index)) {
        if (ratePerSec > 0) parts.push(`${outcome} ${formatRate(ratePerSec)}`);
      }
      return `${parts.join(', ')}.`;
    })
    .join(' ');
}
