/** Rules between the fields of the hops and of the backends. */

import {
  ADMISSION,
  BACKEND_LIMITS,
  BLOCK_SIZE,
  HANDSHAKE,
  hopBalance,
  hopLimits,
  sourceDefaults,
} from '../defaults.ts';
import { duplicateNames, fault } from '../fault.ts';
import { MAX_HOPS, type ParsedBackends, type ResolvedHop } from '../file-format.ts';
import type { Limits } from '../limits.ts';
import { formatPortSpan, usablePorts, withReserved } from '../ports.ts';
import { ringFaults } from '../ring.ts';
import type { HopMode } from '../scenario.ts';
import { joinPath, type ScenarioError } from '../scenario-error.ts';
import { formatBytes } from '../units.ts';
import { workerFaults } from '../workers.ts';
import { autoscaleFaults } from './check-autoscale.ts';

/** Limits that a mode has something to apply to. A hop that forwards in the kernel opens no socket. */
const FORWARDING_LIMITS = [
  'admission',
  'maxConnections',
  'memory',
  'memoryPerConnection',
  'handshakesPerSecond',
  'idleTimeout',
];
const SOCKET_LIMITS = [
  ...FORWARDING_LIMITS,
  'fileDescriptors',
  'reservedDescriptors',
  'maxTimeWait',
  'backlog',
  'synBacklog',
  'abortOnOverflow',
  'acceptsPerSecond',
  'handshake',
  'maxAge',
  'maxAgeSpread',
];

/** The fields of `limits` that a hop of this mode may have; a router keeps no state, so it has none. */
export function limitsOfMode(mode: HopMode): readonly string[] {
  if (mode === 'router') return [];
  return mode === 'proxy' ? SOCKET_LIMITS : FORWARDING_LIMITS;
}

/** Whether a hop of this mode puts its own address in place of the client's. */
export function rewritesSource(mode: HopMode): boolean {
  return sourceDefaults(mode) !== null;
}

export function pathFaults(path: readonly (ResolvedHop | null)[]): ScenarioError[] {
  const faults = duplicateNames(
    'path',
    path.map((hop) => hop?.name),
    'hop',
  );
  if (path.length > MAX_HOPS) {
    faults.push(fault('path', 'out-of-range', `${path.length} hops`, `at most ${MAX_HOPS} hops`));
  }
  path.forEach((hop, i) => {
    if (hop === null) return;
    const own = [
      ...nameFaults(hop),
      ...sourceFaults(hop),
      ...stateFaults(hop),
      ...gatewayFaults(hop),
      ...workerFaults(hop),
      ...autoscaleFaults(hop.autoscale, hop.instances ?? 1, 'autoscale'),
      ...ringFaults(hop.balance ?? hopBalance(hop.mode), hop.ring),
    ];
    faults.push(...own.map((error) => ({ ...error, path: joinPath('path', i, error.path) })));
  });
  return faults;
}

function nameFaults({ name }: ResolvedHop): ScenarioError[] {
  if (name !== 'backends') return [];
  return [fault('name', 'conflict', '"backends" names the backends in events', 'another name', name)];
}

/** What a gateway is can only be said of a hop that leaves the destination alone and makes nobody wait. */
function gatewayFaults({
  mode,
  gateway = false,
  limits = {},
  balance,
  retries,
}: ResolvedHop): ScenarioError[] {
  const faults: ScenarioError[] = [];
  if (gateway && mode !== 'snat' && mode !== 'router') {
    const message = `a ${mode} hop chooses the destination itself`;
    faults.push(fault('gateway', 'conflict', message, 'false, or the mode "snat" or "router"', gateway));
  }
  if (gateway && balance !== undefined) {
    const message = 'a gateway picks nothing: who dials does';
    faults.push(fault('balance', 'conflict', message, 'no balance, or no gateway', balance));
  }
  if (gateway && limits.handshakesPerSecond !== undefined) {
    const message = 'a gateway has no part in handshakes';
    faults.push(fault('limits.handshakesPerSecond', 'conflict', message, 'no rate, or no gateway'));
  }
  if (retries !== undefined && retries > 0 && mode !== 'proxy') {
    const message = `a ${mode} hop opens no connection of its own to try again`;
    faults.push(fault('retries', 'conflict', message, '0, or the mode "proxy"', retries));
  }
  return faults;
}

