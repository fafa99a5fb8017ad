import type { TracedPath } from '../../network/trace/connection-story.ts';
import { dialledText, sourceText } from '../diagram/placeholder-addresses.ts';
import { replyStops } from '../diagram/tuple-path.ts';
import { placeName, type StoryPlace } from './story-words.ts';

/** One stretch of the path with the five-tuple of the packets on it; the protocol is always TCP. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
  /** "203.0.113.7:40001 → 198.51.100.1:443"; null where the connection has not come that far. */
  readonly tuple: string | null;
  /** Stations that the packets go round, in words; else empty. */
  readonly past: readonly string[];
}

/** What the client's packets look like, from the clients to the backends. */
export function requestStretches(place: StoryPlace, { tuples, instances }: TracedPath): Stretch[] {
  return tuples.map((tuple, station) => ({
    from: placeName(place, station - 1, instances[station - 1] ?? null),
    to: placeName(place, station, instances[station] ?? null),
    tuple:
      tuple === null
        ? null
        : `${sourceText(place.scenario, tuple.source)} → ${dialledText(place.scenario, tuple.destination)}`,
    past: [],
  }));
}

/** What the answers look like, from the backends back: they go by the addresses that each stop has seen. */
export function replyStretches(place: StoryPlace, { tuples, instances }: TracedPath): Stretch[] {
  const { scenario } = place;
  const name = (stage: number): string => placeName(place, stage - 1, instances[stage - 1] ?? null);
  const stops = replyStops(scenario.path);
  return stops.slice(1).map((to, index) => {
    const from = stops[index]!;
    const seen = tuples[from - 1] ?? null;
    return {
      from: name(from),
      to: name(to),
      tuple:
        seen === null
          ? null
          : `${dialledText(scenario, seen.destination)} → ${sourceText(scenario, seen.source)}`,
      past: scenario.path.slice(to, from - 1).map(({ name: hop }) => hop),
    };
  });
}
