/**
 * The schema of a scenario file, format version 1. `ScenarioFile` is what a user writes (quantities as numbers or
 * texts with units, nearly everything optional); `ParsedFile` is the same with every quantity read into a number.
 * Defaults are filled in by `normalize.ts`; rules between fields are in `check.ts`.
 */
import * as z from 'zod/mini';
import { autoscaleSchema } from './autoscale.ts';
import { dnsSchema } from './dns-cache.ts';
import {
  choice,
  countOf,
  describedName,
  formatVersion,
  portList,
  portRange,
  quantity,
  shareOrFlag,
  text,
  weightList,
} from './leaf-schemas.ts';
import { lifetimeSchema } from './lifetime-format.ts';
import { bucketFields, limitFields } from './limit-schemas.ts';
import {
  countOrUnlimited,
  duration,
  durationOrNone,
  flag,
  positiveDuration,
  size,
} from './optional-leaves.ts';
import { costsSchema, targetsSchema } from './planning.ts';
import { type PresetPlace, placeOf, presetById, presetsFor } from './presets/library.ts';
import { ringSchema } from './ring.ts';
import type { HopMode } from './scenario.ts';
import { uncertainSchema } from './uncertain.ts';
import { reloadFields, workersSchema } from './workers.ts';

/** Bounds on lists and on what is allocated one by one; far above any real topology. */
export const MAX_BACKENDS = 100_000;
export const MAX_INSTANCES = 10_000;
export const MAX_ADDRESSES = 1_048_576;
export const MAX_HOPS = 16;

export const EVENT_ACTIONS = [
  'restart',
  'crash',
  'failover',
  'link-cut',
  'scale-out',
  'scale-in',
  'disconnect',
  'change',
  'reload',
] as const;
export const HOP_MODES = ['snat', 'dnat', 'dsr', 'proxy', 'router'] as const;
export const BALANCES = [
  'round-robin',
  'random',
  'least-connections',
  'power-of-two',
  'source-hash',
  'source-modulo',
  'consistent-hash',
  'maglev',
] as const;
export const TUPLE_SCOPES = ['destination', 'source', 'client-block'] as const;
export const PORT_SELECTIONS = ['linux-connect', 'linux-bind', 'netfilter', 'sequential', 'random'] as const;
export const BLOCK_REUSES = ['none', 'destination'] as const;
export const POOL_CHOICES = [
  'source-hash',
  'source-destination-hash',
  'round-robin',
  'random',
  'least-used',
] as const;
export const BIND_TIMES = ['late', 'early', 'explicit'] as const;
export const SIDES = ['client', 'server'] as const;
export const RECONNECT_POLICIES = [
  'none',
  'immediate',
  'fixed',
  'exponential',
  'full-jitter',
  'equal-jitter',
  'decorrelated-jitter',
  'window',
] as const;

const instanceAddresses = z.optional(countOf({ max: MAX_ADDRESSES }));
const name = z.optional(text(1, 200));

const PLACE_WORDS = { client: 'clients', hop: 'a hop' } as const;

function presetName(place: PresetPlace) {
  const here = PLACE_WORDS[place];
  return describedName(presetsFor(place), `preset of ${here}`, (id) => {
    const other = presetById(id);
    return other === undefined ? null : `is a preset of ${PLACE_WORDS[placeOf(other)]}, not of ${here}`;
  });
}

