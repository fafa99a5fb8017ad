import { counted } from '../../analysis/wording/format-quantity.ts';
import { lifetimeMeanSec, lifetimeQuantileSec } from '../../scenario/lifetime.ts';
import type { ClientPopulation, Hop, Scenario } from '../../scenario/scenario.ts';
import type { Targets } from '../../scenario/targets.ts';
import { eventLabel } from '../format/event-label.ts';
import { formatCount, formatDuration, formatPercent, formatRate } from '../format/numbers.ts';

/** One line of what a report says about its scenario. */
export interface ScenarioLine {
  readonly name: string;
  readonly text: string;
}

/** At most so many populations and hops have a line of their own. */
const MOST_PLACES = 3;
/** At most so many events are named in a line. */
const MOST_EVENTS = 3;

/** A scenario in a few lines: who connects, through what, to what, what happens and what is asked. */
export function scenarioLines(scenario: Scenario): ScenarioLine[] {
  const { clients, path, backends, events, targets, durationSec } = scenario;
  const servers = `${formatCount(backends.count)} × port ${backends.ports.slice(0, 3).join(', ')}`;
  return [
    ...firstLines(clients, 'clients', populationText),
    ...firstLines(path, 'path', hopText),
    { name: backends.name, text: `${servers}${backends.ports.length > 3 ? ' …' : ''}` },
    ...(events.length === 0 ? [] : [{ name: 'events', text: eventsText(scenario) }]),
    ...targetLines(targets),
    { name: 'simulated', text: formatDuration(durationSec) },
  ];
}

function firstLines<T extends { readonly name: string }>(
  places: readonly T[],
  what: string,
  textOf: (place: T) => string,
): ScenarioLine[] {
  const lines = places.slice(0, MOST_PLACES).map((place) => ({ name: place.name, text: textOf(place) }));
  const rest = places.length - lines.length;
  return rest > 0 ? [...lines, { name: what, text: `and ${rest} more` }] : lines;
}

function populationText(population: ClientPopulation): string {
  const { addresses, session, reconnect } = population;
  const { lifetime } = session;
  const median = formatDuration(lifetimeQuantileSec(lifetime, 0.5));
  const mean = formatDuration(lifetimeMeanSec(lifetime));
  return [
    arrivalsText(population),
    counted(addresses, 'address', 'addresses'),
    `lifetimes ${lifetime.distribution}, median ${median}, mean ${mean}`,
    `reconnect ${reconnect.policy}`,
  ].join('; ');
}

function arrivalsText({ arrivals, count, connectionsEach }: ClientPopulation): string {
  if (arrivals.pattern === 'poisson') {
    const highest = Math.max(...arrivals.profile.map(({ ratePerSec }) => ratePerSec));
    return `open arrivals, up to ${formatRate(highest)}`;
  }
  const each = connectionsEach === 1 ? '' : ` with ${formatCount(connectionsEach)} connections each`;
  const ramp = arrivals.rampUpSec > 0 ? ` within ${formatDuration(arrivals.rampUpSec)}` : ' at once';
  return `${formatCount(count)} clients${each},${ramp}`;
}

function hopText({ mode, instances, source }: Hop): string {
  const machines = instances === 1 ? '' : ` on ${formatCount(instances)} instances`;
  if (source === null) return `${mode}${machines}`;
  const { addresses, ports, scope, selection, holdSec } = source;
  const range = `ports ${ports.first}–${ports.last}`;
  const held = holdSec > 0 ? `, held ${formatDuration(holdSec)}` : '';
  return `${mode}${machines}; ${counted(addresses, 'source address', 'source addresses')}, ${range}; scope ${scope}, ${selection}${held}`;
}

function eventsText({ events }: Scenario): string {
  const named = events
    .slice(0, MOST_EVENTS)
    .map((event) => `${eventLabel(event)} at ${formatDuration(event.atSec)}`);
  const rest = events.length - named.length;
  return [...named, ...(rest > 0 ? [`${rest} more`] : [])].join('; ');
}

function targetLines(targets: Targets): ScenarioLine[] {
  const { concurrent, blocking, headroom, arrivalsPerSec, reconnectWithinSec } = targets;
  const asked = [
    concurrent === null ? '' : `${formatCount(concurrent)} connections`,
    blocking === null ? '' : `blocking at most ${formatPercent(blocking)}`,
    headroom === null ? '' : `${formatPercent(headroom)} of each resource free`,
    arrivalsPerSec === null ? '' : `${formatRate(arrivalsPerSec)} new connections`,
    reconnectWithinSec === null ? '' : `all back within ${formatDuration(reconnectWithinSec)}`,
  ].filter((text) => text !== '');
  return asked.length === 0 ? [] : [{ name: 'asked', text: asked.join('; ') }];
}
