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

/** A node by its station and where that stands: stage 1 is the first hop. */
type StatusNode = Pick<TopologyNode, 'station' | 'stage' | 'instance'>;

/** The status of a node at a sample: what the timeline says, and of an autoscaled station how many instances there are. */
export function nodeStatusAt(
  run: LiveRun,
  statuses: InstanceStatuses,
  { station, stage, instance }: StatusNode,
  index: number,
): NodeStatus {
  if (station === null) return ALL_UP;
  const scaled = run.column(`${station}:instances`);
  if (scaled === undefined && !statuses.isTouched(stage - 1)) return ALL_UP;
  const all = statuses.at(stage - 1, run.timeSec[Math.max(0, index)] ?? 0);
  const present = scaled === undefined ? null : (scaled[Math.max(0, index)] ?? 0);
  const [first, end] = instance === null ? [0, all.length] : [instance, instance + 1];
  const away = new Map<InstanceStatus, number>();
  for (let each = first; each < end; each++) {
    const status = statusOf(all[each] ?? 'up', each, present);
    if (status !== 'up') away.set(status, (away.get(status) ?? 0) + 1);
  }
  return inWords(away, end - first);
}

/** @param present how many instances an autoscaler has there, which the timeline does not know; else null */
function statusOf(inTimeline: InstanceStatus, instance: number, present: number | null): InstanceStatus {
  if (present === null || (inTimeline !== 'up' && inTimeline !== 'absent')) return inTimeline;
  return instance < present ? 'up' : 'absent';
}

function inWords(away: ReadonlyMap<InstanceStatus, number>, instances: number): NodeStatus {
  const counts = [...away];
  const [only] = counts;
  if (only === undefined) return ALL_UP;
  if (only[1] === instances) return { status: only[0], words: STATUS_WORDS[only[0]] };
  const parts = counts.map(([status, count]) => `${count} ${STATUS_WORDS[status]}`);
  return { status: 'up', words: `of ${instances}: ${parts.join(', ')}` };
}