function sourceFaults({ mode, snat }: ResolvedHop): ScenarioError[] {
  if (snat === undefined) return [];
  const fallback = sourceDefaults(mode);
  if (fallback === null) {
    const message = `a ${mode} hop does not rewrite the source address`;
    return [fault('snat', 'conflict', message, 'no snat block, or the mode "snat" or "proxy"')];
  }
  const {
    ports = fallback.ports,
    reservedPorts = [],
    scope = 'destination',
    blockSize,
    blockReuse,
    maxPortsPerClient,
  } = snat;
  const usable = usablePorts(withReserved(ports, reservedPorts));
  const faults: ScenarioError[] = [];
  if (usable === 0) {
    const message = `every port of ${formatPortSpan(ports)} is reserved`;
    const accepted = 'a list that leaves at least one port';
    faults.push(fault('snat.reservedPorts', 'conflict', message, accepted, reservedPorts));
  }
  if (scope !== 'client-block' && blockSize !== undefined) {
    const message = `scope "${scope}" has no blocks`;
    faults.push(
      fault('snat.blockSize', 'conflict', message, 'no blockSize, or scope "client-block"', blockSize),
    );
  }
  if (scope !== 'client-block' && blockReuse === 'destination') {
    const message = `scope "${scope}" has no blocks to use again`;
    const accepted = 'no blockReuse, or scope "client-block"';
    faults.push(fault('snat.blockReuse', 'conflict', message, accepted, blockReuse));
  }
  if (scope !== 'client-block' && maxPortsPerClient !== undefined) {
    const message = `scope "${scope}" gives no ports to a client`;
    const accepted = 'no maxPortsPerClient, or scope "client-block"';
    faults.push(fault('snat.maxPortsPerClient', 'conflict', message, accepted, maxPortsPerClient));
  }
  const block = blockSize ?? BLOCK_SIZE;
  if (scope === 'client-block' && maxPortsPerClient !== undefined && maxPortsPerClient < block) {
    const message = `${maxPortsPerClient} ports are less than a block of ${block}`;
    const accepted = `${block} or more`;
    faults.push(fault('snat.maxPortsPerClient', 'conflict', message, accepted, maxPortsPerClient));
  }
  if (snat.preservePort === true && (snat.selection ?? fallback.selection) !== 'netfilter') {
    const message = 'only selection "netfilter" keeps the port of the sender';
    faults.push(fault('snat.preservePort', 'conflict', message, 'false, or selection "netfilter"', true));
  }
  if (scope === 'client-block' && usable > 0 && block > usable) {
    const message = `a block of ${block} ports is larger than the ${usable} usable ports of ${formatPortSpan(ports)}`;
    faults.push(fault('snat.blockSize', 'conflict', message, `from 1 to ${usable}`, blockSize));
  }
  return faults;
}

function stateFaults({ mode, limits = {} }: ResolvedHop): ScenarioError[] {
  const faults: ScenarioError[] = [];
  const allowed = limitsOfMode(mode);
  for (const [name, value] of Object.entries(limits)) {
    if (value === undefined || allowed.includes(name)) continue;
    const accepted = allowed.length === 0 ? 'no limits, or another mode' : `the limits ${allowed.join(', ')}`;
    const message = `a ${mode} hop has no ${LIMIT_WORDS[name] ?? name}`;
    faults.push(fault(`limits.${name}`, 'conflict', message, accepted, value));
  }
  return [
    ...faults,
    ...memoryFaults(limits, hopLimits(mode), 'limits'),
    ...descriptorFaults(limits, hopLimits(mode), 'limits'),
    ...admissionFaults(limits.admission, 'limits'),
    ...handshakeFaults(limits, 'limits'),
  ];
}

const LIMIT_WORDS: Readonly<Record<string, string>> = {
  admission: 'say in who is admitted',
  maxConnections: 'connections to count',
  fileDescriptors: 'sockets, so no descriptors',
  reservedDescriptors: 'sockets, so no descriptors',
  maxTimeWait: 'sockets, so no TIME_WAIT',
  memory: 'memory of connections',
  memoryPerConnection: 'memory of connections',
  backlog: 'listening socket, so no backlog',
  synBacklog: 'listening socket, so no SYN queue',
  abortOnOverflow: 'listening socket, so no accept queue',
  acceptsPerSecond: 'listening socket to accept from',
  handshake: 'handshakes of its own',
  handshakesPerSecond: 'part in handshakes',
  idleTimeout: 'timer of connections',
  maxAge: 'connections of its own to close',
  maxAgeSpread: 'connections of its own to close',
};

