import type { ClientPopulation, Scenario, Side } from '../scenario/scenario.ts';

/** The first place on the path that has enough of a silent connection, and how the ends notice. */
export interface IdleCut {
  /** Index of the hop, or the number of hops for the backends. */
  readonly station: number;
  readonly afterSec: number;
  /** `cut`: the place closes the connection toward both ends. `forget`: a flow table drops its entry and says nothing. */
  readonly kind: 'cut' | 'forget';
  /** Time between two packets of the connection; Infinity where none comes. */
  readonly silenceSec: number;
  /** Which side sends the next packet. */
  readonly speaks: Side;
}

/**
 * Where and when the connections of a population are idle for too long; null when their traffic comes more often
 * than the shortest timeout on the path. A heartbeat due in the very instant of the timeout comes too late: timers
 * fire before packets, as releases go before claims. Messages count as evenly spaced.
 */
export function idleCutOf(clients: ClientPopulation, scenario: Scenario): IdleCut | null {
  const { heartbeatSec, heartbeatFrom, messages } = clients.session;
  const messageGapSec = messages.ratePerSec > 0 ? 1 / messages.ratePerSec : Infinity;
  const silenceSec = Math.min(heartbeatSec, messageGapSec);
  const speaks = messageGapSec <= heartbeatSec ? 'client' : heartbeatFrom;
  let cut: IdleCut = { station: -1, afterSec: Infinity, kind: 'cut', silenceSec, speaks };
  [...scenario.path, scenario.backends].forEach((stage, station) => {
    const flowSec = 'mode' in stage && stage.tracksFlows ? stage.flowTable.establishedSec : Infinity;
    const { idleTimeoutSec } = stage.limits;
    const afterSec = Math.min(flowSec, idleTimeoutSec);
    if (afterSec < cut.afterSec)
      cut = { ...cut, station, afterSec, kind: idleTimeoutSec <= flowSec ? 'cut' : 'forget' };
  });
  return cut.afterSec <= silenceSec && cut.afterSec !== Infinity ? cut : null;
}

/** Whether a flow table drops the idle connections of a population and says nothing, so that the ends live on. */
export function isForgotten(clients: ClientPopulation, scenario: Scenario): boolean {
  return idleCutOf(clients, scenario)?.kind === 'forget';
}

/** That of the first population that has one; where and after which time is the same for all of them. */
export function firstIdleCut(scenario: Scenario): IdleCut | null {
  for (const clients of scenario.clients) {
    const cut = idleCutOf(clients, scenario);
    if (cut !== null) return cut;
  }
  return null;
}
