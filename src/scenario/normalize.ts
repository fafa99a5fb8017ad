/** A parsed and checked file to the `Scenario` that everything else reads: defaults filled in, laws fitted. */

import { normalizeAutoscale } from './autoscale.ts';
import { readChanges } from './changes.ts';
import * as defaults from './defaults.ts';
import { dnsOf } from './dns-cache.ts';
import type {
  ParsedBackends,
  ParsedClient,
  ParsedEvent,
  ParsedFile,
  ParsedHop,
  ResolvedHop,
} from './file-format.ts';
import { readLifetime } from './lifetime-read.ts';
import type { Admission, HandshakeWork, Limits } from './limits.ts';
import { costsOf, targetsOf } from './planning.ts';
import { withReserved } from './ports.ts';
import { repeatedProfile } from './repeated-profile.ts';
import { ringOf } from './ring.ts';
import type {
  Arrivals,
  Backends,
  ClientPopulation,
  FlowTable,
  Hop,
  Lifetime,
  Reconnect,
  Scenario,
  Session,
  SourcePool,
  TimelineEvent,
} from './scenario.ts';
import { normalizeUncertain } from './uncertain.ts';
import { reloadOf, workersOf } from './workers.ts';

/** A file with the values of its presets filled in. */
export interface ResolvedFile extends Omit<ParsedFile, 'clients' | 'path'> {
  readonly clients: readonly ParsedClient[];
  readonly path: readonly ResolvedHop[];
}

/** The scenario of a file in which `check.ts` finds no fault. */
export function normalize(file: ResolvedFile): Scenario {
  const durationSec = file.duration ?? defaults.DEFAULT_DURATION_SEC;
  const hops = file.path;
  const hopNames = defaults.hopNames(hops);
  const clientNames = defaults.populationNames(file.clients);
  return {
    name: file.name ?? defaults.DEFAULT_NAME,
    description: file.description ?? '',
    seed: file.seed ?? defaults.DEFAULT_SEED,
    durationSec,
    sampleEverySec: file.sampleEvery ?? defaults.defaultSampleEverySec(durationSec),
    warmUpSec: file.warmUp === undefined || file.warmUp === Infinity ? 'auto' : file.warmUp,
    clients: file.clients.map((client, i) =>
      normalizeClient(client, clientNames[i] ?? '', file.clients, durationSec),
    ),
    path: hops.map((hop, i) => normalizeHop(hop, hopNames[i] ?? '')),
    backends: normalizeBackends(file.backends),
    events: (file.events ?? []).map(normalizeEvent),
    targets: targetsOf(file.targets),
    costs: costsOf(file.costs),
    uncertain: normalizeUncertain(file.uncertain),
  };
}

/** The hops of a path that may be given as the word `direct` or not at all. */
export function hopsOf(path: ParsedFile['path']): readonly ParsedHop[] {
  return path === undefined || path === 'direct' ? [] : path;
}

function normalizeClient(
  client: ParsedClient,
  name: string,
  all: readonly ParsedClient[],
  durationSec: number,
): ClientPopulation {
  const host = all.find((other) => client.addressesOf !== undefined && other.name === client.addressesOf);
  const count = client.count ?? client.addresses ?? 1;
  const addresses = host === undefined ? (client.addresses ?? count) : (host.addresses ?? host.count ?? 1);
  return {
    name,
    count,
    connectionsEach: client.connectionsEach ?? 1,
    addresses,
    ports: withReserved(client.ports ?? defaults.EPHEMERAL_PORTS, client.reservedPorts ?? []),
    timeWaitSec: client.timeWait ?? defaults.TCP_TIME_WAIT_SEC,
    timeWaitReuseSec: client.timeWaitReuse ?? Infinity,
    maxTimeWait: client.maxTimeWait ?? Infinity,
    addressesOf: client.addressesOf ?? null,
    bind: client.bind ?? 'late',
    reuseAddress: client.reuseAddress ?? false,
    balance: client.balance ?? defaults.CLIENT_BALANCE,
    ring: ringOf(client.balance ?? defaults.CLIENT_BALANCE, client.ring),
    dns: dnsOf(client.dns, addresses),
    connectTimeoutSec: client.connectTimeout ?? defaults.CONNECT_TIMEOUT_SEC,
    abandons: client.abandons ?? 'fin',
    roundTripSec: client.roundTrip ?? 0,
    syn: {
      linearTimeouts: client.syn?.linearTimeouts ?? defaults.SYN.linearTimeouts,
      retries: client.syn?.retries ?? defaults.SYN.retries,
    },
    arrivals: normalizeArrivals(client.arrivals, durationSec),
    session: normalizeSession(client.session),
    reconnect: normalizeReconnect(client),
  };
}

