import type { StationKey } from '../../network/results/run-result.ts';
import { stationPlace } from '../../network/results/station-key.ts';
import { MAX_BACKENDS, MAX_INSTANCES } from '../../scenario/file-format.ts';
import type { Limits } from '../../scenario/limits.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { counted } from '../wording/format-quantity.ts';
import { placeName } from '../wording/phrases.ts';
import { withBackends, withHop } from './changed-scenario.ts';
import type { Lever } from './lever.ts';
import { thingLever } from './lever-parts.ts';
import { weightsFor } from './listed-weights.ts';

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
  const { kind, index: inList } = stationPlace(station);
  const index = kind === 'path' ? inList : path.length;
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
export function eachPhrase(place: Place, one: string, many?: string): (value: number) => string {
  const each = onEach(place);
  return (value) => `${counted(value, one, many)}${each}`;
}

/** " on each instance", where there are several. */
export function onEach({ instances }: Place): string {
  return instances > 1 ? ' on each instance' : '';
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

/** More backends, with a weight for each. */
function backendLever({ index, instances }: Place, scenario: Scenario): Lever {
  const { weights } = scenario.backends;
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
      ...(isUneven ? [{ path: 'backends.weights', from: weights, to: weightsFor(count, weights) }] : []),
    ],
    scenarioAt: (count) => withBackends(scenario, { count, weights: weightsFor(count, weights) }),
  });
}
