import type { LiveRun } from '../run/live-run.ts';
import { type InstanceStatus, type InstanceStatuses, STATUS_WORDS } from './instance-status.ts';
import type { TopologyNode } from './topology.ts';

/** What is not up at a node: of one instance its status, of several how many are what. */
export interface NodeStatus {
  /** What all of it is: `up` where at least one instance is. */
  readonly status: InstanceStatus;
  /** "down", "2 of 40 draining"; empty where all is up. */
  readonly words: string;
}

const ALL_UP: NodeStatus = { status: 'up', words: '' };

/** The status of a node at a sample: what the timeline says, and of an autoscaled station how many instances there are. */
export function nodeStatusAt(
  run: LiveRun,
  statuses: InstanceStatuses,
  node: TopologyNode,
  index: number,
): NodeStatus {
  if (node.station === null) return ALL_UP;
  const timeSec = run.timeSec[Math.max(0, index)] ?? 0;
  const present = run.column(`${node.station}:instances`)?.[Math.max(0, index)] ?? Infinity;
  const all = statuses
    .at(node.stage - 1, timeSec)
    .map((status, instance): InstanceStatus => (instance < present || status !== 'up' ? status : 'absent'));
  const own = node.instance === null ? all : all.slice(node.instance, node.instance + 1);
  const away = own.filter((status) => status !== 'up');
  const first = away[0];
  if (first === undefined) return ALL_UP;
  if (away.length === own.length && away.every((status) => status === first))
    return { status: first, words: STATUS_WORDS[first] };
  const counts = new Map<InstanceStatus, number>();
  for (const status of away) counts.set(status, (counts.get(status) ?? 0) + 1);
  const parts = [...counts].map(([status, count]) => `${count} ${STATUS_WORDS[status]}`);
  return { status: 'up', words: `of ${own.length}: ${parts.join(', ')}` };
}