function normalizeArrivals(arrivals: ParsedClient['arrivals'], durationSec: number): Arrivals {
  if (arrivals?.pattern !== 'poisson') {
    return {
      pattern: 'population',
      startSec: arrivals?.start ?? 0,
      rampUpSec: arrivals?.rampUp ?? defaults.RAMP_UP_SEC,
    };
  }
  const points = arrivals.profile ?? [{ at: 0, rate: arrivals.rate ?? 0 }];
  const profile = points.map((point) => ({ atSec: point.at, ratePerSec: point.rate }));
  const everySec = arrivals.repeats ?? Infinity;
  return {
    pattern: 'poisson',
    profile: repeatedProfile(profile, everySec, durationSec),
    interpolation: arrivals.interpolation ?? 'step',
    repeats: everySec === Infinity ? null : { everySec, points: profile.length },
  };
}

function normalizeSession(session: ParsedClient['session']): Session {
  const { messages } = session ?? {};
  return {
    lifetime: fittedLifetime(session),
    heartbeatSec: session?.heartbeat ?? Infinity,
    heartbeatJitterSec: session?.heartbeatJitter ?? 0,
    heartbeatFrom: session?.heartbeatFrom ?? 'client',
    closes: session?.closes ?? 'client',
    close: session?.close ?? 'fin',
    closeLagSec: session?.closeLag ?? 0,
    heartbeatTimeoutSec: session?.heartbeatTimeout ?? Infinity,
    vanishShare: session?.vanish ?? 0,
    messages: {
      ratePerSec: messages?.rate ?? defaults.MESSAGES.ratePerSec,
      sizeBytes: messages?.size ?? defaults.MESSAGES.sizeBytes,
      replySizeBytes: messages?.replySize ?? defaults.MESSAGES.replySizeBytes,
      segmentBytes: messages?.segment ?? defaults.MESSAGES.segmentBytes,
    },
  };
}

function fittedLifetime(session: ParsedClient['session']): Lifetime {
  const reading = readLifetime(session?.lifetime ?? defaults.LIFETIME_FIGURES);
  if (!reading.ok) throw new TypeError('normalize: the lifetime has not been checked');
  return reading.lifetime;
}

/** A population comes back after a cut connection; open arrivals do not. */
export function defaultPolicy(client: ParsedClient): Reconnect['policy'] {
  return client.arrivals?.pattern === 'poisson' ? 'none' : 'full-jitter';
}

function normalizeReconnect(client: ParsedClient): Reconnect {
  const { reconnect } = client;
  const baseSec = reconnect?.base ?? defaults.RECONNECT_BASE_SEC;
  return {
    policy: reconnect?.policy ?? defaultPolicy(client),
    baseSec,
    capSec: reconnect?.cap ?? Math.max(defaults.RECONNECT_CAP_SEC, baseSec),
    maxAttempts: reconnect?.maxAttempts ?? Infinity,
  };
}

function normalizeHop(hop: ResolvedHop, name: string): Hop {
  return {
    name,
    mode: hop.mode,
    instances: hop.instances ?? 1,
    listen: { addresses: hop.listen?.addresses ?? 1, ports: hop.listen?.ports ?? defaults.LISTEN_PORTS },
    gateway: hop.gateway ?? false,
    balance: hop.balance ?? defaults.hopBalance(hop.mode),
    ring: ringOf(hop.balance ?? defaults.hopBalance(hop.mode), hop.ring),
    retries: hop.retries ?? 0,
    source: normalizeSource(hop),
    tracksFlows: tracksFlows(hop),
    flowTable: normalizeFlowTable(hop),
    limits: normalizeLimits(hop.limits ?? {}, defaults.hopLimits(hop.mode)),
    workers: workersOf(hop.mode, hop.workers),
    autoscale: normalizeAutoscale(hop.autoscale),
  };
}

