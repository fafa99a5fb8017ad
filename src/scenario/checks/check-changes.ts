/** Rules of an event that changes fields: each value is one that the field itself could have in the file. */
import { readChanges } from '../changes.ts';
import { fault } from '../fault.ts';
import type { ParsedBackends, ParsedEvent, ParsedSet, ResolvedHop } from '../file-format.ts';
import { tracksFlows } from '../normalize.ts';
import { compact, valueAt } from '../plain-value.ts';
import { joinPath, type ScenarioError } from '../scenario-error.ts';
import { backendFaults, pathFaults } from './check-path.ts';

type ParsedChange = Extract<ParsedEvent, { action: 'change' }>;

/** What a change acts on. */
export type ChangedPlace = { readonly instances: number } & (
  | { readonly hop: ResolvedHop }
  | { readonly backends: ParsedBackends }
);

/** Fields whose value is one of all instances, since it decides how long something lasts. */
const OF_ALL_INSTANCES = [
  ['idleTimeoutSec', 'limits.idleTimeout'],
  ['flowTableEstablishedSec', 'flowTable.established'],
  ['flowTableTimeWaitSec', 'flowTable.timeWait'],
] as const;

/** @param place null where it is not known; then nothing is said that depends on it */
export function changeFaults(event: ParsedChange, place: ChangedPlace | null): ScenarioError[] {
  const { set, cut = false } = event;
  const changes = readChanges(set);
  if (Object.keys(changes).length === 0) {
    const accepted = 'at least one field, such as {"limits": {"maxConnections": 20000}}';
    return [fault('set', 'missing-field', 'nothing is changed', accepted)];
  }
  const faults: ScenarioError[] = [];
  if (cut && changes.sourceAddresses === undefined) {
    const message = 'only a smaller pool of source addresses leaves connections to cut';
    faults.push(fault('cut', 'conflict', message, 'false, or snat.addresses in what is set', cut));
  }
  if (place === null) return faults;
  return [...faults, ...partFaults(event, place), ...valueFaults(set, place)];
}

/** Of some instances only what each instance has for itself. */
function partFaults({ set, instances }: ParsedChange, place: ChangedPlace): ScenarioError[] {
  const changes = readChanges(set);
  if (instances === undefined || instances >= place.instances) return [];
  return OF_ALL_INSTANCES.filter(([key]) => changes[key] !== undefined).map(([, path]) => {
    const message = `${path} is the same for all instances`;
    return fault('instances', 'conflict', message, 'no number of instances with it', instances);
  });
}

function valueFaults(set: ParsedSet, place: ChangedPlace): ScenarioError[] {
  const { limits, flowTable, snat, ...direct } = set;
  if ('backends' in place) {
    const blocks = Object.entries({ limits, flowTable, snat }).filter(([, block]) => block !== undefined);
    const misplaced = blocks.map(([name]) => {
      const accepted = 'limits without a block around them, such as {"maxConnections": 20000}';
      return fault(`set.${name}`, 'conflict', `backends have no block ${name}`, accepted);
    });
    const before = backendFaults(place.backends);
    const after = backendFaults({ ...place.backends, ...merged(place.backends, direct) });
    return [...misplaced, ...newFaults(before, after, 'backends', set)];
  }
  const { hop } = place;
  const misplaced = Object.keys(compact(direct)).map((name) => {
    const accepted = `it in the block of limits: {"limits": {"${name}": ...}}`;
    return fault(`set.${name}`, 'conflict', 'the limits of a hop stand in a block', accepted);
  });
  const changed: ResolvedHop = {
    ...hop,
    ...(limits === undefined ? {} : { limits: { ...hop.limits, ...merged(hop.limits ?? {}, limits) } }),
    ...(snat === undefined ? {} : { snat: { ...hop.snat, ...compact(snat) } }),
  };
  return [
    ...misplaced,
    ...(flowTable === undefined ? [] : tableFaults(hop)),
    ...newFaults(pathFaults([hop]), pathFaults([changed]), 'path.0', set),
  ];
}

/** The limits with those that are set; what a bucket has beside them stays. */
function merged(limits: Pick<ParsedBackends, 'admission'>, set: NonNullable<ParsedSet['limits']>) {
  const { admission } = set;
  return {
    ...compact(set),
    ...(admission === undefined ? {} : { admission: { ...limits.admission, ...compact(admission) } }),
  };
}

function tableFaults(hop: ResolvedHop): ScenarioError[] {
  if (tracksFlows(hop)) return [];
  return [fault('set.flowTable', 'conflict', `this ${hop.mode} hop keeps no flow table`, 'no flowTable')];
}

/** The faults that come with the change, at the field that is set, or else at all that is. */
function newFaults(
  before: readonly ScenarioError[],
  after: readonly ScenarioError[],
  place: string,
  set: ParsedSet,
): ScenarioError[] {
  const known = new Set(before.map(({ path }) => path));
  return after
    .filter(({ path }) => !known.has(path))
    .map((error) => {
      const field = error.path.slice(place.length + 1);
      return {
        ...error,
        path: valueAt(set, field.split('.')) !== undefined ? joinPath('set', field) : 'set',
      };
    });
}
