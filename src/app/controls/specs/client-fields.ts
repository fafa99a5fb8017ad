import { getField } from '../../../scenario/edit.ts';
import { lifetimeQuantileSec } from '../../../scenario/lifetime.ts';
import { formatPortSpan } from '../../../scenario/ports.ts';
import type { ClientPopulation, PoissonArrivals, PopulationArrivals } from '../../../scenario/scenario.ts';
import { parseDuration } from '../../../scenario/units.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldChange, FieldSpec } from '../field-spec.ts';
import { choiceOf, durationSlider, logCount } from './spec-parts.ts';

/** The fields of one client population, by the name of the last part of their path. */
export function clientFields(index: number) {
  const at = (path: string): string => `clients.${index}.${path}`;
  const clients = ({ scenario }: DocumentState): ClientPopulation => {
    const population = scenario.clients[index];
    if (population === undefined) throw new RangeError(`There is no population ${index}`);
    return population;
  };
  const population = (state: DocumentState): PopulationArrivals | null => {
    const { arrivals } = clients(state);
    return arrivals.pattern === 'population' ? arrivals : null;
  };
  const poisson = (state: DocumentState): PoissonArrivals | null => {
    const { arrivals } = clients(state);
    return arrivals.pattern === 'poisson' ? arrivals : null;
  };
  const populationParent = { path: at('arrivals'), value: { pattern: 'population' } };

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
      sliderMax: (state) => (population(state) === null ? 1_000_000 : Math.max(10, clients(state).count)),
      read: (state) => clients(state).addresses,
    },
    ports: {
      control: 'ports',
      path: at('ports'),
      label: 'Client ports',
      read: (state) => formatPortSpan(clients(state).ports),
    },
    timeWait: {
      control: 'quantity',
      path: at('timeWait'),
      label: 'Client TIME_WAIT',
      kind: 'duration',
      read: (state) => clients(state).timeWaitSec,
    },
    balance: choiceOf('balance', at('balance'), 'Clients choose', (state) => clients(state).balance),
    connectTimeout: {
      control: 'quantity',
      path: at('connectTimeout'),
      label: 'Connect timeout',
      kind: 'duration',
      read: (state) => clients(state).connectTimeoutSec,
    },
    start: {
      control: 'quantity',
      path: at('arrivals.start'),
      label: 'First client at',
      kind: 'duration',
      parent: populationParent,
      read: (state) => population(state)?.startSec ?? 0,
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
      parent: populationParent,
      read: (state) => population(state)?.rampUpSec ?? 0,
    },
    rate: {
      control: 'quantity',
      path: at('arrivals.rate'),
      label: 'Arrival rate',
      kind: 'rate',
      slider: { kind: 'rate', scale: 'log', min: 1, max: 10_000 },
      read: (state) => poisson(state)?.profile[0]?.ratePerSec ?? 0,
    },
    heartbeat: {
      control: 'quantity',
      path: at('session.heartbeat'),
      label: 'Heartbeat every',
      kind: 'duration',
      infinityWord: 'none',
      read: (state) => clients(state).session.heartbeatSec,
    },
    closes: choiceOf(
      'closes',
      at('session.closes'),
      'Closes first',
      (state) => clients(state).session.closes,
    ),
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

/**
 * Where every client has an address of its own, and where the target is every client's connection, that stays so when
 * the number of clients changes.
 */
function followCount(index: number, value: unknown, { file, scenario }: DocumentState): FieldChange[] {
  const clients = scenario.clients[index];
  if (typeof value !== 'number' || clients === undefined) return [];
  const changes: FieldChange[] = [];
  const addressesPath = `clients.${index}.addresses`;
  if (getField(file, addressesPath) !== undefined && clients.addresses === clients.count) {
    changes.push([addressesPath, value]);
  }
  const wanted = scenario.clients.reduce((sum, each) => sum + each.count * each.connectionsEach, 0);
  if (scenario.targets.concurrent === wanted) {
    changes.push(['targets.concurrent', wanted + (value - clients.count) * clients.connectionsEach]);
  }
  return changes;
}

const FIGURES = [
  { key: 'value', label: 'Lifetime', share: 0.5 },
  { key: 'mean', label: 'Lifetime, mean', share: null },
  { key: 'median', label: 'Lifetime, median', share: 0.5 },
  { key: 'p95', label: 'Lifetime, p95', share: 0.95 },
  { key: 'p99', label: 'Lifetime, p99', share: 0.99 },
] as const;

/** What a lifetime is when the file gives none: see the scenario layer's defaults. */
const DEFAULT_LIFETIME = { distribution: 'lognormal', median: '10m', p95: '1h' };

/** The figures that fix the lifetime, as far as they are times: those that the file gives, else median and p95. */
export function lifetimeFields({ file }: Pick<DocumentState, 'file'>, index: number): FieldSpec[] {
  const lifetimePath = `clients.${index}.session.lifetime`;
  const given = getField(file, lifetimePath) ?? DEFAULT_LIFETIME;
  return FIGURES.filter(({ key }) => Object.hasOwn(given, key)).map(({ key, label, share }) => ({
    control: 'quantity',
    path: `${lifetimePath}.${key}`,
    label,
    kind: 'duration',
    slider: durationSlider(1, 604_800),
    parent: { path: lifetimePath, value: DEFAULT_LIFETIME },
    read: (state) => figureSec(state, index, key, share),
  }));
}

/** As the file has it, so that the text shown is the text written; from the fitted law where the file is silent. */
function figureSec(state: DocumentState, index: number, key: string, share: number | null): number {
  const written = getField(state.file, `clients.${index}.session.lifetime.${key}`);
  if (typeof written === 'number' || typeof written === 'string') {
    const parsed = parseDuration(written);
    if (parsed.ok) return parsed.value;
  }
  const lifetime = state.scenario.clients[index]?.session.lifetime;
  if (lifetime === undefined || share === null) return 0;
  return Number(lifetimeQuantileSec(lifetime, share).toPrecision(6));
}
