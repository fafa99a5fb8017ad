import type { ClientPopulation, Scenario } from '../scenario/scenario.ts';

/** The first place on the path that forgets a silent connection. */
export interface IdleCut {
  /** Index of the hop, or the number of hops for the backends. */
  readonly station: number;
  readonly afterSec: number;
}

/**
 * Where and when the connections of a population are cut for being idle; null when their traffic comes more often
 * than the shortest timeout on the path. A heartbeat due in the very instant of the timeout comes too late: timers
 * fire before packets, as releases go before claims. Messages count as evenly spaced.
 */
export function idleCutOf(clients: ClientPopulation, scenario: Scenario): IdleCut | null {
  const { heartbeatSec, messages } = clients.session;
  const messageGapSec = messages.ratePerSec > 0 ? 1 / messages.ratePerSec : Infinity;
  const silenceSec = Math.min(heartbeatSec, messageGapSec);
  let cut: IdleCut = { station: -1, afterSec: Infinity };
  [...scenario.path, scenario.backends].forEach((stage, station) => {
    const tracksFlows = 'mode' in stage && stage.mode !== 'router' && stage.mode !== 'proxy';
    const flowSec = tracksFlows ? stage.flowTable.establishedSec : Infinity;
    const afterSec = Math.min(flowSec, stage.limits.idleTimeoutSec);
    if (afterSec < cut.afterSec) cut = { station, afterSec };
  });
  return cut.afterSec <= silenceSec && cut.afterSec !== Infinity ? cut : null;
}
