import { limitsOfMode } from '../../../scenario/check-path.ts';
import type { ClientPopulation, Hop, Limits } from '../../../scenario/scenario.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldGroup, FieldSpec } from '../field-spec.ts';
import { clientFields } from './client-fields.ts';
import { sharedHostFields } from './client-host-fields.ts';
import { eventGroups } from './event-fields.ts';
import { hopFields } from './hop-fields.ts';
import { lifetimeFields } from './lifetime-fields.ts';
import { hasRate, isOpen } from './rail-fields.ts';
import { ringFields } from './ring-fields.ts';
import { backendFields, runFields, targetFields } from './scenario-fields.ts';
import { closesOld, keepsTimeWait, limitsAdmission } from './scenario-shape.ts';

/** Every field that has a control, by station. What has none (profiles, weights, a new event) is edited in the JSON. */
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
    ...scenario.path.map((hop, index) => ({
      title: `Hop ${index + 1}: ${hop.name} (${hop.mode})`,
      // No product is a router that keeps nothing.
      ...(hop.mode === 'router' ? {} : { preset: { place: `path.${index}`, kind: 'hop' as const } }),
      fields: fieldsOfHop(hop, index),
      rare: rareFieldsOfHop(hop, index),
    })),
    { title: `Servers: ${scenario.backends.name}`, ...serverFields(scenario.backends.limits) },
    ...eventGroups(state),
    { title: 'Run', fields: Object.values(runFields) },
  ];
}

function populationFields(state: DocumentState, population: ClientPopulation, index: number): FieldSpec[] {
  const fields = clientFields(index);
  const { session, bind, addressesOf } = population;
  return [
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
    ...(keepsTimeWait(population) ? [fields.timeWaitReuse, fields.maxTimeWait] : []),
    ...(session.close === 'fin' ? [fields.closeLag] : []),
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
    ...(hop.mode === 'proxy' ? [fields.retries] : []),
    ...(hop.source === null ? [] : Object.values(source)),
    ...(hop.source?.scope === 'client-block' ? [blockSize, blockReuse, maxPortsPerClient] : []),
    ...(hop.mode === 'router' ? [flowTable.tracks] : []),
    ...(hop.tracksFlows ? [flowTable.max, flowTable.established, flowTable.timeWait] : []),
    ...limitsOf(hop, fields.limits, false),
  ];
}

function rareFieldsOfHop(hop: Hop, index: number): FieldSpec[] {
  const { source, flowTable, limits } = hopFields(index, hop.mode);
  return [
    ...(hop.source?.selection === 'netfilter' ? [source.preservePort, source.takeOver] : []),
    ...(hop.tracksFlows ? rareFlowFields(hop, flowTable) : []),
    ...limitsOf(hop, limits, true),
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

const RARE_LIMITS: ReadonlySet<string> = new Set(['admission', 'reservedDescriptors', 'maxTimeWait']);

/** The limits that the hop has something to apply to. */
function limitsOf(hop: Hop, fields: ReturnType<typeof hopFields>['limits'], areRare: boolean): FieldSpec[] {
  const { admissionRate, admissionBurst, retryAfter, ...rest } = fields;
  const admission = limitsAdmission(hop) ? [admissionRate, admissionBurst, retryAfter] : [admissionRate];
  return [...Object.values(rest), ...admission].filter(({ path }) => {
    const [, , , name = ''] = path.split('.');
    if (hop.gateway && name === 'handshakesPerSecond') return false;
    if (name === 'maxAgeSpread' && !closesOld(hop.limits)) return false;
    return RARE_LIMITS.has(name) === areRare && limitsOfMode(hop.mode).includes(name);
  });
}

/** Servers keep no TIME_WAIT of their own in the model, so nothing bounds it. */
function serverFields(limits: Limits): Pick<FieldGroup, 'fields' | 'rare'> {
  const { count, addresses, ports } = backendFields;
  const {
    reservedDescriptors,
    maxTimeWait: _,
    maxAgeSpread,
    admissionRate,
    admissionBurst,
    retryAfter,
    ...common
  } = backendFields.limits;
  const spread = closesOld(limits) ? [maxAgeSpread] : [];
  const admission = limitsAdmission({ limits }) ? [admissionBurst, retryAfter] : [];
  return {
    fields: [count, addresses, ports, ...Object.values(common), ...spread],
    rare: [reservedDescriptors, admissionRate, ...admission],
  };
}
