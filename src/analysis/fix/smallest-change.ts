/** The smallest change of one resource, at the place where it binds, that carries the demand. */
import type { FieldChange } from '../../scenario/field-change.ts';
import { withChanges } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { LimitRow } from '../limits/limit-row.ts';
import { ladderOfLimits } from '../limits/limits.ts';

/** A number that is raised, and what goes with it. */
interface Raise {
  readonly path: string;
  readonly from: number;
  /** Values are multiples of it: memory is bought in whole mebibytes. */
  readonly step: number;
  readonly beside: readonly FieldChange[];
}

/** More than any real system has of anything counted here. */
const MOST_DOUBLINGS = 24;
const MEBIBYTE = 2 ** 20;

/** What of a row is needed to find its change again. */
export type BindingRow = Pick<LimitRow, 'station' | 'resource'>;

/**
 * Null where the row carries the demand already, or no change of this resource alone does.
 * @throws RangeError when the file is not valid
 */
export function smallestChange(file: ScenarioFile, row: BindingRow): readonly FieldChange[] | null {
  const outcome = parseScenarioValue(file);
  if (!outcome.ok) throw new RangeError('smallestChange: the file is not valid');
  if (carries(file, row) !== false) return null;
  for (const each of raisesFor(outcome.scenario, row)) {
    const found = leastThatCarries(file, row, each);
    if (found !== null) return found;
  }
  return null;
}

/** The first rung of the ladder that does not carry the demand, and its change; null where all of them do. */
export function firstFailure(scenario: Scenario): LimitRow | null {
  return ladderOfLimits(scenario).find(({ change }) => change !== null) ?? null;
}

/** Null where the file with the change is not valid: a product takes no more. */
function carries(file: ScenarioFile, { station, resource }: BindingRow): boolean | null {
  const outcome = parseScenarioValue(file);
  if (!outcome.ok) return null;
  const row = ladderOfLimits(outcome.scenario).find(
    (each) => each.station === station && each.resource === resource,
  );
  return row === undefined || row.change === null;
}

function changesTo({ path, beside }: Raise, value: number): readonly FieldChange[] {
  return [{ path, to: value }, ...beside];
}

/** Doubles until the demand is carried, then halves the stretch between. */
function leastThatCarries(file: ScenarioFile, row: BindingRow, raised: Raise): readonly FieldChange[] | null {
  const { step } = raised;
  const carriesAt = (units: number): boolean | null =>
    carries(withChanges(file, changesTo(raised, units * step)), row);
  let low = Math.max(0, Math.floor(raised.from / step));
  let high = Math.max(1, low);
  for (let doublings = 0; carriesAt(high) !== true; doublings += 1) {
    if (carriesAt(high) === null) {
      // The most that is valid may be between.
      high = greatestValid(carriesAt, low, high);
      if (high <= low || carriesAt(high) !== true) return null;
      break;
    }
    if (doublings >= MOST_DOUBLINGS) return null;
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (carriesAt(middle) === true) high = middle;
    else low = middle;
  }
  return changesTo(raised, high * step);
}

function greatestValid(carriesAt: (units: number) => boolean | null, valid: number, invalid: number): number {
  let low = valid;
  let high = invalid;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (carriesAt(middle) === null) high = middle;
    else low = middle;
  }
  return low;
}

function raise(path: string, from: number, step = 1, beside: readonly FieldChange[] = []): Raise {
  return { path, from, step, beside };
}

/** What can be raised against a resource at a station, the cheapest first. */
function raisesFor(scenario: Scenario, { station, resource }: BindingRow): readonly Raise[] {
  const isBackends = station === 'backends';
  const hop = isBackends ? undefined : scenario.path[Number(station.split('.')[1])];
  const limits = isBackends ? scenario.backends.limits : hop?.limits;
  const limitPath = (field: string): string =>
    isBackends ? `backends.${field}` : `${station}.limits.${field}`;
  const more = isBackends
    ? raise('backends.count', scenario.backends.count)
    : raise(`${station}.instances`, hop?.instances ?? 1);
  const source = hop?.source;
  switch (resource) {
    case 'client-ports':
      return firstStageRaises(scenario);
    case 'snat-ports':
    case 'source-ports':
      if (source == null) return [];
      return source.scope === 'client-block'
        ? [raise(`${station}.snat.blockSize`, source.blockSize), more]
        : [
            raise(`${station}.snat.addresses`, source.addresses),
            raise(`${station}.snat.addresses`, source.addresses, 1, [
              { path: `${station}.snat.choose`, to: 'round-robin' },
            ]),
            more,
          ];
    case 'port-blocks':
      return source == null ? [] : [raise(`${station}.snat.addresses`, source.addresses), more];
    case 'flow-table':
      return hop === undefined ? [] : [raise(`${station}.flowTable.max`, hop.flowTable.maxEntries), more];
    case 'admission':
      return limits === undefined
        ? []
        : [raise(limitPath('admission.rate'), Math.floor(limits.admission.ratePerSec)), more];
    case 'max-connections':
      return limits === undefined ? [] : [raise(limitPath('maxConnections'), limits.maxConnections), more];
    case 'file-descriptors':
      return limits === undefined ? [] : [raise(limitPath('fileDescriptors'), limits.fileDescriptors), more];
    case 'memory':
      return limits === undefined ? [] : [raise(limitPath('memory'), limits.memoryBytes, MEBIBYTE), more];
    case 'accept-queue':
      return limits === undefined ? [] : [raise(limitPath('backlog'), limits.backlog), more];
    // Handshakes and accepts are what the machine can do: more of them are more machines.
    case 'handshakes':
      return [more];
    case 'syn-queue':
    case 'availability':
    case 'no-answer':
      return [];
  }
}

/** More addresses where clients connect to: each is a new destination for their ports. */
function firstStageRaises({ path, backends }: Scenario): Raise[] {
  const first = path.findIndex(({ gateway }) => !gateway);
  const hop = path[first];
  return [
    hop === undefined
      ? raise('backends.addresses', backends.addresses)
      : raise(`path.${first}.listen.addresses`, hop.listen.addresses),
  ];
}
