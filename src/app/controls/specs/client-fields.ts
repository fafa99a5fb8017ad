import { changesTo } from '../../../scenario/following-fields.ts';
import { formatPortSpan } from '../../../scenario/ports.ts';
import type { ClientPopulation, PoissonArrivals, PopulationArrivals } from '../../../scenario/scenario.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldChange, FieldSpec } from '../field-spec.ts';
import { clientHostFields, followAddresses } from './client-host-fields.ts';
import { balanceField } from './ring-fields.ts';
import { choiceOf, durationSlider, linearCount, logCount } from './spec-parts.ts';

type Path = (field: string) => string;
type Read = (state: DocumentState) => ClientPopulation;

/** The fields of one client population; those of its lifetime are in lifetime-fields.ts. */
export function clientFields(index: number) {
  const at: Path = (field) => `clients.${index}.${field}`;
  const clients: Read = ({ scenario }) => {
    const one = scenario.clients[index];
    if (one === undefined) throw new RangeError(`There is no population ${index}`);
    return one;
  };
  return {
    ...sizeFields(index, at, clients),
    ...clientHostFields(at, clients),
    ...synFields(at, clients),
    ...arrivalFields(at, clients),
    ...sessionFields(at, clients),
    ...reconnectFields(at, clients),
  };
}

const population = ({ arrivals }: ClientPopulation): PopulationArrivals | null =>
  arrivals.pattern === 'population' ? arrivals : null;
const poisson = ({ arrivals }: ClientPopulation): PoissonArrivals | null =>
  arrivals.pattern === 'poisson' ? arrivals : null;

/** How many there are, where they come from, and how they connect. */
function sizeFields(index: number, at: Path, clients: Read) {
  return {
    count: {
      control: 'quantity',
      path: at('count'),
      label: 'Clients',
      kind: 'count',
      slider: logCount(1000, 10_000_000, [{ value: 100_000, label: 'the question' }]),
      read: (state) => clients(state).count,
      follows: (value, state) => followCount(index, value, state),
    },
    connectionsEach: {
      control: 'quantity',
      path: at('connectionsEach'),
      label: 'Connections each',
      kind: 'count',
      read: (state) => clients(state).connectionsEach,
    },
    addresses: {
      control: 'quantity',
      path: at('addresses'),
      label: 'Client addresses',
      kind: 'count',
      slider: logCount(1, 1_000_000),
      // Clients that come and go at a rate are not counted; their addresses are.
      sliderMax: (state) =>
        population(clients(state)) === null ? 1_000_000 : Math.max(10, clients(state).count),
      read: (state) => clients(state).addresses,
      follows: (_, state) => followAddresses(index, state),
    },
    ports: {
      control: 'ports',
      path: at('ports'),
      label: 'Client ports',
      read: (state) => formatPortSpan(clients(state).ports),
    },
    balance: balanceField(`clients.${index}`, 'Clients choose', clients),
    connectTimeout: {
      control: 'quantity',
      path: at('connectTimeout'),
      label: 'Connect timeout',
      kind: 'duration',
      read: (state) => clients(state).connectTimeoutSec,
    },
    dnsTtl: {
      control: 'quantity',
      path: at('dns.ttl'),
      label: 'DNS answers kept',
      kind: 'duration',
      read: (state) => clients(state).dns.ttlSec,
      // Without a time to live nothing is kept that caches could share.
      follows: (value) =>
        value === undefined || value === '0s' || value === 0 ? [[at('dns'), undefined]] : [],
    },
    dnsResolvers: {
      control: 'quantity',
      path: at('dns.resolvers'),
      label: 'DNS caches',
      kind: 'count',
      read: (state) => clients(state).dns.resolvers,
    },
    roundTrip: {
      control: 'quantity',
      path: at('roundTrip'),
      label: 'Round trip',
      kind: 'duration',
      slider: durationSlider(0.001, 0.5, [{ value: 0.1, label: 'across an ocean' }]),
      read: (state) => clients(state).roundTripSec,
    },
    abandons: choiceOf('close', at('abandons'), 'Gives up by', (state) => clients(state).abandons),
  } satisfies Record<string, FieldSpec>;
}

/** How often they send a SYN again that nobody answered. */
function synFields(at: Path, clients: Read) {
  return {
    synLinearTimeouts: {
      control: 'quantity',
      path: at('syn.linearTimeouts'),
      label: 'SYN linear timeouts',
      kind: 'count',
      slider: linearCount(10, 0),
      read: (state) => clients(state).syn.linearTimeouts,
    },
    synRetries: {
      control: 'quantity',
      path: at('syn.retries'),
      label: 'SYN retries',
      kind: 'count',
      slider: linearCount(10, 0),
      read: (state) => clients(state).syn.retries,
    },
  } satisfies Record<string, FieldSpec>;
}

/** Populations on the same hosts, and what keeps its relation to the number of clients. */
function followCount(index: number, value: unknown, state: DocumentState): FieldChange[] {
  if (typeof value !== 'number') return [];
  const [, ...following] = changesTo(state.file, `clients.${index}.count`, value);
  return [...followAddresses(index, state), ...following.map(({ path, to }): FieldChange => [path, to])];
}