interface MemoryFields {
  readonly memory?: number | undefined;
  readonly memoryPerConnection?: number | undefined;
}

function memoryFaults(
  { memory, memoryPerConnection }: MemoryFields,
  fallback: Limits,
  block: string,
): ScenarioError[] {
  const each = memoryPerConnection ?? fallback.memoryPerConnectionBytes;
  if (memory === undefined || memory >= each) return [];
  const message = `${formatBytes(memory)} does not hold a single connection of ${formatBytes(each)}`;
  return [fault(joinPath(block, 'memory'), 'conflict', message, `${formatBytes(each)} or more`, memory)];
}

interface DescriptorFields {
  readonly fileDescriptors?: number | undefined;
  readonly reservedDescriptors?: number | undefined;
}

function descriptorFaults(
  { fileDescriptors, reservedDescriptors = 0 }: DescriptorFields,
  fallback: Limits,
  block: string,
): ScenarioError[] {
  const all = fileDescriptors ?? fallback.fileDescriptors;
  if (reservedDescriptors < all) return [];
  const message = `${reservedDescriptors} reserved descriptors leave none of ${all} for connections`;
  const path = joinPath(block, 'reservedDescriptors');
  return [fault(path, 'conflict', message, `from 0 to ${all - 1}`, reservedDescriptors)];
}

/** Without a rate nobody is refused, so there is nothing that a burst or an answer could be about. */
function admissionFaults(admission: ParsedBackends['admission'], block: string): ScenarioError[] {
  const {
    rate = Infinity,
    burst = ADMISSION.burst,
    retryAfter = ADMISSION.retryAfterSec,
    refusal = ADMISSION.refusal,
  } = admission ?? {};
  if (rate < Infinity) return retryAfterFaults(refusal, retryAfter, block);
  const faults: ScenarioError[] = [];
  const accepted = 'an admission.rate such as "500/s" beside it';
  if (refusal !== ADMISSION.refusal) {
    const path = joinPath(block, 'admission.refusal');
    faults.push(fault(path, 'conflict', 'nobody is refused without a rate', accepted, refusal));
  }
  if (burst !== ADMISSION.burst)
    faults.push(fault(joinPath(block, 'admission.burst'), 'conflict', 'no rate is limited', accepted, burst));
  if (retryAfter !== ADMISSION.retryAfterSec) {
    const path = joinPath(block, 'admission.retryAfter');
    faults.push(fault(path, 'conflict', 'nobody is refused without a rate', accepted, retryAfter));
  }
  return faults;
}

function retryAfterFaults(refusal: string, retryAfterSec: number, block: string): ScenarioError[] {
  if (refusal !== 'drop' || retryAfterSec === 0) return [];
  const path = joinPath(block, 'admission.retryAfter');
  const message = 'a SYN that is dropped has no answer that could say when to come back';
  return [fault(path, 'conflict', message, 'no retryAfter, or the refusal "reset"', retryAfterSec)];
}

/** Where handshakes take no time there is nothing to say about their work. */
function handshakeFaults(
  {
    handshakesPerSecond = Infinity,
    handshake = {},
  }: Pick<ParsedBackends, 'handshakesPerSecond' | 'handshake'>,
  block: string,
): ScenarioError[] {
  if (handshakesPerSecond < Infinity) return [];
  const accepted = 'a handshakesPerSecond such as "1000/s" beside it';
  const usual: Readonly<Record<string, unknown>> = { ...HANDSHAKE };
  return Object.entries(handshake).flatMap(([name, value]) =>
    value === undefined || value === usual[name]
      ? []
      : [
          fault(
            joinPath(block, `handshake.${name}`),
            'conflict',
            'handshakes take no time without a rate',
            accepted,
            value,
          ),
        ],
  );
}

export function backendFaults(backends: ParsedBackends): ScenarioError[] {
  const { count, weights } = backends;
  const faults = [
    ...autoscaleFaults(backends.autoscale, count, 'backends.autoscale'),
    ...memoryFaults(backends, BACKEND_LIMITS, 'backends'),
    ...descriptorFaults(backends, BACKEND_LIMITS, 'backends'),
    ...admissionFaults(backends.admission, 'backends'),
    ...handshakeFaults(backends, 'backends'),
  ];
  if (weights !== undefined && typeof weights !== 'number' && weights.length !== count) {
    const message = `${weights.length} weights for ${count} backends`;
    faults.push(fault('backends.weights', 'conflict', message, `one weight, or a list of ${count}`, weights));
  }
  return faults;
}
