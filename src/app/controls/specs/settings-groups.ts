import { limitsOfMode } from '../../../scenario/check-path.ts';
import { getField } from '../../../scenario/edit.ts';
import type { ClientPopulation, Hop } from '../../../scenario/scenario.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldGroup, FieldSpec } from '../field-spec.ts';
import { clientFields } from './client-fields.ts';
import { hopFields } from './hop-fields.ts';
import { lifetimeFields } from './lifetime-fields.ts';
import { isOpen } from './rail-fields.ts';
import { backendFields, runFields, targetFields } from './scenario-fields.ts';

/** Every field that has a control, by station. What has none (events, profiles, weights) is edited in the JSON. */
export function settingsGroups(state: DocumentState): FieldGroup[] {
  const { scenario } = state;
  return [
    { title: 'Targets', fields: Object.values(targetFields) },
    ...scenario.clients.map((population, index) => ({
      title: `Clients: ${population.name}`,
      preset: { place: `clients.${index}`, kind: 'client' as const },
      fields: populationFields(state, population, index),
    })),
    ...scenario.path.map((hop, index) => ({
      title: `Hop ${index + 1}: ${hop.name} (${hop.mode})`,
      // No product is a router that keeps nothing.
      ...(hop.mode === 'router' ? {} : { preset: { place: `path.${index}`, kind: 'hop' as const } }),
      fields: fieldsOfHop(hop, index),
    })),
    { title: `Servers: ${scenario.backends.name}`, fields: serverFields() },
    { title: 'Run', fields: Object.values(runFields) },
  ];
}

function populationFields(state: DocumentState, population: ClientPopulation, index: number): FieldSpec[] {
  const fields = clientFields(index);
  const { count, connectionsEach, addresses, ports, timeWait, balance, connectTimeout } = fields;
  return [
    ...(isOpen(state.scenario, index) ? openArrivals(state, index) : [count, connectionsEach]),
    addresses,
    ports,
    ...(population.session.closes === 'client' ? [timeWait] : []),
    balance,
    connectTimeout,
    fields.synLinearTimeouts,
    fields.synRetries,
    ...(isOpen(state.scenario, index) ? [] : [fields.start, fields.rampUp]),
    ...lifetimeFields(state, index),
    fields.closes,
    fields.heartbeat,
    fields.messageRate,
    ...(population.session.messages.ratePerSec > 0 ? [fields.messageSize, fields.replySize] : []),
    ...reconnectFields(population, index),
  ];
}

/** A rate that follows a profile has no single number; the JSON has its points. */
function openArrivals({ file }: DocumentState, index: number): FieldSpec[] {
  const hasRate = getField(file, `clients.${index}.arrivals.rate`) !== undefined;
  return hasRate ? [clientFields(index).rate] : [];
}

function reconnectFields({ reconnect }: ClientPopulation, index: number): FieldSpec[] {
  const { policy, base, cap, maxAttempts } = clientFields(index);
  switch (reconnect.policy) {
    case 'none':
      return [policy];
    case 'immediate':
      return [policy, maxAttempts];
    case 'fixed':
    case 'window':
      return [policy, base, maxAttempts];
    default:
      return [policy, base, cap, maxAttempts];
  }
}

function fieldsOfHop(hop: Hop, index: number): FieldSpec[] {
  const fields = hopFields(index, hop.mode);
  const { instances, balance, listenAddresses, listenPorts } = fields;
  const { blockSize, blockReuse, ...source } = fields.source;
  const leases = hop.source === null ? [] : Object.values(source);
  const blocks = hop.source?.scope === 'client-block' ? [blockSize, blockReuse] : [];
  // A router keeps nothing, a proxy keeps sockets: neither tracks flows.
  const tracksFlows = hop.mode !== 'router' && hop.mode !== 'proxy';
  const flows = tracksFlows ? [fields.flowMax, fields.flowEstablished, fields.flowTimeWait] : [];
  return [
    instances,
    balance,
    listenAddresses,
    listenPorts,
    ...leases,
    ...blocks,
    ...flows,
    ...Object.values(fields.limits).filter(({ path }) => limitsOfMode(hop.mode).includes(lastPart(path))),
  ];
}

function serverFields(): FieldSpec[] {
  const { count, addresses, ports, limits } = backendFields;
  return [count, addresses, ports, ...Object.values(limits)];
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** The parts of a scenario that decide which fields there are; controls are made anew only when this changes. */
export function shapeOf({ scenario, file }: DocumentState): string {
  return JSON.stringify([
    scenario.clients.map(({ name, arrivals, session, reconnect }, index) => [
      name,
      arrivals.pattern,
      session.closes,
      session.messages.ratePerSec > 0,
      reconnect.policy,
      Object.keys((getField(file, `clients.${index}.session.lifetime`) as object | undefined) ?? {}),
      getField(file, `clients.${index}.arrivals.rate`) !== undefined,
    ]),
    scenario.path.map(({ name, mode, source }) => [name, mode, source?.scope, (source?.addresses ?? 0) > 1]),
    scenario.backends.name,
  ]);
}
