/** Rules between the fields of a client population. */
import { CLIENT_BALANCE, CONNECT_TIMEOUT_SEC, EPHEMERAL_PORTS, RECONNECT_BASE_SEC } from '../defaults.ts';
import { dnsFaults } from '../dns-cache.ts';
import { duplicateNames, fault } from '../fault.ts';
import type { ParsedClient } from '../file-format.ts';
import { MAX_COUNT } from '../leaf-schemas.ts';
import { readLifetime } from '../lifetime-read.ts';
import { defaultPolicy } from '../normalize.ts';
import { formatPortSpan, usablePorts, withReserved } from '../ports.ts';
import { MOST_POINTS, repeatedPoints } from '../repeated-profile.ts';
import { ringFaults } from '../ring.ts';
import { joinPath, type ScenarioError } from '../scenario-error.ts';
import { formatDuration } from '../units.ts';

const MAX_POPULATIONS = 64;

export function clientFaults(
  clients: readonly (ParsedClient | null)[],
  durationSec: number | null,
): ScenarioError[] {
  const faults = duplicateNames(
    'clients',
    clients.map((client) => client?.name),
    'population',
  );
  if (clients.length === 0 || clients.length > MAX_POPULATIONS) {
    const message = clients.length === 0 ? 'an empty list' : `${clients.length} populations`;
    faults.push(fault('clients', 'out-of-range', message, `from 1 to ${MAX_POPULATIONS} populations`));
  }
  clients.forEach((client, i) => {
    if (client === null) return;
    const own = [
      ...addressFaults(client, clients.slice(0, i)),
      ...countFaults(client),
      ...portFaults(client),
      ...ringFaults(client.balance ?? CLIENT_BALANCE, client.ring),
      ...dnsFaults(client.dns, addressesOf(client)),
      ...arrivalFaults(client, durationSec),
      ...patienceFaults(client),
      ...lifetimeFaults(client),
      ...heartbeatFaults(client),
      ...reconnectFaults(client),
    ];
    faults.push(...own.map((error) => ({ ...error, path: joinPath('clients', i, error.path) })));
  });
  return faults;
}

/** A set-up with a handshake takes two round trips, however fast the servers are. */
function patienceFaults({
  connectTimeout = CONNECT_TIMEOUT_SEC,
  roundTrip = 0,
}: ParsedClient): ScenarioError[] {
  if (roundTrip === 0 || connectTimeout > 2 * roundTrip) return [];
  const message = `two round trips take longer than the connectTimeout of ${formatDuration(connectTimeout)}`;
  const accepted = `less than ${formatDuration(connectTimeout / 2)}, or more patience`;
  return [fault('roundTrip', 'conflict', message, accepted, roundTrip)];
}

/** Of its own; those of other hosts are not bounded here. */
function addressesOf({ addresses, addressesOf: hosts, count = 1 }: ParsedClient): number {
  return hosts === undefined ? (addresses ?? count) : Infinity;
}

function countFaults({ count, addresses, connectionsEach = 1, arrivals }: ParsedClient): ScenarioError[] {
  const isOpen = arrivals?.pattern === 'poisson';
  if (count === undefined) {
    if (isOpen && addresses !== undefined) return [];
    const accepted = isOpen
      ? 'a number of clients such as 100000, or the number of addresses they come from'
      : 'a number of clients such as 100000';
    return [fault('count', 'missing-field', 'is missing', accepted)];
  }
  if (isOpen) return [];
  const faults: ScenarioError[] = [];
  if (addresses !== undefined && addresses > count) {
    const message = `${addresses} addresses are more than the ${count} clients that share them`;
    faults.push(fault('addresses', 'conflict', message, `from 1 to ${count}`, addresses));
  }
  if (count * connectionsEach > MAX_COUNT) {
    const message = `${count} clients with ${connectionsEach} connections each are too many to count`;
    faults.push(
      fault('connectionsEach', 'out-of-range', message, `${MAX_COUNT} connections in all`, connectionsEach),
    );
  }
  return faults;
}

/** Populations on the same hosts share their port spaces, so they must agree on the addresses. */
function addressFaults(client: ParsedClient, before: readonly (ParsedClient | null)[]): ScenarioError[] {
  const { addressesOf, bind = 'late', reuseAddress = false } = client;
  const faults: ScenarioError[] = [];
  if (reuseAddress && bind !== 'explicit') {
    const message = `SO_REUSEADDR changes nothing for bind "${bind}"`;
    faults.push(fault('reuseAddress', 'conflict', message, 'false, or bind "explicit"', reuseAddress));
  }
  if (addressesOf === undefined) return faults;
  const named = before.find((other) => other?.name === addressesOf);
  if (named === undefined || named === null) {
    const names = before.flatMap((other) => (other?.name === undefined ? [] : [`"${other.name}"`]));
    const accepted =
      names.length === 0 ? 'no addressesOf in the first population' : `one of ${names.join(', ')}`;
    faults.push(fault('addressesOf', 'conflict', 'names no earlier population', accepted, addressesOf));
  } else if (named.addressesOf !== undefined) {
    const message = `"${addressesOf}" has the addresses of another population itself`;
    faults.push(fault('addressesOf', 'conflict', message, `"${named.addressesOf}"`, addressesOf));
  } else if (client.addresses !== undefined && client.addresses !== (named.addresses ?? named.count)) {
    const message = `"${addressesOf}" has ${named.addresses ?? named.count} addresses`;
    faults.push(fault('addresses', 'conflict', message, 'no addresses: they are those', client.addresses));
  }
  return faults;
}