/** A router tracks flows only where the file gives it a flow table (a stateful firewall); a proxy keeps sockets. */
export function tracksFlows({ mode, flowTable }: ResolvedHop): boolean {
  return mode === 'router' ? flowTable !== undefined : mode !== 'proxy';
}

function normalizeFlowTable(hop: ResolvedHop): FlowTable {
  const { mode, flowTable } = hop;
  const tracks = mode !== 'router' || tracksFlows(hop);
  const maxEntries = flowTable?.max ?? defaults.flowTableMax(mode, tracks);
  return {
    maxEntries,
    establishedSec: flowTable?.established ?? (tracks ? defaults.CONNTRACK_ESTABLISHED_SEC : Infinity),
    timeWaitSec: flowTable?.timeWait ?? (tracks ? defaults.CONNTRACK_TIME_WAIT_SEC : 0),
    closeSec: flowTable?.close ?? (tracks ? defaults.CONNTRACK_CLOSE_SEC : 0),
    closeWaitSec: flowTable?.closeWait ?? (tracks ? defaults.CONNTRACK_CLOSE_WAIT_SEC : 0),
    unrepliedSec: flowTable?.unreplied ?? (tracks ? defaults.CONNTRACK_UNREPLIED_SEC : 0),
    buckets: flowTable?.buckets ?? defaults.flowTableBuckets(maxEntries),
    earlyDrop: flowTable?.earlyDrop ?? true,
    loose: flowTable?.loose ?? true,
    invalid: flowTable?.invalid ?? 'forward',
  };
}

function normalizeSource({ mode, snat = {} }: ResolvedHop): SourcePool | null {
  const fallback = defaults.sourceDefaults(mode);
  if (fallback === null) return null;
  const scope = snat.scope ?? 'destination';
  const selection = snat.selection ?? fallback.selection;
  return {
    addresses: snat.addresses ?? 1,
    ports: withReserved(snat.ports ?? fallback.ports, snat.reservedPorts ?? []),
    scope,
    blockSize: scope === 'client-block' ? (snat.blockSize ?? defaults.BLOCK_SIZE) : 0,
    blockReuse: scope === 'client-block' ? (snat.blockReuse ?? 'none') : 'none',
    maxPortsPerClient:
      scope === 'client-block' ? (snat.maxPortsPerClient ?? snat.blockSize ?? defaults.BLOCK_SIZE) : 0,
    selection,
    choose: snat.choose ?? 'source-hash',
    holdSec: snat.hold ?? fallback.holdSec,
    takeOver: snat.takeOver ?? selection === 'netfilter',
    preservePort: snat.preservePort ?? selection === 'netfilter',
  };
}

type LimitFields = Omit<ParsedBackends, 'name' | 'count' | 'addresses' | 'ports' | 'weights' | 'autoscale'>;

function normalizeLimits(limits: LimitFields, fallback: Limits): Limits {
  return {
    admission: normalizeAdmission(limits.admission ?? {}),
    maxConnections: limits.maxConnections ?? fallback.maxConnections,
    fileDescriptors: limits.fileDescriptors ?? fallback.fileDescriptors,
    reservedDescriptors: limits.reservedDescriptors ?? fallback.reservedDescriptors,
    memoryBytes: limits.memory ?? fallback.memoryBytes,
    memoryPerConnectionBytes: limits.memoryPerConnection ?? fallback.memoryPerConnectionBytes,
    maxTimeWait: limits.maxTimeWait ?? fallback.maxTimeWait,
    backlog: limits.backlog ?? fallback.backlog,
    synBacklog: limits.synBacklog ?? fallback.synBacklog,
    abortOnOverflow: limits.abortOnOverflow ?? fallback.abortOnOverflow,
    acceptsPerSec: limits.acceptsPerSecond ?? fallback.acceptsPerSec,
    handshakesPerSec: limits.handshakesPerSecond ?? fallback.handshakesPerSec,
    handshake: normalizeHandshake(limits.handshake ?? {}, fallback.handshake),
    idleTimeoutSec: limits.idleTimeout ?? fallback.idleTimeoutSec,
    maxAgeSec: limits.maxAge ?? fallback.maxAgeSec,
    maxAgeSpread: limits.maxAgeSpread ?? fallback.maxAgeSpread,
  };
}

