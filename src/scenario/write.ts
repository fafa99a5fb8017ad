/** A scenario back to the file that a person would write: units in texts, only what differs from the defaults. */

import { autoscaleFile } from './autoscale.ts';
import type { Changes } from './changed-fields.ts';
import * as defaults from './defaults.ts';
import { dnsFile } from './dns-cache.ts';
import type { BackendsFile, ClientFile, EventFile, HopFile, ScenarioFile, SetFile } from './file-format.ts';
import type { Admission, HandshakeWork, Limits } from './limits.ts';
import { compact } from './plain-value.ts';
import { costsFile, targetsFile } from './planning.ts';
import { formatPortList, formatPortSpan, type PortSpan } from './ports.ts';
import { ringFile } from './ring.ts';
import type {
  Arrivals,
  Backends,
  ClientPopulation,
  Hop,
  PortRange,
  Reconnect,
  Scenario,
  Session,
  SourcePool,
  TimelineEvent,
} from './scenario.ts';
import { uncertainFile } from './uncertain.ts';
import { formatDuration, formatRate } from './units.ts';
import {
  bytesUnless,
  countText,
  countUnless,
  durationUnless,
  rateUnless,
  unless,
  unlessEmpty,
} from './unless.ts';
import { reloadFile, workersFile } from './workers.ts';
import { lifetimeFile } from './write-lifetime.ts';

/** The canonical file: parsing it gives a scenario equal to this one to the last bit. */
export function toScenarioFile(scenario: Scenario): ScenarioFile {
  const { durationSec, sampleEverySec, warmUpSec } = scenario;
  return compact({
    fivetuple: 1,
    name: scenario.name,
    description: unless('', scenario.description),
    seed: scenario.seed,
    duration: formatDuration(durationSec),
    sampleEvery: durationUnless(defaults.defaultSampleEverySec(durationSec), sampleEverySec),
    warmUp: warmUpSec === 'auto' ? undefined : formatDuration(warmUpSec),
    clients: scenario.clients.map(clientFile),
    path: scenario.path.map(hopFile),
    backends: backendsFile(scenario.backends),
    events: scenario.events.length === 0 ? undefined : scenario.events.map(eventFile),
    targets: targetsFile(scenario.targets),
    costs: costsFile(scenario.costs),
    uncertain: uncertainFile(scenario.uncertain),
  });
}

function clientFile(client: ClientPopulation): ClientFile {
  const { count, addresses } = client;
  return compact({
    name: client.name,
    count,
    connectionsEach: unless(1, client.connectionsEach),
    addresses: client.addressesOf === null ? unless(count, addresses) : undefined,
    ...portFields(client.ports, defaults.EPHEMERAL_PORTS),
    timeWait: durationUnless(defaults.TCP_TIME_WAIT_SEC, client.timeWaitSec),
    timeWaitReuse: durationUnless(Infinity, client.timeWaitReuseSec),
    maxTimeWait: countUnless(Infinity, client.maxTimeWait),
    addressesOf: client.addressesOf ?? undefined,
    bind: unless('late', client.bind),
    reuseAddress: unless(false, client.reuseAddress),
    balance: unless(defaults.CLIENT_BALANCE, client.balance),
    ring: ringFile(client.balance, client.ring),
    dns: dnsFile(client.dns, client.addresses),
    connectTimeout: durationUnless(defaults.CONNECT_TIMEOUT_SEC, client.connectTimeoutSec),
    abandons: unless('fin', client.abandons),
    roundTrip: durationUnless(0, client.roundTripSec),
    syn: synFile(client.syn),
    arrivals: arrivalsFile(client.arrivals),
    session: sessionFile(client.session),
    reconnect: reconnectFile(client.reconnect, client.arrivals),
  });
}

function synFile({ linearTimeouts, retries }: ClientPopulation['syn']): ClientFile['syn'] {
  const changed = compact({
    linearTimeouts: unless(defaults.SYN.linearTimeouts, linearTimeouts),
    retries: unless(defaults.SYN.retries, retries),
  });
  return Object.keys(changed).length === 0 ? undefined : changed;
}

function portFields(range: PortRange, fallback: PortSpan): Pick<ClientFile, 'ports' | 'reservedPorts'> {
  const isDefault = range.first === fallback.first && range.last === fallback.last;
  return {
    ports: isDefault ? undefined : formatPortSpan(range),
    reservedPorts: range.reserved.length === 0 ? undefined : formatPortList(range.reserved),
  };
}

