/** The one table of what can be turned up to lift a limit, by the resource that is short. */

import type { ResourceId, StationKey } from '../../network/results/run-result.ts';
import { stationPlace } from '../../network/results/station-key.ts';
import { flowTableBuckets } from '../../scenario/defaults.ts';
import type { Limits } from '../../scenario/limits.ts';
import type { FlowTable, Scenario } from '../../scenario/scenario.ts';
import { formatBytes, formatCount } from '../wording/format-quantity.ts';
import { withHop, withLimits } from './changed-scenario.ts';
import { clientPortLevers, rampLevers } from './client-levers.ts';
import type { Lever, LeverKind } from './lever.ts';
import { countLever, memoryLever, rateLever } from './lever-parts.ts';
import { endpointLevers, portLevers } from './port-levers.ts';
import { NO_PRODUCTS, type Products } from './products.ts';
import { eachPhrase, instanceLever, limitPath, onEach, type Place, placeOf } from './stage-place.ts';
import { withinProduct } from './within-product.ts';

/** A resource at a station, as a rung of the ladder or a shortfall names it. */
export interface LimitPlace {
  readonly station: StationKey;
  readonly resource: ResourceId;
}

/**
 * Every lever on the limit, within what the products of the scenario allow. Those that change the resource alone come first,
 * more instances and longer ramps after them.
 */
export function leversOn(limit: LimitPlace, scenario: Scenario, products: Products = NO_PRODUCTS): Lever[] {
  return leversAt(limit, scenario).map((lever) => withinProduct(lever, products));
}

function leversAt({ station, resource }: LimitPlace, scenario: Scenario): Lever[] {
  const { kind, index } = stationPlace(station);
  if (kind === 'clients') {
    return resource === 'client-ports'
      ? [...clientPortLevers(index, scenario), ...endpointLevers(-1, scenario)]
      : [];
  }
  const place = placeOf(station, scenario);
  const more = instanceLever(place, scenario);
  switch (resource) {
    case 'snat-ports':
    case 'source-ports':
    case 'port-blocks':
      return [...portLevers(place, resource, scenario), more];
    case 'flow-table':
      return [...flowTableLever(place, scenario), more];
    case 'max-connections':
      return [limitLever(place, scenario, MAX_CONNECTIONS), more];
    case 'file-descriptors':
      return [limitLever(place, scenario, FILE_DESCRIPTORS), more];
    case 'memory':
      return [memory(place, scenario), more];
    case 'handshakes':
      return [limitLever(place, scenario, HANDSHAKES), more, ...rampLevers(scenario)];
    case 'accept-queue':
      return [
        limitLever(place, scenario, ACCEPTS),
        limitLever(place, scenario, BACKLOG),
        more,
        ...rampLevers(scenario),
      ];
    case 'admission':
      return [...admission(place, scenario), more, ...rampLevers(scenario)];
    case 'client-ports':
    case 'syn-queue':
    case 'availability':
    case 'no-answer':
      return [];
  }
}

/** A field of `limits` (of the backends themselves) that is a plain number. */
interface LimitField {
  readonly kind: LeverKind;
  readonly field: string;
  readonly key: 'maxConnections' | 'fileDescriptors' | 'acceptsPerSec' | 'handshakesPerSec' | 'backlog';
  readonly what: string;
  /** What a way that begins with it is called, without the place. */
  readonly title: string;
  readonly one: string;
  readonly many?: string;
  readonly isRate?: boolean;
}

