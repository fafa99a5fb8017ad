/** What decides which fields there are, apart from the fields themselves, which are loaded when they are shown. */
import { getField } from '../../../scenario/edit.ts';
import type { Limits } from '../../../scenario/limits.ts';
import type { ClientPopulation, Scenario, TimelineEvent } from '../../../scenario/scenario.ts';
import { eventLabel } from '../../format/event-label.ts';
import type { DocumentState } from '../../state/document-store.ts';
import { hasRate } from './rail-fields.ts';

/** Clients that close first and in order leave their ports in TIME_WAIT. */
export function keepsTimeWait({ session }: ClientPopulation): boolean {
  return session.closes === 'client' && session.close === 'fin';
}

/** Without an age limit there is nothing to spread. */
export function closesOld({ maxAgeSec }: Limits): boolean {
  return maxAgeSec < Infinity;
}

export function limitsAdmission({ admission }: Limits): boolean {
  return admission.ratePerSec < Infinity;
}

/** Without a rate handshakes take no time. */
export function takesHandshakes({ handshakesPerSec }: Limits): boolean {
  return handshakesPerSec < Infinity;
}

function limitsShape(limits: Limits): readonly unknown[] {
  const { admission, handshake } = limits;
  return [
    closesOld(limits),
    limitsAdmission(limits),
    admission.refusal,
    takesHandshakes(limits),
    handshake.resumed > 0,
  ];
}

/** The parts of a scenario that decide which fields there are; controls are made anew only when this changes. */
export function shapeOf({ scenario, file }: DocumentState): string {
  return JSON.stringify([
    scenario.clients.map((population, index) => [
      population.name,
      getField(file, `clients.${index}.name`) !== undefined,
      population.arrivals.pattern,
      population.addressesOf,
      population.ring !== null,
      population.dns.ttlSec > 0,
      population.bind === 'explicit',
      keepsTimeWait(population),
      population.session.close,
      population.session.heartbeatSec < Infinity,
      population.session.messages.ratePerSec > 0,
      population.reconnect.policy,
      Object.keys((getField(file, `clients.${index}.session.lifetime`) as object | undefined) ?? {}),
      hasRate(file, index),
    ]),
    scenario.path.map(({ name, mode, gateway, ring, source, tracksFlows, flowTable, limits }) => [
      name,
      mode,
      gateway,
      ring !== null,
      source?.scope,
      (source?.addresses ?? 0) > 1,
      source?.selection === 'netfilter',
      tracksFlows,
      flowTable.maxEntries < Infinity,
      flowTable.earlyDrop,
      flowTable.loose,
      limitsShape(limits),
    ]),
    scenario.backends.name,
    limitsShape(scenario.backends.limits),
    scenario.backends.autoscale !== null,
    scenario.path.map(({ autoscale }) => autoscale !== null),
    shapeOfEvents(scenario),
  ]);
}

function shapeOfEvents(scenario: Scenario): readonly unknown[] {
  const sizes = [...targetSizes(scenario)];
  const populations = scenario.clients.map(({ name }) => name);
  return scenario.events.map((event) => [
    eventLabel(event),
    numberOf(event),
    sizes,
    populations,
    event.action === 'change' && Object.keys(event.set),
    event.action === 'restart' && event.drainSec > 0,
  ]);
}

export function targetSizes({ path, backends }: Scenario): Map<string, number> {
  const sizes = new Map(path.map(({ name, instances }) => [name, instances]));
  return sizes.set('backends', backends.count);
}

/** How many instances the event takes at a time. */
export function numberOf(event: TimelineEvent): number {
  if (event.action === 'disconnect' || event.action === 'reload' || event.action === 'link-cut') return 0;
  if (event.action === 'restart') return event.batch;
  return event.instances < Infinity ? event.instances : 1;
}