function arrivalsFile(arrivals: Arrivals): ClientFile['arrivals'] {
  if (arrivals.pattern === 'population') {
    const { startSec, rampUpSec } = arrivals;
    return compact({
      pattern: 'population' as const,
      start: durationUnless(0, startSec),
      rampUp: formatDuration(rampUpSec),
    });
  }
  const { profile, interpolation, repeats } = arrivals;
  const [first] = profile;
  if (profile.length === 1 && repeats === null && first !== undefined && interpolation === 'step') {
    return { pattern: 'poisson', rate: formatRate(first.ratePerSec) };
  }
  return compact({
    pattern: 'poisson' as const,
    profile: profile.slice(0, repeats?.points).map(({ atSec, ratePerSec }) => ({
      at: formatDuration(atSec),
      rate: formatRate(ratePerSec),
    })),
    interpolation: unless('step', interpolation),
    repeats: repeats === null ? undefined : formatDuration(repeats.everySec),
  });
}

function sessionFile(session: Session): ClientFile['session'] {
  const { ratePerSec, sizeBytes, replySizeBytes, segmentBytes } = session.messages;
  const { MESSAGES } = defaults;
  return compact({
    lifetime: lifetimeFile(session.lifetime),
    heartbeat: durationUnless(Infinity, session.heartbeatSec),
    heartbeatJitter: durationUnless(0, session.heartbeatJitterSec),
    heartbeatFrom: unless('client', session.heartbeatFrom),
    closes: unless('client', session.closes),
    close: unless('fin', session.close),
    closeLag: durationUnless(0, session.closeLagSec),
    heartbeatTimeout: durationUnless(Infinity, session.heartbeatTimeoutSec),
    vanish: unless(0, session.vanishShare),
    messages: unlessEmpty({
      rate: ratePerSec === MESSAGES.ratePerSec ? undefined : formatRate(ratePerSec),
      size: bytesUnless(MESSAGES.sizeBytes, sizeBytes),
      replySize: bytesUnless(MESSAGES.replySizeBytes, replySizeBytes),
      segment: bytesUnless(MESSAGES.segmentBytes, segmentBytes),
    }),
  });
}

function reconnectFile(reconnect: Reconnect, arrivals: Arrivals): ClientFile['reconnect'] {
  const { policy, baseSec, capSec, maxAttempts } = reconnect;
  const fallback = arrivals.pattern === 'poisson' ? 'none' : 'full-jitter';
  return unlessEmpty({
    policy: unless(fallback, policy),
    base: durationUnless(defaults.RECONNECT_BASE_SEC, baseSec),
    cap: durationUnless(Math.max(defaults.RECONNECT_CAP_SEC, baseSec), capSec),
    maxAttempts: unless(Infinity, maxAttempts),
  });
}

function hopFile(hop: Hop): HopFile {
  const { mode, listen, flowTable, limits } = hop;
  return compact({
    name: hop.name,
    mode,
    instances: hop.instances,
    listen: unlessEmpty({
      addresses: unless(1, listen.addresses),
      ports: samePorts(listen.ports) ? undefined : formatPortList(listen.ports),
    }),
    gateway: unless(false, hop.gateway),
    balance: unless(defaults.hopBalance(mode), hop.balance),
    ring: ringFile(hop.balance, hop.ring),
    retries: unless(0, hop.retries),
    snat: hop.source === null ? undefined : sourceFile(hop.source, mode),
    flowTable: mode === 'router' && !hop.tracksFlows ? undefined : flowTableFile(flowTable, mode),
    autoscale: autoscaleFile(hop.autoscale),
    limits: mode === 'router' ? undefined : unlessEmpty(limitFields(limits, defaults.hopLimits(mode))),
    workers: workersFile(hop.workers),
  });
}

function sourceFile(source: SourcePool, mode: Hop['mode']): HopFile['snat'] {
  const fallback = defaults.sourceDefaults(mode);
  if (fallback === null) throw new TypeError(`a ${mode} hop cannot have source addresses`);
  return compact({
    addresses: source.addresses,
    ...portFields(source.ports, fallback.ports),
    scope: unless('destination', source.scope),
    blockSize: source.scope === 'client-block' ? source.blockSize : undefined,
    blockReuse: unless('none', source.blockReuse),
    maxPortsPerClient: unless(source.blockSize, source.maxPortsPerClient),
    selection: unless(fallback.selection, source.selection),
    choose: unless('source-hash', source.choose),
    hold: durationUnless(fallback.holdSec, source.holdSec),
    takeOver: unless(source.selection === 'netfilter', source.takeOver),
    preservePort: unless(source.selection === 'netfilter', source.preservePort),
  });
}

