/** The runs that put targets to the test: the scenario at its targets, and the same with all clients cut at once. */
import { operationsOf } from '../../network/timeline/operations.ts';
import { highestRatePerSec } from '../../scenario/highest-rate.ts';
import { scaledLifetime } from '../../scenario/scaled-lifetime.ts';
import type { ClientPopulation, Scenario } from '../../scenario/scenario.ts';
import { demandOf, meanReconnectDelaySec, type PopulationDemand } from '../limits/demand.ts';
import { meanHoldingSec } from '../theory/holding-time.ts';

/** `steady`: the targets of connections and of blocking. `return`: that of coming back after a cut. */
export type TrialKind = 'steady' | 'return';

export interface Trial {
  readonly kind: TrialKind;
  readonly scenario: Scenario;
  /** Connections that it should reach; null where clients do not come back, so that the ramp decides. */
  readonly expected: number | null;
  /** When all are cut; null in a steady trial. */
  readonly cutAtSec: number | null;
}

/** Time after ramps and events before the cut, so that it meets a settled system. */
const SETTLE_SEC = 60;
/** A trial of returning goes on for this many times the target after the cut. */
const WATCHED = 1.5;
/** Samples within the time in which all must be back. */
const SAMPLES = 50;
const MOST_SAMPLES = 20_000;

/** The trials of a scenario, whose own numbers of clients and rates are brought to its targets. */
export function trialsOf(scenario: Scenario): Trial[] {
  const steady = steadyTrial(scenario);
  const withinSec = scenario.targets.reconnectWithinSec;
  const returns = scenario.clients.some(
    ({ arrivals, reconnect }) => arrivals.pattern === 'population' && reconnect.policy !== 'none',
  );
  return withinSec === null || !returns ? [steady] : [steady, returnTrial(steady, withinSec)];
}

function steadyTrial(scenario: Scenario): Trial {
  const demand = demandOf(scenario);
  const clients = demand.populations.map((each) => atTarget(each, scenario));
  const returning = demand.populations.map((each) => expectedOpen(each));
  return {
    kind: 'steady',
    scenario: { ...scenario, clients: withHostAddresses(clients) },
    expected: returning.reduce<number | null>(
      (sum, open) => (sum === null || open === null ? null : sum + open),
      0,
    ),
    cutAtSec: null,
  };
}

/** The population with as many connections, and as much turnover, as the demand says. */
function atTarget(demand: PopulationDemand, scenario: Scenario): ClientPopulation {
  const { clients, connections, meanSec, holding, steadyArrivalsPerSec } = demand;
  const ownMeanSec = meanHoldingSec(holding);
  const session =
    meanSec < ownMeanSec
      ? { ...clients.session, lifetime: scaledLifetime(clients.session.lifetime, meanSec / ownMeanSec) }
      : clients.session;
  if (clients.arrivals.pattern === 'poisson') {
    const { profile } = clients.arrivals;
    const highest = highestRatePerSec(clients.arrivals);
    const factor = highest === 0 ? 1 : steadyArrivalsPerSec / highest;
    const arrivals = {
      ...clients.arrivals,
      profile: profile.map((point) => ({ ...point, ratePerSec: point.ratePerSec * factor })),
    };
    return { ...clients, session, arrivals };
  }
  const count = Math.max(1, Math.ceil(connections / clients.connectionsEach));
  const addresses =
    clients.addresses === clients.count ? count : Math.max(1, Math.min(clients.addresses, count));
  const { arrivalsPerSec } = scenario.targets;
  const rampUpSec =
    arrivalsPerSec === null
      ? clients.arrivals.rampUpSec
      : Math.min(clients.arrivals.rampUpSec, connections / steadyArrivalsPerSec);
  return { ...clients, count, addresses, session, arrivals: { ...clients.arrivals, rampUpSec } };
}

/** Those that live on the hosts of others have as many addresses as these. */
function withHostAddresses(clients: readonly ClientPopulation[]): ClientPopulation[] {
  return clients.map((each) => {
    const host = clients.find(({ name }) => name === each.addressesOf);
    return host === undefined ? each : { ...each, addresses: host.addresses };
  });
}

/** Connections open on average once all have come: the others are on their way back. */
function expectedOpen({ clients, connections, meanSec }: PopulationDemand): number | null {
  if (clients.arrivals.pattern === 'poisson' || meanSec === Infinity) return connections;
  const delaySec = meanReconnectDelaySec(clients.reconnect);
  return delaySec === Infinity ? null : (connections * meanSec) / (meanSec + delaySec);
}

/** All clients are cut once ramps and events are over. */
function returnTrial({ scenario, expected }: Trial, withinSec: number): Trial {
  const rampsEndSec = scenario.clients.map(({ arrivals }) =>
    arrivals.pattern === 'population' ? arrivals.startSec + arrivals.rampUpSec : 0,
  );
  const eventsEndSec = operationsOf(scenario).map(({ atSec }) => atSec);
  const cutAtSec = Math.max(...rampsEndSec, ...eventsEndSec) + SETTLE_SEC;
  const durationSec = cutAtSec + WATCHED * withinSec;
  return {
    kind: 'return',
    expected,
    cutAtSec,
    scenario: {
      ...scenario,
      durationSec,
      warmUpSec: 'auto',
      sampleEverySec: Math.max(withinSec / SAMPLES, durationSec / MOST_SAMPLES),
      events: [
        ...scenario.events,
        ...scenario.clients.map(({ name }) => ({
          action: 'disconnect' as const,
          atSec: cutAtSec,
          target: name,
          share: 1,
        })),
      ],
    },
  };
}