function normalizeHandshake(
  handshake: NonNullable<LimitFields['handshake']>,
  fallback: HandshakeWork,
): HandshakeWork {
  return {
    queue: handshake.queue ?? fallback.queue,
    workers: handshake.workers ?? fallback.workers,
    times: handshake.times ?? fallback.times,
    abandonedCost: handshake.abandonedCost ?? fallback.abandonedCost,
    resumed: handshake.resumed ?? fallback.resumed,
    resumedCost: handshake.resumedCost ?? fallback.resumedCost,
  };
}

function normalizeAdmission(admission: NonNullable<LimitFields['admission']>): Admission {
  const { ADMISSION } = defaults;
  return {
    ratePerSec: admission.rate ?? ADMISSION.ratePerSec,
    burst: admission.burst ?? ADMISSION.burst,
    retryAfterSec: admission.retryAfter ?? ADMISSION.retryAfterSec,
    refusal: admission.refusal ?? ADMISSION.refusal,
  };
}

function normalizeBackends(backends: ParsedBackends): Backends {
  const { weights = 1 } = backends;
  return {
    name: backends.name ?? defaults.BACKENDS_NAME,
    count: backends.count,
    addresses: backends.addresses ?? 1,
    ports: backends.ports ?? defaults.LISTEN_PORTS,
    weights: typeof weights === 'number' ? Array<number>(backends.count).fill(weights) : weights,
    limits: normalizeLimits(backends, defaults.BACKEND_LIMITS),
    autoscale: normalizeAutoscale(backends.autoscale),
  };
}

function normalizeEvent(event: ParsedEvent): TimelineEvent {
  const { EVENT } = defaults;
  const { at: atSec, target = EVENT.target } = event;
  switch (event.action) {
    case 'restart':
      return {
        action: event.action,
        atSec,
        target,
        batch: event.batch ?? EVENT.batch,
        everySec: event.every ?? EVENT.everySec,
        drainSec: event.drain ?? EVENT.drainSec,
        graceSec: event.grace ?? EVENT.graceSec,
        downSec: event.down ?? EVENT.downSec,
        minReadySec: event.minReady ?? null,
        surge: event.surge ?? EVENT.surge,
      };
    case 'crash': {
      const { action, instances = EVENT.instances, down = EVENT.downSec, silent = false } = event;
      const detectedAfterSec = event.detectedAfter ?? defaults.detectedAfterSec(silent);
      return { action, atSec, target, instances, downSec: down, silent, detectedAfterSec };
    }
    case 'failover': {
      const { action, instances = EVENT.instances, down = EVENT.failoverSec } = event;
      const mirroredShare = event.mirrored ?? EVENT.mirroredShare;
      return { action, atSec, target, instances, mirroredShare, downSec: down };
    }
    case 'link-cut':
      return { action: event.action, atSec, target, forSec: event.for ?? EVENT.linkCutSec };
    case 'scale-out': {
      const { action, instances = EVENT.instances } = event;
      return { action, atSec, target, instances };
    }
    case 'scale-in': {
      const { action, instances = EVENT.instances, drain = EVENT.drainSec } = event;
      return { action, atSec, target, instances, drainSec: drain };
    }
    case 'reload':
      return { action: event.action, atSec, target, ...reloadOf(event) };
    case 'disconnect':
      return { action: event.action, atSec, target, share: event.share ?? EVENT.share };
    case 'change': {
      const { action, set, instances = Infinity, cut = false } = event;
      return { action, atSec, target, set: readChanges(set), instances, forSec: event.for ?? Infinity, cut };
    }
  }
}
