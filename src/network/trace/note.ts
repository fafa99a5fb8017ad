/**
 * What the run tells its tracer, at the places where it happens. Called only where there is a tracer, so that an ordinary
 * run makes none of these objects. All but those with a row are about the connection in hand.
 */
import { CLOSED_BY_CLIENT, NOBODY } from '../connections/closer.ts';
import { NOTHING } from '../connections/connection-in-hand.ts';
import type { NetworkState } from '../network-state.ts';
import type { CloseReason, FailureCause, ResourceId, StationKey } from '../results/run-result.ts';
import { stationPlace } from '../results/station-key.ts';
import { phaseOf, SYN_RECEIVED, stationOf, waitedFor } from '../set-up/walk-step.ts';
import { clientEnd, dialledEnd, poolEnd } from './trace-ends.ts';
import { AT_CLIENT, type HeldThing, type TracedClient, type WaitedFor } from './trace-step.ts';

/** Kinds of refusals that a walk meets. */
export type RefusalKind = 'try-refused' | 'dropped' | 'ack-lost' | 'refused';

export function noteDialled(net: NetworkState): void {
  const { hand } = net.connections;
  const destination = dialledEnd(net, net.plan.dialledStage, hand.endpoint);
  net.tracer!.note(hand, { kind: 'dialled', source: clientEnd(net), destination });
}

export function noteReached(net: NetworkState, station: number): void {
  const { hand } = net.connections;
  net.tracer!.note(hand, { kind: 'reached', station, instance: hand.instances[station]! });
}

export function noteForwarded(net: NetworkState, hop: number): void {
  const { hand } = net.connections;
  const source = poolEnd(net, hop, hand.tuples[hop]!);
  const destination = dialledEnd(net, net.plan.hops[hop]!.dialledStage, hand.endpoint);
  net.tracer!.note(hand, { kind: 'forwarded', station: hop, source, destination });
}

/** The connection in hand is refused by a station, at the instance where it is or where its SYN was sent. */
export function noteRefusal(
  net: NetworkState,
  kind: RefusalKind,
  station: number,
  resource: ResourceId,
): void {
  const { hand } = net.connections;
  net.tracer!.note(hand, { kind, station, instance: instanceMeant(net, station, resource), resource });
}

/** Where nobody is up to be picked, or the client has no port, there is no instance. */
function instanceMeant(net: NetworkState, station: number, resource: ResourceId): number | null {
  const { hand } = net.connections;
  if (station === AT_CLIENT) return null;
  const own = hand.instances[station]!;
  if (own !== NOTHING) return own;
  const isPicked = resource !== 'availability' || net.stations[station]!.instances === 1;
  return isPicked ? hand.pending : null;
}

export function noteSentAgain(
  net: NetworkState,
  who: TracedClient,
  station: number,
  retransmits: number,
): void {
  net.tracer!.note(who, { kind: 'sent-again', station, retransmits });
}

/** The SYN of a row is sent again to a station that is known to have nothing for it. */
export function noteDroppedAgain(net: NetworkState, row: number, resource: ResourceId): void {
  const { table } = net.connections;
  const who = table.clientOf(row);
  const station = stationOf(table.step(row));
  noteSentAgain(net, who, station, table.retransmits(row));
  net.tracer!.note(who, { kind: 'dropped', station, instance: table.pending(row), resource });
}

/** A row waits in a queue, or for the answer to its SYN. */
export function noteWait(net: NetworkState, row: number, untilSec: number): void {
  const { table } = net.connections;
  const step = table.step(row);
  const what: WaitedFor = phaseOf(step) === SYN_RECEIVED ? 'round-trip' : (waitedFor(step) ?? 'round-trip');
  net.tracer!.note(table.clientOf(row), { kind: 'waits', station: stationOf(step), for: what, untilSec });
}

/** A timer of a row's client is set. */
export function noteRetry(
  net: NetworkState,
  row: number,
  timer: 'syn-timer' | 'data-timer' | 'patience',
  untilSec: number,
): void {
  const { table } = net.connections;
  const station = stationOf(table.step(row));
  net.tracer!.note(table.clientOf(row), { kind: 'waits', station, for: timer, untilSec });
}

export function noteGaveUp(net: NetworkState, { station, resource }: FailureCause): void {
  net.tracer!.note(net.connections.hand, { kind: 'gave-up', station: placeOf(net, station), resource });
}

export function noteFailed(net: NetworkState, { station, resource }: FailureCause): void {
  net.tracer!.note(net.connections.hand, { kind: 'failed', station: placeOf(net, station), resource });
}

export function noteClosed(net: NetworkState, reason: CloseReason, closer: number): void {
  const by = closer === NOBODY ? null : closer === CLOSED_BY_CLIENT ? AT_CLIENT : closer;
  net.tracer!.note(net.connections.hand, { kind: 'closed', reason, closer: by });
}

export function noteHeld(net: NetworkState, what: HeldThing, station: number, untilSec: number): void {
  const { hand } = net.connections;
  const tuple = station === AT_CLIENT ? NOTHING : (hand.tuples[station] ?? NOTHING);
  const source =
    what === 'client-port'
      ? clientEnd(net)
      : what === 'flow-entry' || tuple === NOTHING
        ? null
        : poolEnd(net, station, tuple);
  net.tracer!.note(hand, { kind: 'held', what, station, source, untilSec });
}

function placeOf({ plan }: NetworkState, station: StationKey): number {
  const { kind, index } = stationPlace(station);
  if (kind === 'backends') return plan.hops.length;
  return kind === 'clients' ? AT_CLIENT : index;
}
