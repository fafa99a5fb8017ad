import { symptomOf } from '../../analysis/answer/symptoms.ts';
import type { Products } from '../../analysis/levers/products.ts';
import { isAway } from '../../network/results/outcomes.ts';
import type { CloseReason, ResourceId, StationKey } from '../../network/results/run-result.ts';
import type { StoryEntry } from '../../network/trace/connection-story.ts';
import { AT_CLIENT, type HeldThing, type TraceStep, type WaitedFor } from '../../network/trace/trace-step.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { dialledText, sourceText } from '../diagram/placeholder-addresses.ts';
import { formatClock, formatDuration } from '../format/numbers.ts';

/** How an entry is marked, by a sign and a colour. */
export type Tone = 'failed' | 'held' | 'healthy' | 'plain';

/** What the words of a story need to know. */
export interface StoryPlace {
  readonly scenario: Scenario;
  readonly products: Products;
  readonly population: number;
}

const WAITS: Readonly<Record<WaitedFor, string>> = {
  'round-trip': 'for the round trip of SYN and ACK',
  'accept-queue': 'in the accept queue',
  'file-descriptors': 'for a free file descriptor',
  handshakes: 'for its handshake',
  'syn-timer': 'for its SYN timer',
  'data-timer': 'for the timer of its first data',
  patience: 'until its client gives up',
};

const HELD: Readonly<Record<HeldThing, string>> = {
  'client-port': 'its port in TIME_WAIT',
  port: 'the port',
  'flow-entry': 'the flow table entry',
  'unanswered-entry': 'the entry of the unanswered SYN, with its port',
};

const CLOSED: Readonly<Record<CloseReason, string>> = {
  lifetime: 'its session is over',
  'idle-timeout': 'it was idle for too long',
  restart: 'a restart',
  crash: 'a crash',
  'scale-in': 'a scale-in',
  'max-age': 'it has reached the age limit',
  disconnect: 'a disconnect event',
  change: 'a change of settings',
  reload: 'the end of an old generation of workers',
  failover: 'a failover',
  'link-cut': 'a cut link',
  vanished: 'its client has left without a word',
  rerouted: 'its packets reach another server',
};

/** "edge", "edge 2" where there are several, "the client". */
export function placeName(
  { scenario, population }: StoryPlace,
  station: number,
  instance: number | null = null,
): string {
  if (station === AT_CLIENT) return scenario.clients[population]?.name ?? 'the client';
  const hop = scenario.path[station];
  const name = hop?.name ?? scenario.backends.name;
  const instances = hop?.instances ?? scenario.backends.count;
  return instances > 1 && instance !== null ? `${name} ${instance + 1}` : name;
}

/** What an entry of a story says. */
export function entryText(place: StoryPlace, { session, attempts, step }: StoryEntry): string {
  const at = (station: number, instance: number | null = null): string => placeName(place, station, instance);
  switch (step.kind) {
    case 'arrived':
      return 'Arrives';
    case 'attempt':
      return session === 0 && attempts === 0
        ? 'First attempt'
        : `Connection ${session + 1}, attempt ${attempts + 1}`;
    case 'reached':
      return `SYN reaches ${at(step.station, step.instance)}, which has a place for it`;
    case 'dialled':
    case 'forwarded':
      return sendingText(place, step);
    case 'try-refused':
      return `Could not connect: ${refusalText(place, step)}; the proxy tries again`;
    case 'dropped':
      return `SYN dropped: ${refusalText(place, step)}`;
    case 'ack-lost':
      return `ACK lost: ${refusalText(place, step)}; the client believes that it is connected`;
    case 'refused':
      return `Refused: ${refusalText(place, step)}`;
    case 'gave-up':
      return `The client gives up: ${refusalText(place, { ...step, instance: null })}`;
    case 'failed':
      return `Attempt ${attempts + 1} has failed: ${refusalText(place, { ...step, instance: null })}`;
    case 'waits':
      return `Waits ${WAITS[step.for]}${step.for === 'patience' ? '' : ` at ${at(step.station)}`}, ${untilText(step.untilSec)}`;
    case 'sent-again':
      return `SYN sent again, the ${ordinal(step.retransmits)} time`;
    case 'tries-again':
      return `Tries again in ${formatDuration(step.delaySec)}, at ${formatClock(step.atSec, true)}`;
    case 'gone':
      return 'Does not come back';
    case 'established':
      return `Established; its session ends at ${formatClock(step.endsSec, true)}`;
    default:
      return lifeText(place, step);
  }
}

