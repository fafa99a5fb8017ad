/** Fields that an event of the timeline sets to another value: what each instance of a target has over time. */

import type { Changes } from './changed-fields.ts';
import type { ParsedSet } from './file-format.ts';
import type { Limits } from './limits.ts';
import { compact } from './plain-value.ts';
import type { ChangeEvent, FlowTable, Hop, TimelineEvent } from './scenario.ts';

/** What a file sets, whether its limits stand in `limits` (of a hop) or directly (of the backends). */
export function readChanges(set: ParsedSet): Changes {
  const { flowTable = {}, snat = {} } = set;
  const limits = { ...set, ...set.limits };
  return compact<Changes>({
    maxConnections: limits.maxConnections,
    fileDescriptors: limits.fileDescriptors,
    memoryBytes: limits.memory,
    backlog: limits.backlog,
    acceptsPerSec: limits.acceptsPerSecond,
    handshakesPerSec: limits.handshakesPerSecond,
    admissionRatePerSec: limits.admission?.rate,
    admissionBurst: limits.admission?.burst,
    idleTimeoutSec: limits.idleTimeout,
    flowTableMaxEntries: flowTable.max,
    flowTableEstablishedSec: flowTable.established,
    flowTableTimeWaitSec: flowTable.timeWait,
    sourceAddresses: snat.addresses,
  });
}

function isChange(event: TimelineEvent): event is ChangeEvent {
  return event.action === 'change';
}

/** The values that some instances of a target have from a moment on; what is not there is as in the file. */
export interface ChangesFrom {
  readonly atSec: number;
  /** The instances from `first` on, before `end`. */
  readonly first: number;
  readonly end: number;
  readonly changes: Changes;
  /** Connections with a source address that is taken away are reset. */
  readonly cut: boolean;
}

/**
 * The values of each instance of a target over time: of a field that several changes set it is the value of the last one
 * that has begun and is not over.
 * @param target what events call it
 * @param most instances of the target
 */
export function changesOfTarget(
  events: readonly TimelineEvent[],
  target: string,
  most: number,
): ChangesFrom[] {
  const own = events
    .filter(isChange)
    .filter((event) => event.target === target)
    .toSorted((a, b) => a.atSec - b.atSec);
  const turns = own.flatMap((event) => [
    { atSec: event.atSec, event },
    ...(event.forSec < Infinity ? [{ atSec: event.atSec + event.forSec, event }] : []),
  ]);
  return turns
    .toSorted((a, b) => a.atSec - b.atSec)
    .flatMap(({ atSec, event }) => {
      const inForce = own.filter((each) => each.atSec <= atSec && atSec < each.atSec + each.forSec);
      return partsOf(event, inForce, most).map((part) => ({ atSec, ...part, cut: event.cut }));
    });
}

/** The instances of an event, in parts of those for which the same changes are in force. */
function partsOf(event: ChangeEvent, inForce: readonly ChangeEvent[], most: number) {
  const last = Math.min(event.instances, most);
  const ends = inForce.map(({ instances }) => Math.min(instances, last));
  const bounds = [...new Set([0, ...ends, last])].sort((a, b) => a - b);
  return bounds.slice(1).map((end, at) => {
    const changes: Changes = {};
    for (const { instances, set } of inForce) if (instances >= end) Object.assign(changes, set);
    return { first: bounds[at]!, end, changes };
  });
}

/** Every set of changes that a target has at some time, and none. */
export function everyChangeOf(events: readonly TimelineEvent[], target: string, most: number): Changes[] {
  return [{}, ...changesOfTarget(events, target, most).map(({ changes }) => changes)];
}

export function limitsWith(limits: Limits, changes: Changes): Limits {
  return {
    ...limits,
    maxConnections: changes.maxConnections ?? limits.maxConnections,
    fileDescriptors: changes.fileDescriptors ?? limits.fileDescriptors,
    memoryBytes: changes.memoryBytes ?? limits.memoryBytes,
    backlog: changes.backlog ?? limits.backlog,
    acceptsPerSec: changes.acceptsPerSec ?? limits.acceptsPerSec,
    handshakesPerSec: changes.handshakesPerSec ?? limits.handshakesPerSec,
    idleTimeoutSec: changes.idleTimeoutSec ?? limits.idleTimeoutSec,
    admission: {
      ...limits.admission,
      ratePerSec: changes.admissionRatePerSec ?? limits.admission.ratePerSec,
      burst: changes.admissionBurst ?? limits.admission.burst,
    },
  };
}

export function flowTableWith(flowTable: FlowTable, changes: Changes): FlowTable {
  return {
    ...flowTable,
    maxEntries: changes.flowTableMaxEntries ?? flowTable.maxEntries,
    establishedSec: changes.flowTableEstablishedSec ?? flowTable.establishedSec,
    timeWaitSec: changes.flowTableTimeWaitSec ?? flowTable.timeWaitSec,
  };
}

/** The most source addresses that an instance of a hop has at some time; 0 where it has none. */
export function mostAddresses({ name, instances, source }: Hop, events: readonly TimelineEvent[]): number {
  if (source === null) return 0;
  const all = everyChangeOf(events, name, instances);
  return Math.max(...all.map(({ sourceAddresses = source.addresses }) => sourceAddresses));
}