const MAX_CONNECTIONS: LimitField = {
  kind: 'limit',
  field: 'maxConnections',
  key: 'maxConnections',
  what: 'connection limit',
  title: 'Raise the connection limit',
  one: 'connection',
};
const FILE_DESCRIPTORS: LimitField = {
  kind: 'limit',
  field: 'fileDescriptors',
  key: 'fileDescriptors',
  what: 'file descriptors',
  title: 'Raise the file descriptors',
  one: 'descriptor',
};
const HANDSHAKES: LimitField = {
  kind: 'handshakes',
  field: 'handshakesPerSecond',
  key: 'handshakesPerSec',
  what: 'handshakes',
  title: 'More handshakes',
  one: 'handshake/s',
  many: 'handshakes/s',
  isRate: true,
};
const ACCEPTS: LimitField = {
  kind: 'limit',
  field: 'acceptsPerSecond',
  key: 'acceptsPerSec',
  what: 'accepts',
  title: 'More accepts',
  one: 'accept/s',
  many: 'accepts/s',
  isRate: true,
};
const BACKLOG: LimitField = {
  kind: 'limit',
  field: 'backlog',
  key: 'backlog',
  what: 'backlog',
  title: 'A longer backlog',
  one: 'place in the backlog',
  many: 'places in the backlog',
};

function limitLever(place: Place, scenario: Scenario, limit: LimitField): Lever {
  const { kind, field, key, what, title, one, many, isRate = false } = limit;
  return (isRate ? rateLever : countLever)({
    kind,
    ...at(place),
    id: limitPath(place, field),
    what: `${what} ${place.at}`,
    title: `${title} ${place.at}`,
    now: place.limits[key],
    phrase: eachPhrase(place, one, many),
    scenarioAt: (value) => withLimits(scenario, place.index, { [key]: value }),
  });
}

function memory(place: Place, scenario: Scenario): Lever {
  return memoryLever({
    kind: 'memory',
    ...at(place),
    id: limitPath(place, 'memory'),
    what: `memory ${place.at}`,
    now: place.limits.memoryBytes,
    phrase: (value) => `${formatBytes(value)} of memory${onEach(place)}`,
    scenarioAt: (memoryBytes) => withLimits(scenario, place.index, { memoryBytes }),
  });
}

/** More tokens a second or, for those who come at once, more tokens in the bucket. */
function admission(place: Place, scenario: Scenario): Lever[] {
  const bucket = place.limits.admission;
  const withBucket = (change: Partial<Limits['admission']>): Scenario =>
    withLimits(scenario, place.index, { admission: { ...bucket, ...change } });
  return [
    rateLever({
      kind: 'limit',
      ...at(place),
      id: limitPath(place, 'admission.rate'),
      what: `admission rate ${place.at}`,
      title: `A higher admission rate ${place.at}`,
      now: bucket.ratePerSec,
      phrase: eachPhrase(place, 'admission/s', 'admissions/s'),
      scenarioAt: (ratePerSec) => withBucket({ ratePerSec }),
    }),
    countLever({
      kind: 'limit',
      ...at(place),
      id: limitPath(place, 'admission.burst'),
      what: `admission burst ${place.at}`,
      title: `A larger admission burst ${place.at}`,
      now: bucket.burst,
      phrase: eachPhrase(place, 'token in the bucket', 'tokens in the bucket'),
      scenarioAt: (burst) => withBucket({ burst }),
    }),
  ];
}

function flowTableLever(place: Place, scenario: Scenario): Lever[] {
  const hop = scenario.path[place.index];
  if (hop === undefined) return [];
  return [
    countLever({
      kind: 'flow-table',
      ...at(place),
      id: `${place.path}.flowTable.max`,
      what: `flow table ${place.at}`,
      title: `A larger flow table ${place.at}`,
      now: hop.flowTable.maxEntries,
      text: (value) => `${formatCount(value)} entries`,
      phrase: eachPhrase(place, 'entry', 'entries'),
      scenarioAt: (maxEntries) =>
        withHop(scenario, place.index, (old) => ({
          ...old,
          flowTable: withEntries(old.flowTable, maxEntries),
        })),
    }),
  ];
}

/** The buckets follow the entries where the file does not say otherwise. */
function withEntries(table: FlowTable, maxEntries: number): FlowTable {
  const isDefault = table.buckets === flowTableBuckets(table.maxEntries);
  const buckets = isDefault ? flowTableBuckets(maxEntries) : table.buckets;
  return { ...table, maxEntries, buckets };
}

function at({ index, instances }: Place): Pick<Lever, 'stage' | 'instances'> {
  return { stage: index, instances };
}
