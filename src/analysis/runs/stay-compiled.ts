import { estimateArrayBytes } from '../../network/memory-estimate.ts';
import { compile } from '../../network/plan.ts';
import { Simulation } from '../../network/simulation.ts';
import type { Arrivals, ClientPopulation, Scenario } from '../../scenario/scenario.ts';

/** Fewer events are over before much is compiled for them. */
const WORTH_KEEPING_EVENTS = 1_000_000;
const MOST_BYTES = 8 * 2 ** 20;
const CLIENTS = 50;
const ARRIVALS_PER_SEC = 10;
const SAMPLES = 4;
/** Enough for each kind of object to be made; a day of samples an hour apart would have more. */
const MOST_EVENTS = 1000;

let kept: { readonly key: string; readonly simulation: Simulation } | null = null;

/**
 * Keeps a small run of a scenario alive in place of a large one that has ended, so that the next one finds its code compiled.
 * V8 throws away what it has optimised for objects of a class once a collection finds none of them any more ("embedded weak
 * objects cleared" in `--trace-deopt`), and browsers collect half a minute after a page has come to rest: while its user thinks.
 * @param events of the run that has ended
 * @returns what is kept from now on
 */
export function stayCompiled(scenario: Scenario, events: number): Simulation | null {
  if (events >= WORTH_KEEPING_EVENTS) keep(miniatureOf(scenario));
  return kept?.simulation ?? null;
}

function keep(scenario: Scenario): void {
  const key = JSON.stringify(scenario);
  if (kept?.key === key) return;
  const plan = compile(scenario);
  if (estimateArrayBytes(plan) > MOST_BYTES) return;
  // Of the same parts as the large one, down to the compiled loop.
  const simulation = new Simulation(plan, scenario.seed, 'always');
  simulation.advance(MOST_EVENTS);
  kept = { key, simulation };
}

/** The same path with few clients, for a few samples. */
function miniatureOf(scenario: Scenario): Scenario {
  const durationSec = Math.min(scenario.durationSec, SAMPLES * scenario.sampleEverySec);
  return {
    ...scenario,
    seed: 1,
    durationSec,
    clients: scenario.clients.map((clients) => fewOf(clients, durationSec)),
    events: scenario.events.filter(({ atSec }) => atSec < durationSec),
  };
}

function fewOf(clients: ClientPopulation, durationSec: number): ClientPopulation {
  return {
    ...clients,
    count: Math.min(clients.count, CLIENTS),
    arrivals: fewArrivals(clients.arrivals, durationSec),
  };
}

function fewArrivals(arrivals: Arrivals, durationSec: number): Arrivals {
  if (arrivals.pattern === 'population')
    return { ...arrivals, rampUpSec: Math.min(arrivals.rampUpSec, durationSec) };
  const profile = arrivals.profile.map((point) => ({
    ...point,
    ratePerSec: Math.min(point.ratePerSec, ARRIVALS_PER_SEC),
  }));
  return { ...arrivals, profile };
}
