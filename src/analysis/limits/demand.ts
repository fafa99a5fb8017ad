import { type IdleCut, idleCutOf } from '../../network/two-ends/idle-timeout.ts';
import { highestRatePerSec } from '../../scenario/highest-rate.ts';
import type { ClientPopulation, Reconnect, Scenario } from '../../scenario/scenario.ts';
import { expectedCurve } from '../theory/concurrency-curve.ts';
import {
  agedOutShare,
  type HoldingTime,
  holdingTimeOf,
  idleShare,
  meanHoldingSec,
} from '../theory/holding-time.ts';
import { expectedConcurrent } from '../theory/infinite-server.ts';
import { counted, formatCount, formatDuration, formatNumber } from '../wording/format-quantity.ts';

/** Times at which the peak of a changing arrival rate is looked for. */
const PEAK_STEPS = 200;

/** What one population asks of the path when the scenario's target is met. */
export interface PopulationDemand {
  readonly index: number;
  readonly clients: ClientPopulation;
  readonly connections: number;
  readonly holding: HoldingTime;
  readonly meanSec: number;
  readonly idleCut: IdleCut | null;
  /** Share of connections that end by the idle timeout. */
  readonly idleShare: number;
  /** Shares that stages close for their age. */
  readonly agedOut: readonly { readonly station: number; readonly share: number }[];
  /** New connections a second once as many close as open. */
  readonly steadyArrivalsPerSec: number;
}

export interface Demand {
  readonly connections: number;
  readonly populations: readonly PopulationDemand[];
  /** How the number came about, in words. */
  readonly arithmetic: string;
}

/** Of scenarios that have been asked for: views and limits of one scenario all go by its demand. */
const known = new WeakMap<Scenario, Demand>();

/**
 * Concurrent connections that the scenario wants: its target if it names one, else every connection of its
 * populations and the highest expected number of its open arrivals. A target is shared in those proportions.
 *
 * The peak of a rate that changes takes tens of milliseconds, so it is looked for once a scenario.
 */
export function demandOf(scenario: Scenario): Demand {
  let demand = known.get(scenario);
  if (demand === undefined) {
    demand = computedDemand(scenario);
    known.set(scenario, demand);
  }
  return demand;
}

function computedDemand(scenario: Scenario): Demand {
  const wanted = scenario.clients.map((clients) =>
    wantedBy(clients, holdingTimeOf(clients, scenario), scenario.durationSec),
  );
  const sum = wanted.reduce((total, each) => total + each.connections, 0);
  const { concurrent: target, arrivalsPerSec } = scenario.targets;
  const scale = target === null || sum === 0 ? 1 : target / sum;
  return {
    connections: target ?? sum,
    populations: scenario.clients.map((clients, index) =>
      atRate(
        populationDemand(clients, index, scenario, (wanted[index]?.connections ?? 0) * scale, scale),
        arrivalsPerSec === null || sum === 0 ? 0 : (arrivalsPerSec * (wanted[index]?.connections ?? 0)) / sum,
      ),
    ),
    arithmetic:
      target === null
        ? wanted.map((each) => each.arithmetic).join(' + ')
        : `target of ${counted(target, 'connection')}`,
  };
}

/**
 * The same at a higher rate of new connections than follows from lifetimes: as many are open, so each lasts for a shorter
 * time (Little's law).
 */
function atRate(demand: PopulationDemand, perSec: number): PopulationDemand {
  if (perSec <= demand.steadyArrivalsPerSec) return demand;
  return {
    ...demand,
    steadyArrivalsPerSec: perSec,
    meanSec: Math.min(demand.meanSec, demand.connections / perSec),
  };
}

/** Share of a population's connections on its fullest address: clients are dealt out whole. */
export function fullestAddressShare({ arrivals, count, addresses }: ClientPopulation): number {
  return arrivals.pattern === 'poisson' ? 1 / addresses : Math.ceil(count / addresses) / count;
}

/** Mean wait between a close and the next attempt; Infinity when the client does not come back. */
export function meanReconnectDelaySec({ policy, baseSec, capSec, maxAttempts }: Reconnect): number {
  if (maxAttempts <= 0) return Infinity;
  const ceilingSec = Math.min(baseSec, capSec);
  switch (policy) {
    case 'none':
      return Infinity;
    case 'immediate':
      return 0;
    case 'fixed':
      return baseSec;
    case 'exponential':
      return ceilingSec;
    case 'full-jitter':
      return ceilingSec / 2;
    case 'equal-jitter':
      return (ceilingSec * 3) / 4;
    case 'decorrelated-jitter':
      return meanOfCappedSec(baseSec, 3 * baseSec, capSec);
    case 'window':
      return baseSec / 2;
  }
}

/** Mean of min(cap, U(low, high)) for a cap of at least `low`. */
function meanOfCappedSec(lowSec: number, highSec: number, capSec: number): number {
  const cutSec = Math.min(highSec, capSec);
  const belowSec = (cutSec * cutSec - lowSec * lowSec) / 2;
  return (belowSec + cutSec * (highSec - cutSec)) / (highSec - lowSec);
}

function wantedBy(
  clients: ClientPopulation,
  holding: HoldingTime,
  durationSec: number,
): { connections: number; arithmetic: string } {
  const { arrivals, count, connectionsEach } = clients;
  if (arrivals.pattern === 'population') {
    const each = connectionsEach === 1 ? '' : ` x ${formatCount(connectionsEach)} connections`;
    return {
      connections: count * connectionsEach,
      arithmetic: `${counted(count, 'client')}${each}`,
    };
  }
  const constant = arrivals.profile.length === 1 && arrivals.profile[0]?.atSec === 0;
  const connections = Math.round(
    constant
      ? expectedConcurrent(clients, holding, durationSec)
      : highest(expectedCurve(clients, holding, durationSec), durationSec),
  );
  const highestPerSec = highestRatePerSec(arrivals);
  const meanSec = meanHoldingSec(holding);
  const settled = connections > 0.99 * highestPerSec * meanSec;
  return {
    connections,
    arithmetic: settled
      ? `${formatNumber(highestPerSec)} connections/s x ${formatDuration(meanSec)} = ${formatCount(connections)}`
      : `${formatCount(connections)} connections at the highest within ${formatDuration(durationSec)}`,
  };
}

function highest(curve: (sec: number) => number, untilSec: number): number {
  let value = 0;
  for (let i = 1; i <= PEAK_STEPS; i++) value = Math.max(value, curve((untilSec * i) / PEAK_STEPS));
  return value;
}

function populationDemand(
  clients: ClientPopulation,
  index: number,
  scenario: Scenario,
  connections: number,
  scale: number,
): PopulationDemand {
  const holding = holdingTimeOf(clients, scenario);
  const meanSec = meanHoldingSec(holding);
  const { arrivals } = clients;
  return {
    index,
    clients,
    connections,
    holding,
    meanSec,
    idleCut: idleCutOf(clients, scenario),
    idleShare: idleShare(holding),
    agedOut: holding.ages.map((limit) => ({
      station: limit.station,
      share: agedOutShare(holding, limit),
    })),
    steadyArrivalsPerSec:
      arrivals.pattern === 'poisson'
        ? scale * highestRatePerSec(arrivals)
        : connections / (meanSec + meanReconnectDelaySec(clients.reconnect)),
  };
}