function flowTableFile(table: Hop['flowTable'], mode: Hop['mode']): HopFile['flowTable'] {
  return unlessEmpty({
    // A router tracks flows only if the file gives it a table, so that one is never left out.
    max:
      mode === 'router'
        ? countText(table.maxEntries)
        : countUnless(defaults.flowTableMax(mode), table.maxEntries),
    established: durationUnless(defaults.CONNTRACK_ESTABLISHED_SEC, table.establishedSec),
    timeWait: durationUnless(defaults.CONNTRACK_TIME_WAIT_SEC, table.timeWaitSec),
    close: durationUnless(defaults.CONNTRACK_CLOSE_SEC, table.closeSec),
    closeWait: durationUnless(defaults.CONNTRACK_CLOSE_WAIT_SEC, table.closeWaitSec),
    unreplied: durationUnless(defaults.CONNTRACK_UNREPLIED_SEC, table.unrepliedSec),
    buckets: unless(defaults.flowTableBuckets(table.maxEntries), table.buckets),
    earlyDrop: unless(true, table.earlyDrop),
    loose: unless(true, table.loose),
    invalid: unless('forward', table.invalid),
  });
}

function limitFields(limits: Limits, fallback: Limits): NonNullable<HopFile['limits']> {
  return compact({
    admission: admissionFile(limits.admission),
    maxConnections: countUnless(fallback.maxConnections, limits.maxConnections),
    fileDescriptors: countUnless(fallback.fileDescriptors, limits.fileDescriptors),
    reservedDescriptors: unless(fallback.reservedDescriptors, limits.reservedDescriptors),
    memory: bytesUnless(fallback.memoryBytes, limits.memoryBytes),
    memoryPerConnection: bytesUnless(fallback.memoryPerConnectionBytes, limits.memoryPerConnectionBytes),
    maxTimeWait: countUnless(fallback.maxTimeWait, limits.maxTimeWait),
    backlog: countUnless(fallback.backlog, limits.backlog),
    synBacklog: countUnless(fallback.synBacklog, limits.synBacklog),
    abortOnOverflow: unless(fallback.abortOnOverflow, limits.abortOnOverflow),
    acceptsPerSecond: rateUnless(fallback.acceptsPerSec, limits.acceptsPerSec),
    handshakesPerSecond: rateUnless(fallback.handshakesPerSec, limits.handshakesPerSec),
    handshake: handshakeFile(limits.handshake, fallback.handshake),
    idleTimeout: durationUnless(fallback.idleTimeoutSec, limits.idleTimeoutSec),
    maxAge: durationUnless(fallback.maxAgeSec, limits.maxAgeSec),
    maxAgeSpread: unless(fallback.maxAgeSpread, limits.maxAgeSpread),
  });
}

function admissionFile({
  ratePerSec,
  burst,
  retryAfterSec,
  refusal,
}: Admission): NonNullable<HopFile['limits']>['admission'] {
  const { ADMISSION } = defaults;
  return unlessEmpty({
    rate: rateUnless(ADMISSION.ratePerSec, ratePerSec),
    burst: unless(ADMISSION.burst, burst),
    retryAfter: durationUnless(ADMISSION.retryAfterSec, retryAfterSec),
    refusal: unless(ADMISSION.refusal, refusal),
  });
}

function handshakeFile(
  work: HandshakeWork,
  fallback: HandshakeWork,
): NonNullable<HopFile['limits']>['handshake'] {
  return unlessEmpty({
    queue: unless(fallback.queue, work.queue),
    workers: unless(fallback.workers, work.workers),
    times: unless(fallback.times, work.times),
    abandonedCost: unless(fallback.abandonedCost, work.abandonedCost),
    resumed: unless(fallback.resumed, work.resumed),
    resumedCost: unless(fallback.resumedCost, work.resumedCost),
  });
}