export const clientSchema = z.strictObject({
  name,
  preset: z.optional(presetName('client')),
  count: z.optional(countOf()),
  connectionsEach: z.optional(countOf()),
  addresses: z.optional(countOf()),
  ports: z.optional(portRange()),
  reservedPorts: z.optional(portList(0)),
  timeWait: duration,
  timeWaitReuse: z.optional(quantity('duration', { aboveMin: true, infinityWord: 'off' })),
  maxTimeWait: countOrUnlimited,
  addressesOf: z.optional(text(1, 200)),
  bind: z.optional(choice(BIND_TIMES)),
  reuseAddress: flag,
  balance: z.optional(choice(BALANCES)),
  ring: z.optional(ringSchema),
  dns: z.optional(dnsSchema),
  connectTimeout: positiveDuration,
  abandons: z.optional(choice(['fin', 'rst'])),
  roundTrip: duration,
  syn: z.optional(
    z.strictObject({
      linearTimeouts: z.optional(countOf({ min: 0, max: 100 })),
      retries: z.optional(countOf({ min: 0, max: 20 })),
    }),
  ),
  arrivals: z.optional(
    z.discriminatedUnion('pattern', [
      z.strictObject({
        pattern: z.optional(z.literal('population')),
        start: duration,
        rampUp: duration,
      }),
      z.strictObject({
        pattern: z.literal('poisson'),
        rate: z.optional(quantity('rate', { aboveMin: true })),
        profile: z.optional(z.array(z.strictObject({ at: quantity('duration'), rate: quantity('rate') }))),
        interpolation: z.optional(choice(['step', 'linear'])),
        repeats: durationOrNone,
      }),
    ]),
  ),
  session: z.optional(
    z.strictObject({
      lifetime: z.optional(lifetimeSchema),
      heartbeat: durationOrNone,
      heartbeatJitter: duration,
      heartbeatFrom: z.optional(choice(SIDES)),
      closes: z.optional(choice(SIDES)),
      close: z.optional(choice(['fin', 'rst'])),
      closeLag: duration,
      heartbeatTimeout: durationOrNone,
      vanish: z.optional(quantity('share', { max: 1 })),
      messages: z.optional(
        z.strictObject({
          rate: z.optional(quantity('rate')),
          size,
          replySize: size,
          segment: z.optional(quantity('bytes', { min: 1 })),
        }),
      ),
    }),
  ),
  reconnect: z.optional(
    z.strictObject({
      policy: z.optional(choice(RECONNECT_POLICIES)),
      base: positiveDuration,
      cap: positiveDuration,
      maxAttempts: countOrUnlimited,
    }),
  ),
});

const changeableFlowTable = { max: countOrUnlimited, established: durationOrNone, timeWait: duration };

export const hopSchema = z.strictObject({
  name,
  preset: z.optional(presetName('hop')),
  /** Needed unless the preset gives it. */
  mode: z.optional(choice(HOP_MODES)),
  instances: z.optional(countOf({ max: MAX_INSTANCES })),
  listen: z.optional(z.strictObject({ addresses: instanceAddresses, ports: z.optional(portList(1)) })),
  gateway: flag,
  balance: z.optional(choice(BALANCES)),
  ring: z.optional(ringSchema),
  retries: z.optional(countOf({ min: 0, max: 1000 })),
  snat: z.optional(
    z.strictObject({
      addresses: instanceAddresses,
      ports: z.optional(portRange()),
      reservedPorts: z.optional(portList(0)),
      scope: z.optional(choice(TUPLE_SCOPES)),
      blockSize: z.optional(countOf({ max: 65535 })),
      blockReuse: z.optional(choice(BLOCK_REUSES)),
      maxPortsPerClient: z.optional(countOf({ max: 65536 })),
      selection: z.optional(choice(PORT_SELECTIONS)),
      choose: z.optional(choice(POOL_CHOICES)),
      hold: duration,
      takeOver: flag,
      preservePort: flag,
    }),
  ),
  flowTable: z.optional(
    z.strictObject({
      ...changeableFlowTable,
      close: duration,
      closeWait: duration,
      unreplied: duration,
      buckets: z.optional(countOf()),
      earlyDrop: flag,
      loose: flag,
      invalid: z.optional(choice(['forward', 'drop'])),
    }),
  ),
  limits: z.optional(z.strictObject(limitFields)),
  workers: z.optional(workersSchema),
  autoscale: z.optional(autoscaleSchema),
});

export const backendsSchema = z.strictObject({
  name,
  count: countOf({ max: MAX_BACKENDS }),
  addresses: instanceAddresses,
  ports: z.optional(portList(1)),
  weights: z.optional(weightList()),
  autoscale: z.optional(autoscaleSchema),
  ...limitFields,
});