/** When they come. */
function arrivalFields(at: Path, clients: Read) {
  return {
    start: {
      control: 'quantity',
      path: at('arrivals.start'),
      label: 'First client at',
      kind: 'duration',
      parent: { path: at('arrivals'), value: { pattern: 'population' } },
      read: (state) => population(clients(state))?.startSec ?? 0,
    },
    rampUp: {
      control: 'quantity',
      path: at('arrivals.rampUp'),
      label: 'Ramp-up',
      kind: 'duration',
      slider: durationSlider(1, 86_400, [
        { value: 60, label: 'a reconnect storm' },
        { value: 600, label: 'the question' },
      ]),
      parent: { path: at('arrivals'), value: { pattern: 'population' } },
      read: (state) => population(clients(state))?.rampUpSec ?? 0,
    },
    rate: {
      control: 'quantity',
      path: at('arrivals.rate'),
      label: 'Arrival rate',
      kind: 'rate',
      slider: { kind: 'rate', scale: 'log', min: 1, max: 10_000 },
      read: (state) => poisson(clients(state))?.profile[0]?.ratePerSec ?? 0,
    },
    interpolation: choiceOf(
      'interpolation',
      at('arrivals.interpolation'),
      'Rate between points',
      (state) => poisson(clients(state))?.interpolation ?? 'step',
    ),
    repeats: {
      control: 'quantity',
      path: at('arrivals.repeats'),
      label: 'Begins anew every',
      kind: 'duration',
      infinityWord: 'none',
      read: (state) => poisson(clients(state))?.repeats?.everySec ?? Infinity,
    },
  } satisfies Record<string, FieldSpec>;
}

/** What they do while they are connected. */
function sessionFields(at: Path, clients: Read) {
  return {
    heartbeat: {
      control: 'quantity',
      path: at('session.heartbeat'),
      label: 'Heartbeat every',
      kind: 'duration',
      infinityWord: 'none',
      read: (state) => clients(state).session.heartbeatSec,
    },
    heartbeatJitter: {
      control: 'quantity',
      path: at('session.heartbeatJitter'),
      label: 'Heartbeat jitter',
      kind: 'duration',
      read: (state) => clients(state).session.heartbeatJitterSec,
    },
    heartbeatFrom: choiceOf(
      'side',
      at('session.heartbeatFrom'),
      'Heartbeat from',
      (state) => clients(state).session.heartbeatFrom,
    ),
    closes: choiceOf('side', at('session.closes'), 'Closes first', (state) => clients(state).session.closes),
    close: choiceOf('close', at('session.close'), 'Closes with', (state) => clients(state).session.close),
    closeLag: {
      control: 'quantity',
      path: at('session.closeLag'),
      label: 'Other side closes after',
      kind: 'duration',
      read: (state) => clients(state).session.closeLagSec,
    },
    heartbeatTimeout: {
      control: 'quantity',
      path: at('session.heartbeatTimeout'),
      label: 'Gives up unanswered after',
      kind: 'duration',
      infinityWord: 'none',
      read: (state) => clients(state).session.heartbeatTimeoutSec,
    },
    vanish: {
      control: 'quantity',
      path: at('session.vanish'),
      label: 'Leave without a word',
      kind: 'share',
      read: (state) => clients(state).session.vanishShare,
    },
    messageRate: {
      control: 'quantity',
      path: at('session.messages.rate'),
      label: 'Messages',
      kind: 'rate',
      read: (state) => clients(state).session.messages.ratePerSec,
    },
    messageSize: {
      control: 'quantity',
      path: at('session.messages.size'),
      label: 'Message size',
      kind: 'bytes',
      read: (state) => clients(state).session.messages.sizeBytes,
    },
    replySize: {
      control: 'quantity',
      path: at('session.messages.replySize'),
      label: 'Reply size',
      kind: 'bytes',
      read: (state) => clients(state).session.messages.replySizeBytes,
    },
    segment: {
      control: 'quantity',
      path: at('session.messages.segment'),
      label: 'Payload of a packet',
      kind: 'bytes',
      read: (state) => clients(state).session.messages.segmentBytes,
    },
  } satisfies Record<string, FieldSpec>;
}

/** What they do after a failure or a close. */
function reconnectFields(at: Path, clients: Read) {
  return {
    policy: choiceOf(
      'policy',
      at('reconnect.policy'),
      'Reconnect',
      (state) => clients(state).reconnect.policy,
    ),
    base: {
      control: 'quantity',
      path: at('reconnect.base'),
      label: 'First wait',
      kind: 'duration',
      read: (state) => clients(state).reconnect.baseSec,
    },
    cap: {
      control: 'quantity',
      path: at('reconnect.cap'),
      label: 'Longest wait',
      kind: 'duration',
      read: (state) => clients(state).reconnect.capSec,
    },
    maxAttempts: {
      control: 'quantity',
      path: at('reconnect.maxAttempts'),
      label: 'Gives up after',
      kind: 'count',
      unit: 'attempts',
      infinityWord: 'unlimited',
      read: (state) => clients(state).reconnect.maxAttempts,
    },
  } satisfies Record<string, FieldSpec>;
}