function portFaults({ ports = EPHEMERAL_PORTS, reservedPorts = [] }: ParsedClient): ScenarioError[] {
  if (usablePorts(withReserved(ports, reservedPorts)) > 0) return [];
  const message = `every port of ${formatPortSpan(ports)} is reserved`;
  return [fault('reservedPorts', 'conflict', message, 'a list that leaves at least one port', reservedPorts)];
}

function arrivalFaults({ arrivals }: ParsedClient, durationSec: number | null): ScenarioError[] {
  if (arrivals === undefined) return [];
  if (arrivals.pattern === 'poisson')
    return [...profileFaults(arrivals), ...repeatFaults(arrivals, durationSec)];
  const { start = 0 } = arrivals;
  if (durationSec === null || start < durationSec) return [];
  const end = formatDuration(durationSec);
  const message = `a start at ${formatDuration(start)} is not before the end of the run at ${end}`;
  return [fault('arrivals.start', 'out-of-range', message, `less than ${end}`, start)];
}

type PoissonFile = Extract<NonNullable<ParsedClient['arrivals']>, { pattern: 'poisson' }>;

function profileFaults({ rate, profile, interpolation }: PoissonFile): ScenarioError[] {
  const accepted = 'a rate, or a profile of { at, rate }';
  if (rate !== undefined && profile !== undefined) {
    return [fault('arrivals', 'conflict', 'both a rate and a profile are given', accepted)];
  }
  if (profile === undefined) {
    if (rate === undefined) return [fault('arrivals.rate', 'missing-field', 'is missing', accepted)];
    if (interpolation === undefined) return [];
    const message = 'a constant rate has nothing to interpolate';
    return [
      fault('arrivals.interpolation', 'conflict', message, 'a profile, or no interpolation', interpolation),
    ];
  }
  const faults: ScenarioError[] = [];
  if (profile.length > 0 && !profile.some((point) => point.rate > 0)) {
    faults.push(fault('arrivals.profile', 'conflict', 'every rate is 0', 'at least one rate above 0'));
  }
  if (profile.length === 0) {
    faults.push(fault('arrivals.profile', 'out-of-range', 'an empty profile', 'one or more of { at, rate }'));
  }
  profile.forEach(({ at }, i) => {
    const before = profile[i - 1]?.at;
    if (before === undefined ? at === 0 : at > before) return;
    const wanted =
      before === undefined ? '0s: a profile starts with the run' : `more than ${formatDuration(before)}`;
    const message = `a point at ${formatDuration(at)}`;
    faults.push(fault(`arrivals.profile.${i}.at`, 'conflict', message, wanted, at));
  });
  return faults;
}

function repeatFaults(
  { profile, repeats = Infinity }: PoissonFile,
  durationSec: number | null,
): ScenarioError[] {
  if (repeats === Infinity) return [];
  const at = 'arrivals.repeats';
  const lastSec = profile?.at(-1)?.at;
  if (profile === undefined || lastSec === undefined) {
    return [
      fault(at, 'conflict', 'a constant rate has nothing to repeat', 'a profile, or no repeats', repeats),
    ];
  }
  if (repeats <= lastSec) {
    const message = `the last point at ${formatDuration(lastSec)} comes no earlier`;
    return [fault(at, 'conflict', message, `more than ${formatDuration(lastSec)}`, repeats)];
  }
  const points = repeatedPoints(profile.length, repeats, durationSec ?? 0);
  if (points <= MOST_POINTS) return [];
  const message = `${points} points over the whole run`;
  return [fault(at, 'out-of-range', message, `at most ${MOST_POINTS} points x repetitions`, repeats)];
}

function lifetimeFaults({ session }: ParsedClient): ScenarioError[] {
  if (session?.lifetime === undefined) return [];
  const reading = readLifetime(session.lifetime);
  if (reading.ok) return [];
  return reading.errors.map((error) => ({ ...error, path: joinPath('session.lifetime', error.path) }));
}

/** No heartbeat comes before the one that it follows. */
function heartbeatFaults({ session }: ParsedClient): ScenarioError[] {
  const { heartbeat = Infinity, heartbeatJitter = 0 } = session ?? {};
  if (heartbeatJitter <= heartbeat) return [];
  const accepted = `${formatDuration(heartbeat)} or less`;
  const message = `a jitter of ${formatDuration(heartbeatJitter)} is more than the heartbeat`;
  return [fault('session.heartbeatJitter', 'conflict', message, accepted, heartbeatJitter)];
}

const CAPPED_POLICIES = new Set<string>([
  'exponential',
  'full-jitter',
  'equal-jitter',
  'decorrelated-jitter',
]);

function reconnectFaults(client: ParsedClient): ScenarioError[] {
  const { base = RECONNECT_BASE_SEC, cap, policy = defaultPolicy(client) } = client.reconnect ?? {};
  if (cap === undefined || cap >= base || !CAPPED_POLICIES.has(policy)) return [];
  const message = `a cap of ${formatDuration(cap)} is less than the base of ${formatDuration(base)}`;
  return [fault('reconnect.cap', 'conflict', message, `${formatDuration(base)} or more`, cap)];
}