/** Limits that an event can change. */
const setLimits = {
  admission: z.optional(z.strictObject(bucketFields)),
  maxConnections: limitFields.maxConnections,
  fileDescriptors: limitFields.fileDescriptors,
  memory: limitFields.memory,
  backlog: limitFields.backlog,
  acceptsPerSecond: limitFields.acceptsPerSecond,
  handshakesPerSecond: limitFields.handshakesPerSecond,
  idleTimeout: limitFields.idleTimeout,
};
/** What a change sets: a piece of the hop, or of the backends, as it stands in the file. */
export const setSchema = z.strictObject({
  ...setLimits,
  limits: z.optional(z.strictObject(setLimits)),
  flowTable: z.optional(z.strictObject(changeableFlowTable)),
  snat: z.optional(z.strictObject({ addresses: instanceAddresses })),
});

const eventFields = { at: quantity('duration'), target: z.optional(text(1, 200)) };
const instances = z.optional(countOf());
const share = z.optional(quantity('share', { aboveMin: true, max: 1 }));

export const eventSchema = z.discriminatedUnion('action', [
  z.strictObject({
    ...eventFields,
    action: z.literal('restart'),
    batch: z.optional(countOf()),
    every: duration,
    drain: duration,
    grace: duration,
    down: duration,
    minReady: duration,
    surge: z.optional(countOf({ min: 0 })),
  }),
  z.strictObject({
    ...eventFields,
    action: z.literal('crash'),
    instances,
    down: z.optional(quantity('duration', { infinityWord: 'forever' })),
    silent: flag,
    detectedAfter: z.optional(quantity('duration', { infinityWord: 'never' })),
  }),
  z.strictObject({
    ...eventFields,
    action: z.literal('failover'),
    instances,
    mirrored: z.optional(shareOrFlag()),
    down: duration,
  }),
  z.strictObject({ ...eventFields, action: z.literal('link-cut'), for: positiveDuration }),
  z.strictObject({ ...eventFields, action: z.literal('scale-out'), instances }),
  z.strictObject({ ...eventFields, action: z.literal('scale-in'), instances, drain: duration }),
  z.strictObject({ ...eventFields, action: z.literal('disconnect'), share }),
  z.strictObject({
    ...eventFields,
    action: z.literal('change'),
    set: setSchema,
    instances,
    for: positiveDuration,
    cut: flag,
  }),
  z.strictObject({ ...eventFields, action: z.literal('reload'), ...reloadFields }),
]);

/** The fields at the top of the file that are single values. */
export const topFields = {
  $schema: z.optional(text(1, 2000)),
  fivetuple: formatVersion(),
  name,
  description: z.optional(text(0, 4000)),
  seed: z.optional(countOf({ min: 0, max: 4_294_967_295 })),
  duration: positiveDuration,
  sampleEvery: positiveDuration,
  /** `auto` is read as Infinity and becomes the word again in `normalize.ts`. */
  warmUp: z.optional(quantity('duration', { infinityWord: 'auto' })),
};

export const scenarioFileSchema = z.strictObject({
  ...topFields,
  clients: z.array(clientSchema),
  path: z.optional(z.union([z.literal('direct'), z.array(hopSchema)])),
  backends: backendsSchema,
  events: z.optional(z.array(eventSchema)),
  targets: z.optional(targetsSchema),
  costs: z.optional(costsSchema),
  uncertain: z.optional(z.array(uncertainSchema)),
  /** What an exported run adds; ignored on import. */
  results: z.optional(z.unknown()),
});

/** A scenario as a user writes it. */
export type ScenarioFile = z.input<typeof scenarioFileSchema>;
export type ClientFile = z.input<typeof clientSchema>;
export type HopFile = z.input<typeof hopSchema>;
export type BackendsFile = z.input<typeof backendsSchema>;
export type EventFile = z.input<typeof eventSchema>;
export type SetFile = z.input<typeof setSchema>;
export type LifetimeFile = z.input<typeof lifetimeSchema>;

/** The same after every quantity has been read; nothing is filled in yet. */
export type ParsedFile = z.output<typeof scenarioFileSchema>;
export type ParsedClient = z.output<typeof clientSchema>;
export type ParsedHop = z.output<typeof hopSchema>;
/** A hop with the values of its preset. */
export type ResolvedHop = Omit<ParsedHop, 'mode'> & { readonly mode: HopMode };
export type ParsedBackends = z.output<typeof backendsSchema>;
export type ParsedEvent = z.output<typeof eventSchema>;
export type ParsedSet = z.output<typeof setSchema>;
export type ParsedLifetime = z.output<typeof lifetimeSchema>;
