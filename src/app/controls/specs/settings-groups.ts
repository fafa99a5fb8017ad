import { limitsOfMode } from '../../../scenario/checks/check-path.ts';
import type { Limits } from '../../../scenario/limits.ts';
import type { ClientPopulation, Hop, Scenario } from '../../../scenario/scenario.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldGroup, FieldSpec } from '../field-spec.ts';
import { autoscaleFields } from './autoscale-fields.ts';
import { clientFields } from './client-fields.ts';
import { sharedHostFields } from './client-host-fields.ts';
import { eventGroups } from './event-fields.ts';
import { hopFields } from './hop-fields.ts';
import { lifetimeFields } from './lifetime-fields.ts';
import type { limitFields } from './limit-fields.ts';
import { nameField } from './name-field.ts';
import { targetFields } from './planning-fields.ts';
import { hasRate, isOpen } from './rail-fields.ts';
import { ringFields } from './ring-fields.ts';
import { backendFields, runFields } from './scenario-fields.ts';
import { closesOld, keepsTimeWait, limitsAdmission, takesHandshakes } from './scenario-shape.ts';

/**
 * Every field that has a control, by station; the costs of changes have theirs beside the plan. What has none (weights, the
 * points of a profile, ranges) is edited in the JSON.
 */
export function settingsGroups(state: DocumentState): FieldGroup[] {
  const { scenario } = state;
  return [
    { title: 'Targets', fields: Object.values(targetFields) },
    ...scenario.clients.map((population, index) => ({
      title: `Clients: ${population.name}`,
      place: `clients.${index}`,
      preset: { place: `clients.${index}`, kind: 'client' as const },
      fields: populationFields(state, population, index),
      rare: rareFieldsOfClients(population, index),
    })),
    { title: 'More clients', place: 'clients', fields: [] },
    ...scenario.path.map((hop, index) => ({
      title: `Hop ${index + 1}: ${hop.name} (${hop.mode})`,
      place: `path.${index}`,
      // No product is a router that keeps nothing.
      ...(hop.mode === 'router' ? {} : { preset: { place: `path.${index}`, kind: 'hop' as const } }),
      fields: fieldsOfHop(hop, index),
      rare: [...rareFieldsOfHop(hop, index), ...autoscaleOfHop(scenario, index)],
    })),
    { title: 'Another hop', place: 'path', fields: [] },
    { title: `Servers: ${scenario.backends.name}`, place: 'backends', ...serverFields(scenario) },
    ...eventGroups(state),
    { title: 'Timeline', place: 'events', fields: [] },
    { title: 'Run', fields: Object.values(runFields) },
  ];
}

function populationFields(state: DocumentState, population: ClientPopulation, index: number): FieldSpec[] {
  const fields = clientFields(index);
  const { session, bind, addressesOf } = population;
  return [
    nameField('clients', index, ({ scenario }) => scenario.clients[index]?.name ?? ''),
    ...(isOpen(state.scenario, index) ? openArrivals(state, index) : [fields.count, fields.connectionsEach]),
    ...sharedHostFields(state, index),
    ...(addressesOf === null ? [fields.addresses] : []),
    fields.ports,
    fields.bind,
    ...(bind === 'explicit' ? [fields.reuseAddress] : []),
    ...(keepsTimeWait(population) ? [fields.timeWait] : []),
    fields.balance,
    ...ringFields(`clients.${index}`, population, ({ scenario }) => scenario.clients[index] ?? population),
    fields.connectTimeout,
    fields.roundTrip,
    ...(isOpen(state.scenario, index) ? [] : [fields.start, fields.rampUp]),
    ...lifetimeFields(state, index),
    fields.closes,
    fields.close,
    fields.heartbeat,
    ...(session.heartbeatSec < Infinity ? [fields.heartbeatJitter, fields.heartbeatFrom] : []),
    fields.messageRate,
    ...(session.messages.ratePerSec > 0 ? [fields.messageSize, fields.replySize] : []),
    ...reconnectFields(population, index),
  ];
}

function rareFieldsOfClients(population: ClientPopulation, index: number): FieldSpec[] {
  const fields = clientFields(index);
  const { session } = population;
  return [
    fields.synLinearTimeouts,
    fields.synRetries,
    fields.abandons,
    fields.dnsTtl,
    ...(population.dns.ttlSec > 0 ? [fields.dnsResolvers] : []),
    ...(keepsTimeWait(population) ? [fields.timeWaitReuse, fields.maxTimeWait] : []),
    ...(session.close === 'fin' ? [fields.closeLag] : []),
    fields.heartbeatTimeout,
    fields.vanish,
    ...(session.messages.ratePerSec > 0 ? [fields.segment] : []),
  ];
}

