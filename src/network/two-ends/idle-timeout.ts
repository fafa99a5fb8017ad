import type { Changes } from '../../scenario/changed-fields.ts';
import { changesOfTarget, flowTableWith, limitsWith } from '../../scenario/changes.ts';
import type { ClientPopulation, Scenario, Side } from '../../scenario/scenario.ts';

/** The first place on the path that has enough of a silent connection, and how the ends notice. */
export interface IdleCut {
  /** Index of the hop, or the number of hops for the backends. */
  readonly station: number;
  readonly afterSec: number;
  /** `cut`: the place closes the connection toward both ends. `forget`: a flow table drops its entry and says nothing. */
  readonly kind: 'cut' | 'forget';
  /** Time between two packets of the connection, on average; Infinity where none comes. */
  readonly silenceSec: number;
  /** The time between two packets is drawn evenly from `silenceSec` less this to `silenceSec` and this. */
  readonly jitterSec: number;
  /** Share of those times that are too long, above 0: 1 where every connection ends at the first. */
  readonly missShare: number;
  /** Which side sends the next packet. */
  readonly speaks: Side;
}

/** The packets of a connection that no one uses otherwise. */
export type Packets = Pick<IdleCut, 'silenceSec' | 'jitterSec' | 'speaks'>;

/** Messages count as evenly spaced, and they come in time; only heartbeats have a jitter. */
export function packetsOf({ session }: ClientPopulation): Packets {
  const { heartbeatSec, heartbeatJitterSec, heartbeatFrom, messages } = session;
  const messageGapSec = messages.ratePerSec > 0 ? 1 / messages.ratePerSec : Infinity;
  if (messageGapSec <= heartbeatSec) return { silenceSec: messageGapSec, jitterSec: 0, speaks: 'client' };
  return { silenceSec: heartbeatSec, jitterSec: heartbeatJitterSec, speaks: heartbeatFrom };
}

/**
 * Share of the times between two packets in which an idle timer fires. A heartbeat due in the very instant of the timeout
 * comes too late: timers fire before packets, as releases go before claims.
 */
export function missShareOf({ silenceSec, jitterSec }: Packets, timeoutSec: number): number {
  if (timeoutSec === Infinity) return 0;
  if (jitterSec === 0) return timeoutSec <= silenceSec ? 1 : 0;
  return Math.min(1, Math.max(0, 0.5 + (silenceSec - timeoutSec) / (2 * jitterSec)));
}

/**
 * Where and when the connections of a population are idle for too long; null when their traffic always comes more often
 * than the shortest timeout on the path.
 */
export function idleCutOf(clients: ClientPopulation, scenario: Scenario): IdleCut | null {
  const packets = packetsOf(clients);
  let cut: IdleCut = { ...packets, station: -1, afterSec: Infinity, kind: 'cut', missShare: 0 };
  [...scenario.path, scenario.backends].forEach((stage, station) => {
    const flowSec = 'mode' in stage && stage.tracksFlows ? stage.flowTable.establishedSec : Infinity;
    const { idleTimeoutSec } = stage.limits;
    const afterSec = Math.min(flowSec, idleTimeoutSec);
    if (afterSec < cut.afterSec)
      cut = { ...cut, station, afterSec, kind: idleTimeoutSec <= flowSec ? 'cut' : 'forget' };
  });
  const missShare = missShareOf(packets, cut.afterSec);
  return missShare > 0 ? { ...cut, missShare } : null;
}

/**
 * Whether a flow table drops the idle connections of a population and says nothing, at some time of the run, so that the
 * ends live on.
 */
export function isForgotten(clients: ClientPopulation, scenario: Scenario): boolean {
  return timersOverTime(scenario).some((each) => idleCutOf(clients, each)?.kind === 'forget');
}

/** The scenario as it is at first, and then with the timers that each event sets, in the order of time. */
function timersOverTime(scenario: Scenario): Scenario[] {
  const { events, path, backends } = scenario;
  const stages = [
    ...path.map(({ name, instances }) => ({ name, instances })),
    { name: 'backends', instances: backends.count },
  ];
  const turns = stages
    .flatMap(({ name, instances }, station) =>
      changesOfTarget(events, name, instances).map((change) => ({ ...change, station })),
    )
    .sort((a, b) => a.atSec - b.atSec);
  const all = [scenario];
  let current = scenario;
  for (const { station, changes } of turns) {
    current = withChanges(current, scenario, station, changes);
    all.push(current);
  }
  return all;
}

/** The scenario with what is changed of a stage, against the scenario of the file. */
export function withChanges(current: Scenario, file: Scenario, station: number, changes: Changes): Scenario {
  const hop = file.path[station];
  if (hop === undefined) {
    const { backends } = file;
    return { ...current, backends: { ...backends, limits: limitsWith(backends.limits, changes) } };
  }
  const limits = limitsWith(hop.limits, changes);
  const flowTable = flowTableWith(hop.flowTable, changes);
  return { ...current, path: current.path.with(station, { ...hop, limits, flowTable }) };
}

/** That of the first population that has one; where and after which time is the same for all of them. */
export function firstIdleCut(scenario: Scenario): IdleCut | null {
  for (const clients of scenario.clients) {
    const cut = idleCutOf(clients, scenario);
    if (cut !== null) return cut;
  }
  return null;
}
