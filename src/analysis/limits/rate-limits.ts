import type { Limits } from '../../scenario/limits.ts';
import { formatCount, formatDuration, formatNumber } from '../wording/format-quantity.ts';
import type { Demand, PopulationDemand } from './demand.ts';
import { type LimitRow, limitRow } from './limit-row.ts';
import type { Stage } from './stage-spread.ts';
import { totalText } from './station-limits.ts';

/** Connections that want to be set up within a time, and so many that never are at the demand's scale. */
interface Wave {
  readonly arrivals: number;
  readonly overSec: number;
  /** False for the flow of a settled system, which never ends: a queue is no help against it. */
  readonly ends: boolean;
}

type RateResource = 'admission' | 'accept-queue' | 'handshakes';

/** What the servers of one queue can do, all instances together as evenly as balancing loads them. */
interface Service {
  readonly perSec: number;
  /** The same in the settled flow, where clients that have been connected before may resume a session. */
  readonly settledPerSec: number;
  /** Connections that can wait without being dropped or given up, or that find a token at once. */
  readonly places: number;
}

/**
 * Limits on new connections a second. In the fluid picture a wave of A arrivals over T seconds is taken in full when
 * A <= rate x T + queue places; the settled flow needs a rate at least as high. The capacity in connections is the
 * demand times the factor by which all arrivals could grow.
 */
export function rateRows(stage: Stage, demand: Demand): LimitRow[] {
  const rows: LimitRow[] = [];
  const { admission, acceptsPerSec, handshakesPerSec } = stage.limits;
  const patienceSec = Math.min(...demand.populations.map((each) => each.clients.connectTimeoutSec));
  if (admission.ratePerSec !== Infinity)
    rows.push(rateRow(stage, 'admission', admission.ratePerSec, admission.burst, demand));
  if (acceptsPerSec !== Infinity) {
    const places = acceptPlaces(stage.limits, patienceSec);
    rows.push(rateRow(stage, 'accept-queue', acceptsPerSec, places, demand));
  }
  if (handshakesPerSec !== Infinity)
    rows.push(
      rateRow(stage, 'handshakes', handshakesPerSec, handshakePlaces(stage.limits, patienceSec), demand),
    );
  return rows;
}

/** Those who wait in the accept queue are bounded by the backlog too. */
function handshakePlaces({ handshake, handshakesPerSec, backlog }: Limits, patienceSec: number): number {
  const inTime = handshakesPerSec * patienceSec;
  return handshake.queue === 'backlog' ? Math.min(backlog + 1, inTime) : inTime;
}

/** Handshakes a second of clients that come back, of whom some resume a session at a part of the work. */
function settledRate(resource: RateResource, perSec: number, { handshake }: Limits): number {
  if (resource !== 'handshakes') return perSec;
  return perSec / (1 - handshake.resumed * (1 - handshake.resumedCost));
}

/** Linux admits one more than the backlog; who waits beyond the client's patience is lost all the same. */
function acceptPlaces({ backlog, acceptsPerSec }: Limits, patienceSec: number): number {
  return Math.min(backlog + 1, acceptsPerSec * patienceSec);
}

function rateRow(
  stage: Stage,
  resource: RateResource,
  perSecEach: number,
  placesEach: number,
  demand: Demand,
): LimitRow {
  const settledEach = settledRate(resource, perSecEach, stage.limits);
  const service: Service = {
    perSec: perSecEach * stage.evenInstances,
    settledPerSec: settledEach * stage.evenInstances,
    places: placesEach * stage.evenInstances,
  };
  const waves = wavesOf(demand);
  const worst = waves.reduce((a, b) => (factorOf(b, service) < factorOf(a, service) ? b : a));
  const where = resource === 'admission' ? 'in the bucket' : 'waiting';
  const queue = worst.ends ? ` + ${formatCount(service.places)} ${where}` : '';
  return limitRow({ station: stage.key, stationName: stage.name }, resource, {
    kind: 'rate',
    capacityConnections: demand.connections * factorOf(worst, service),
    demandConnections: demand.connections,
    arithmetic: `${totalText(stage, worst.ends ? perSecEach : settledEach, '/s')}${queue}; ${waveText(worst)}`,
  });
}

/** Factor by which the wave could grow before its queue overflows. */
function factorOf(wave: Wave, { perSec, settledPerSec, places }: Service): number {
  if (wave.arrivals === 0) return Infinity;
  return (wave.ends ? perSec * wave.overSec + places : settledPerSec * wave.overSec) / wave.arrivals;
}

/** Every stretch from the start of one ramp to the end of another, and the settled flow. */
function wavesOf(demand: Demand): Wave[] {
  const ramps = demand.populations.flatMap((each) => rampOf(each) ?? []);
  const waves: Wave[] = [];
  for (const { fromSec } of ramps) {
    for (const { toSec } of ramps) {
      if (toSec < fromSec) continue;
      const arrivals = demand.populations.reduce(
        (sum, each) => sum + arrivalsWithin(each, fromSec, toSec),
        0,
      );
      waves.push({ arrivals, overSec: toSec - fromSec, ends: true });
    }
  }
  const settledPerSec = demand.populations.reduce((sum, each) => sum + each.steadyArrivalsPerSec, 0);
  waves.push({ arrivals: settledPerSec, overSec: 1, ends: false });
  return waves;
}

function rampOf({ clients }: PopulationDemand): { fromSec: number; toSec: number } | null {
  const { arrivals } = clients;
  if (arrivals.pattern === 'poisson') return null;
  return { fromSec: arrivals.startSec, toSec: arrivals.startSec + arrivals.rampUpSec };
}

function arrivalsWithin(population: PopulationDemand, fromSec: number, toSec: number): number {
  const ramp = rampOf(population);
  if (ramp === null) return population.steadyArrivalsPerSec * (toSec - fromSec);
  if (ramp.toSec === ramp.fromSec)
    return ramp.fromSec >= fromSec && ramp.fromSec <= toSec ? population.connections : 0;
  const overlapSec = Math.min(toSec, ramp.toSec) - Math.max(fromSec, ramp.fromSec);
  return overlapSec <= 0 ? 0 : (population.connections * overlapSec) / (ramp.toSec - ramp.fromSec);
}

function waveText({ arrivals, overSec, ends }: Wave): string {
  if (!ends) return `${formatNumber(arrivals)}/s come back in the steady state`;
  if (overSec === 0) return `${formatCount(arrivals)} arrive at once`;
  return `${formatCount(arrivals)} arrive within ${formatDuration(overSec)}, ${formatNumber(arrivals / overSec)}/s`;
}