/** A rate that follows a profile has no single number: it comes from a table, or from the JSON. */
function openArrivals({ file }: DocumentState, index: number): FieldSpec[] {
  const { rate, interpolation, repeats } = clientFields(index);
  return hasRate(file, index) ? [rate] : [interpolation, repeats];
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
  const { flowTable } = fields;
  const {
    blockSize,
    blockReuse,
    maxPortsPerClient,
    preservePort: _,
    takeOver: __,
    ...source
  } = fields.source;
  return [
    nameField('path', index, ({ scenario }) => scenario.path[index]?.name ?? ''),
    fields.instances,
    ...(hop.mode === 'snat' || hop.mode === 'router' ? [fields.gateway] : []),
    // Nobody dials a gateway, and it picks nothing.
    ...(hop.gateway
      ? []
      : [
          fields.balance,
          ...ringFields(`path.${index}`, hop, ({ scenario }) => scenario.path[index] ?? hop),
          fields.listenAddresses,
          fields.listenPorts,
        ]),
    ...(hop.workers === null ? [] : [fields.retries, fields.workers]),
    ...(hop.source === null ? [] : Object.values(source)),
    ...(hop.source?.scope === 'client-block' ? [blockSize, blockReuse, maxPortsPerClient] : []),
    ...(hop.mode === 'router' ? [flowTable.tracks] : []),
    ...(hop.tracksFlows ? [flowTable.max, flowTable.established, flowTable.timeWait] : []),
    ...limitsOfHop(hop, index).fields,
  ];
}

function rareFieldsOfHop(hop: Hop, index: number): FieldSpec[] {
  const { source, flowTable, workerMemory } = hopFields(index, hop.mode);
  return [
    ...(hop.workers === null ? [] : [workerMemory]),
    ...(hop.source?.selection === 'netfilter' ? [source.preservePort, source.takeOver] : []),
    ...(hop.tracksFlows ? rareFlowFields(hop, flowTable) : []),
    ...limitsOfHop(hop, index).rare,
  ];
}

function rareFlowFields({ flowTable }: Hop, fields: ReturnType<typeof hopFields>['flowTable']): FieldSpec[] {
  const canFill = flowTable.maxEntries < Infinity;
  return [
    fields.close,
    fields.closeWait,
    fields.unreplied,
    ...(canFill ? [fields.earlyDrop] : []),
    ...(canFill && flowTable.earlyDrop ? [fields.buckets] : []),
    fields.loose,
    ...(flowTable.loose ? [] : [fields.invalid]),
  ];
}

type LimitSpecs = ReturnType<typeof limitFields>;

const RARE_LIMITS: ReadonlySet<string> = new Set<keyof LimitSpecs>([
  'admissionRate',
  'admissionBurst',
  'retryAfter',
  'refusal',
  'reservedDescriptors',
  'maxTimeWait',
  'synBacklog',
  'abortOnOverflow',
  'handshakeWorkers',
  'handshakeTimes',
  'abandonedCost',
  'resumed',
  'resumedCost',
]);

/** Where a limit is that another one is about. */
const SHOWN_WHEN: { readonly [Name in keyof LimitSpecs]?: (limits: Limits) => boolean } = {
  admissionBurst: limitsAdmission,
  refusal: limitsAdmission,
  retryAfter: (limits) => limitsAdmission(limits) && limits.admission.refusal === 'reset',
  maxAgeSpread: closesOld,
  handshakeQueue: takesHandshakes,
  handshakeWorkers: takesHandshakes,
  handshakeTimes: takesHandshakes,
  abandonedCost: takesHandshakes,
  resumed: takesHandshakes,
  resumedCost: (limits) => takesHandshakes(limits) && limits.handshake.resumed > 0,
};

/**
 * The limits of a hop or of the servers, of those that `has` knows: what refines a limit stands beside it only.
 */
function limitSpecs(
  limits: Limits,
  fields: LimitSpecs,
  has: (limit: string) => boolean,
): Pick<Required<FieldGroup>, 'fields' | 'rare'> {
  const shown = Object.entries(fields).filter(
    ([name, field]) => has(limitOf(field)) && (SHOWN_WHEN[name as keyof LimitSpecs]?.(limits) ?? true),
  );
  const specs = (areRare: boolean): FieldSpec[] =>
    shown.flatMap(([name, field]) => (RARE_LIMITS.has(name) === areRare ? [field] : []));
  return { fields: specs(false), rare: specs(true) };
}

/** "admission" of "backends.admission.rate" and of "path.0.limits.admission.rate". */
function limitOf({ path }: FieldSpec): string {
  return /(?:limits|backends)\.(\w+)/.exec(path)?.[1] ?? '';
}

function limitsOfHop({ mode, gateway, limits }: Hop, index: number): ReturnType<typeof limitSpecs> {
  const has = (limit: string): boolean =>
    limitsOfMode(mode).includes(limit) && !(gateway && limit === 'handshakesPerSecond');
  return limitSpecs(limits, hopFields(index, mode).limits, has);
}

function autoscaleOfHop(scenario: Scenario, index: number): FieldSpec[] {
  return autoscaleFields(`path.${index}`, (state) => state.scenario.path[index]?.autoscale ?? null, {
    scenario,
    target: scenario.path[index]?.name ?? '',
  });
}

/** Servers keep no TIME_WAIT of their own in the model, so nothing bounds it. */
function serverFields(scenario: Scenario): Pick<FieldGroup, 'fields' | 'rare'> {
  const { name, count, addresses, ports } = backendFields;
  const { limits } = scenario.backends;
  const { fields, rare } = limitSpecs(limits, backendFields.limits, (limit) => limit !== 'maxTimeWait');
  const scaling = autoscaleFields('backends', (state) => state.scenario.backends.autoscale, {
    scenario,
    target: 'backends',
  });
  return { fields: [name, count, addresses, ports, ...fields], rare: [...rare, ...scaling] };
}