function backendsFile(backends: Backends): BackendsFile {
  const { count, weights } = backends;
  const [weight = 1] = weights;
  const isEven = weights.every((other) => other === weight);
  return compact({
    name: unless(defaults.BACKENDS_NAME, backends.name),
    count,
    addresses: unless(1, backends.addresses),
    ports: formatPortList(backends.ports),
    weights: isEven ? unless(1, weight) : [...weights],
    autoscale: autoscaleFile(backends.autoscale),
    ...limitFields(backends.limits, defaults.BACKEND_LIMITS),
  });
}

function eventFile(event: TimelineEvent): EventFile {
  const { EVENT } = defaults;
  const { target } = event;
  const at = formatDuration(event.atSec);
  switch (event.action) {
    case 'restart':
      return compact({
        at,
        action: event.action,
        target,
        batch: unless(EVENT.batch, event.batch),
        every: durationUnless(EVENT.everySec, event.everySec),
        drain: durationUnless(EVENT.drainSec, event.drainSec),
        grace: durationUnless(EVENT.graceSec, event.graceSec),
        down: durationUnless(EVENT.downSec, event.downSec),
        minReady: event.minReadySec === null ? undefined : formatDuration(event.minReadySec),
        surge: unless(EVENT.surge, event.surge),
      });
    case 'crash': {
      const { action, instances, downSec, silent, detectedAfterSec } = event;
      return compact({
        at,
        action,
        target,
        instances,
        down: durationUnless(EVENT.downSec, downSec, 'forever'),
        silent: unless(false, silent),
        detectedAfter: durationUnless(defaults.detectedAfterSec(silent), detectedAfterSec, 'never'),
      });
    }
    case 'failover': {
      const { action, instances, mirroredShare } = event;
      const mirrored = mirroredShare === 1 ? true : unless(EVENT.mirroredShare, mirroredShare);
      const down = durationUnless(EVENT.failoverSec, event.downSec);
      return compact({ at, action, target, instances, mirrored, down });
    }
    case 'link-cut': {
      const forTime = durationUnless(EVENT.linkCutSec, event.forSec);
      return compact({ at, action: event.action, target, for: forTime });
    }
    case 'scale-out':
      return { at, action: event.action, target, instances: event.instances };
    case 'scale-in': {
      const { action, instances, drainSec } = event;
      return compact({ at, action, target, instances, drain: durationUnless(EVENT.drainSec, drainSec) });
    }
    case 'reload':
      return { at, action: event.action, target, ...reloadFile(event) };
    case 'disconnect':
      return compact({ at, action: event.action, target, share: unless(EVENT.share, event.share) });
    case 'change': {
      const { action, set, instances, forSec, cut } = event;
      return compact({
        at,
        action,
        target,
        set: setFile(set, target),
        instances: unless(Infinity, instances),
        for: durationUnless(Infinity, forSec),
        cut: unless(false, cut),
      });
    }
  }
}

/** Limits stand directly in what is set of the backends, as they do in the backends. */
function setFile(set: Changes, target: string): SetFile {
  const limits = compact({
    admission: unlessEmpty({
      rate: given(set.admissionRatePerSec, (rate) => rateUnless(0, rate)),
      burst: set.admissionBurst,
    }),
    maxConnections: given(set.maxConnections, countText),
    fileDescriptors: given(set.fileDescriptors, countText),
    memory: given(set.memoryBytes, (bytes) => bytesUnless(0, bytes)),
    backlog: given(set.backlog, countText),
    acceptsPerSecond: given(set.acceptsPerSec, (rate) => rateUnless(0, rate)),
    handshakesPerSecond: given(set.handshakesPerSec, (rate) => rateUnless(0, rate)),
    idleTimeout: given(set.idleTimeoutSec, (sec) => durationUnless(0, sec)),
  });
  if (target === defaults.EVENT.target) return limits;
  return compact({
    limits: unlessEmpty(limits),
    flowTable: unlessEmpty({
      max: given(set.flowTableMaxEntries, countText),
      established: given(set.flowTableEstablishedSec, (sec) => durationUnless(0, sec)),
      timeWait: given(set.flowTableTimeWaitSec, formatDuration),
    }),
    snat: unlessEmpty({ addresses: set.sourceAddresses }),
  });
}

function given<T>(value: number | undefined, write: (value: number) => T): T | undefined {
  return value === undefined ? undefined : write(value);
}

function samePorts(ports: readonly number[]): boolean {
  const fallback = defaults.LISTEN_PORTS;
  return ports.length === fallback.length && ports.every((port, i) => port === fallback[i]);
}
