import type { StationKey } from '../../network/results/run-result.ts';
import { MAX_BACKENDS, MAX_INSTANCES } from '../../scenario/file-format.ts';
import type { Limits } from '../../scenario/limits.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { counted } from '../wording/format-quantity.ts';
import { placeName } from '../wording/phrases.ts';
import { withBackends, withHop } from './changed-scenario.ts';
import type { Lever } from './lever.ts';
import { thingLever } from './lever-parts.ts';

/** A stage as the file writes it: a hop, or the backends. */
export interface Place {
  /** Among the stages: hops first, the backends last. */
  readonly index: number;
  readonly isHop: boolean;
  /** "path.0", "backends". */
  readonly path: string;
  readonly name: string;
  /** "at the edge". */
  readonly at: string;
  readonly limits: Limits;
  readonly instances: number;
}

export function placeOf(station: StationKey, { path, backends }: Scenario): Place {
  const isHop = station.startsWith('path.');
  const index = isHop ? Number(station.slice('path.'.length)) : path.length;
  const hop = path[index];
  const { name, limits } = hop ?? backends;
  return {
    index,
    isHop: hop !== undefined,
    path: hop === undefined ? 'backends' : station,
    name,
    at: `at ${placeName(name)}`,
    limits,
    instances: hop?.instances ?? backends.count,
  };
}

/** Limits stand directly in the backends, and in a block of their own in a hop. */
export function limitPath({ isHop, path }: Place, field: string): string {
  return isHop ? `${path}.limits.${field}` : `${path}.${field}`;
}

/** "6 addresses on each instance", of what each instance of the place has so many of. */
export function eachPhrase({ instances }: Place, one: string, many?: string): (value: number) => string {
  const each = instances > 1 ? ' on each instance' : '';
  return (value) => `${counted(value, one, many)}${each}`;
}

/** More instances of a hop, or more backends. */
export function instanceLever(place: Place, scenario: Scenario): Lever {
  const { isHop, path, name, instances, index } = place;
  return isHop
    ? thingLever({
        kind: 'instances',
        id: `${path}.instances`,
        what: `instances of ${placeName(name)}`,
        stage: index,
        instances,
        now: instances,
        most: MAX_INSTANCES,
        phrase: (value) => counted(value, 'instance'),
        scenarioAt: (value) => withHop(scenario, index, (hop) => ({ ...hop, instances: value })),
      })
    : backendLever(place, scenario);
}

/** More backends. A weight for each that is new is that of the last one. */
function backendLever({ index, instances }: Place, scenario: Scenario): Lever {
  const { weights } = scenario.backends;
  const weightsOf = (count: number): number[] =>
    Array.from({ length: count }, (_, i) => weights[Math.min(i, weights.length - 1)] ?? 1);
  const isUneven = weights.some((weight) => weight !== weights[0]);
  return thingLever({
    kind: 'backends',
    id: 'backends.count',
    what: 'backends',
    stage: index,
    instances,
    now: instances,
    most: MAX_BACKENDS,
    phrase: (value) => counted(value, 'backend'),
    settings: (count) => [
      { path: 'backends.count', from: instances, to: count },
      // Where all are alike one weight for all will do, which the file most often leaves out.
      ...(isUneven ? [{ path: 'backends.weights', from: weights, to: weightsOf(count) }] : []),
    ],
    scenarioAt: (count) => withBackends(scenario, { count, weights: weightsOf(count) }),
  });
}
