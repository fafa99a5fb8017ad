import type { StationKey } from '../../network/results/run-result.ts';
import { getField } from '../../scenario/edit.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Limits } from '../../scenario/limits.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { placeName } from '../wording/phrases.ts';
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

const MOST_INSTANCES = 10_000;
const MOST_BACKENDS = 100_000;

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

/** More instances of a hop, or more backends. A weight for each that is new is that of the last one. */
export function instanceLever(place: Place, file: ScenarioFile): Lever {
  const { isHop, path, name, instances } = place;
  if (isHop)
    return thingLever({
      id: `${path}.instances`,
      what: `instances of ${placeName(name)}`,
      now: instances,
      most: MOST_INSTANCES,
      cost: 'balancer',
      amount: (value) => value - instances,
    });
  const weights = getField(file, 'backends.weights');
  return thingLever({
    id: 'backends.count',
    what: 'backends',
    now: instances,
    most: MOST_BACKENDS,
    cost: 'backend',
    amount: (value) => value - instances,
    write: (value) => [
      { path: 'backends.count', to: value },
      ...(Array.isArray(weights)
        ? [
            {
              path: 'backends.weights',
              to: Array.from({ length: value }, (_, i): unknown => weights[Math.min(i, weights.length - 1)]),
            },
          ]
        : []),
    ],
  });
}