/** What happens after a connection was established. */
function lifeText(place: StoryPlace, step: LifeStep): string {
  const at = (station: number): string => placeName(place, station);
  switch (step.kind) {
    case 'forgotten':
      return `Silent for ${formatDuration(step.afterSec)}: ${at(step.station)} forgets it and tells nobody`;
    case 'lost':
      return `Lost at ${at(step.station)} by ${CLOSED[step.loss]}; neither end is told`;
    case 'spoke':
      return `${step.by === 'client' ? 'The client' : 'The server'} sends: ${SPOKE[step.outcome]}`;
    case 'vanished':
      return 'The client leaves without a word';
    case 'closed':
      return `Closed: ${CLOSED[step.reason]}${step.closer === null ? '' : `; ${at(step.closer)} closes first`}`;
    case 'held': {
      const which = step.source === null ? '' : ` ${sourceText(place.scenario, step.source)}`;
      return `${at(step.station)} holds ${HELD[step.what]}${which}, ${untilText(step.untilSec)}`;
    }
    case 'remnant-ended':
      return 'What was left of it at the far end is given back';
  }
}

type LifeStep = Extract<
  TraceStep,
  { readonly kind: 'forgotten' | 'lost' | 'spoke' | 'vanished' | 'closed' | 'held' | 'remnant-ended' }
>;

const SPOKE: Readonly<Record<Extract<TraceStep, { kind: 'spoke' }>['outcome'], string>> = {
  resumed: 'a new entry is made, and it goes on',
  reset: 'it is answered with a reset',
  silent: 'nobody answers',
  'far-end-reset': 'the server is reset, and the client does not know',
};

function sendingText(
  place: StoryPlace,
  step: Extract<TraceStep, { readonly kind: 'dialled' | 'forwarded' }>,
): string {
  const { scenario } = place;
  const target = placeName(place, step.destination.station, step.destination.instance);
  if (step.kind === 'dialled') {
    const source = sourceText(scenario, step.source);
    return `Leases ${source} and sends a SYN to ${dialledText(scenario, step.destination)}`;
  }
  const hop = placeName(place, step.station);
  const leased = step.source === null ? '' : `leases ${sourceText(scenario, step.source)} and `;
  return `${hop} ${leased}leads on to ${target}`;
}

function refusalText(
  place: StoryPlace,
  refusal: { readonly station: number; readonly instance: number | null; readonly resource: ResourceId },
): string {
  const { station, instance, resource } = refusal;
  const { outcome } = symptomOf(place.products, keyOf(place, station), resource);
  const where = placeName(place, station, instance);
  return `${outcome} (${where}${isAway(resource) ? '' : `, ${resource.replaceAll('-', ' ')}`})`;
}

function keyOf({ scenario, population }: StoryPlace, station: number): StationKey {
  if (station === AT_CLIENT) return `clients.${population}`;
  return station < scenario.path.length ? `path.${station}` : 'backends';
}

function untilText(sec: number): string {
  return sec === Infinity ? 'for as long as it takes' : `until ${formatClock(sec, true)}`;
}

function ordinal(count: number): string {
  const tail = count % 100 >= 11 && count % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${tail}`;
}

/** How an entry is marked. */
export function toneOf({ kind }: TraceStep): Tone {
  switch (kind) {
    case 'dropped':
    case 'ack-lost':
    case 'refused':
    case 'try-refused':
    case 'gave-up':
    case 'failed':
    case 'lost':
    case 'gone':
      return 'failed';
    case 'held':
    case 'waits':
    case 'forgotten':
    case 'tries-again':
      return 'held';
    case 'established':
      return 'healthy';
    default:
      return 'plain';
  }
}
