/**
 * Adding, removing and moving hops and populations of a file. Whatever refers to a part by its name or its place goes along: events
 * by their targets, ranges by their fields, populations by the hosts that they share. Values are not judged here; `parseScenarioValue`
 * does that.
 */
import { BACKENDS_NAME, EVENT, hopNames, populationNames } from './defaults.ts';
import { getField, setField } from './edit.ts';
import type { FieldChange } from './field-change.ts';
import type { ClientFile, EventFile, HopFile, ScenarioFile } from './file-format.ts';
import { followingTarget } from './following-fields.ts';
import type { HopMode } from './scenario.ts';
import { hopsOfFile } from './strategies.ts';

/** The lists of a file whose items are parts of the topology. */
export type StageList = 'path' | 'clients';

export interface StageEdit {
  readonly file: ScenarioFile;
  /** What else has changed, each in a few words: "2 events of edge are gone". */
  readonly along: readonly string[];
}

/** What a new hop is: a product, or a bare mode. */
export type HopKind = { readonly preset: string } | { readonly mode: HopMode };

const STEMS: Readonly<Record<HopMode, string>> = {
  snat: 'nat',
  dnat: 'balancer',
  dsr: 'balancer',
  proxy: 'proxy',
  router: 'router',
};
/** Clients of a new population. */
const NEW_CLIENTS = 1000;

/** The names by which events call the hops and the populations, given or made up. */
export function stageNames(file: ScenarioFile, list: StageList): string[] {
  if (list === 'clients') return populationNames(file.clients);
  return hopNames(hopsOfFile(file));
}

/** The file with one hop more, before the one at `index` (at the end: the number of hops), under a name of its own. */
export function withHop(file: ScenarioFile, index: number, kind: HopKind): StageEdit {
  const stem = 'preset' in kind ? kind.preset : STEMS[kind.mode];
  const hop: HopFile = { name: freeName(file, stem), ...kind };
  const hops = hopsOfFile(file);
  return rearranged(file, 'path', hops.toSpliced(index, 0, hop), originsOf(hops).toSpliced(index, 0, null));
}

/** The file without a hop; events of it and ranges of its numbers are gone, too. */
export function withoutHop(file: ScenarioFile, index: number): StageEdit {
  return without(file, 'path', hopsOfFile(file), index);
}

/** The file with a hop in another place of the path. */
export function withHopMoved(file: ScenarioFile, index: number, to: number): StageEdit {
  const hops = hopsOfFile(file);
  return rearranged(file, 'path', moved(hops, index, to), moved(originsOf(hops), index, to));
}

/** The file with one population more, after the others; a target of all connections counts it. */
export function withPopulation(file: ScenarioFile, preset: string | null): StageEdit {
  const client: ClientFile = {
    name: freeName(file, preset ?? 'clients'),
    ...(preset === null ? {} : { preset }),
    count: NEW_CLIENTS,
  };
  return rearranged(file, 'clients', [...file.clients, client], [...originsOf(file.clients), null]);
}

/** The file without a population; the first that ran on its hosts takes them over. */
export function withoutPopulation(file: ScenarioFile, index: number): StageEdit {
  const { file: freed, along } = withHostsTakenOver(file, index);
  const edit = without(freed, 'clients', freed.clients, index);
  return { file: edit.file, along: [...along, ...edit.along] };
}

/** The changes that give a part another name, or with undefined the one that is made up for it, wherever it is named. */
export function nameChanges(
  file: ScenarioFile,
  list: StageList,
  index: number,
  name: string | undefined,
): FieldChange[] {
  const path = `${list}.${index}.name`;
  const before = stageNames(file, list)[index];
  const after = stageNames(setField(file, path, name), list)[index];
  if (before === undefined || after === undefined || before === after) return [{ path, to: name }];
  const events = (file.events ?? []).flatMap((event, i) =>
    isOf(event, list, before, file) ? [{ path: `events.${i}.target`, to: after }] : [],
  );
  const guests = list === 'path' ? [] : guestsOf(file, before);
  return [
    { path, to: name },
    ...events,
    ...guests.map((guest) => ({ path: `clients.${guest}.addressesOf`, to: after })),
  ];
}

function without(
  file: ScenarioFile,
  list: StageList,
  parts: readonly (HopFile | ClientFile)[],
  index: number,
): StageEdit {
  return rearranged(file, list, parts.toSpliced(index, 1), originsOf(parts).toSpliced(index, 1));
}

/** Where each of the parts stands: what is done with them is done with these, too. */
function originsOf(parts: readonly unknown[]): (number | null)[] {
  return [...parts.keys()];
}

function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  return items.toSpliced(from, 1).toSpliced(to, 0, ...items.slice(from, from + 1));
}

/** @param origins where each part stood before; null for a new one */
function rearranged(
  file: ScenarioFile,
  list: StageList,
  parts: readonly (HopFile | ClientFile)[],
  origins: readonly (number | null)[],
): StageEdit {
  const namesBefore = stageNames(file, list);
  const goneNames = namesBefore.filter((_, index) => !origins.includes(index));
  const events = keptEvents(file, list, goneNames);
  const ranges = movedRanges(file, list, origins);
  let next = setField(file, list, parts);
  next = withNamesKept(
    next,
    list,
    origins.map((origin) => (origin === null ? null : (namesBefore[origin] ?? null))),
  );
  if (events.gone > 0) next = setField(next, 'events', events.kept);
  if (file.uncertain !== undefined) next = setField(next, 'uncertain', ranges.kept);
  const target = list === 'clients' ? followingTarget(file, next.clients) : null;
  if (target !== null) next = setField(next, 'targets.concurrent', target);
  return {
    file: next,
    along: [
      ...(events.gone > 0 ? [`${counted(events.gone, 'event')} of ${goneNames.join(', ')} gone`] : []),
      ...(ranges.gone > 0 ? [`${counted(ranges.gone, 'uncertain range')} gone`] : []),
      ...(target === null ? [] : [`the target is now ${target} connections`]),
    ],
  };
}

function counted(count: number, noun: string): string {
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`;
}

/** Undefined where none is left, so that the list goes with the last one. */
function keptEvents(file: ScenarioFile, list: StageList, goneNames: readonly string[]) {
  const events = file.events ?? [];
  const kept = events.filter((event) => !goneNames.some((name) => isOf(event, list, name, file)));
  return { kept: kept.length === 0 ? undefined : kept, gone: events.length - kept.length };
}

/** Whether an event is of the hop, or of the population, of that name; each action says which of the two it can be of. */
function isOf(
  { action, target = EVENT.target }: EventFile,
  list: StageList,
  name: string,
  file: ScenarioFile,
): boolean {
  if (target !== name) return false;
  if (list === 'path') return name !== EVENT.target;
  return (action === 'disconnect' || action === 'link-cut') && !stageNames(file, 'path').includes(name);
}

function movedRanges(file: ScenarioFile, list: StageList, origins: readonly (number | null)[]) {
  const ranges = file.uncertain ?? [];
  const kept = ranges.flatMap((range) => {
    const [part, index = '', ...rest] = range.field.split('.');
    if (part !== list || !/^\d+$/.test(index)) return [range];
    const now = origins.indexOf(Number(index));
    return now < 0 ? [] : [{ ...range, field: [list, now, ...rest].join('.') }];
  });
  return { kept: kept.length === 0 ? undefined : kept, gone: ranges.length - kept.length };
}

/** Names that are made up depend on the place; where they would become others, they are written down. */
function withNamesKept(
  file: ScenarioFile,
  list: StageList,
  wanted: readonly (string | null)[],
): ScenarioFile {
  let next = file;
  // Each round writes at least one, and a name that is written stays.
  for (let round = 0; round < wanted.length; round += 1) {
    const names = stageNames(next, list);
    const changed = wanted.findIndex((name, index) => name !== null && name !== names[index]);
    if (changed < 0) return next;
    next = setField(next, `${list}.${changed}.name`, wanted[changed]);
  }
  return next;
}

function guestsOf(file: ScenarioFile, host: string): number[] {
  return file.clients.flatMap(({ addressesOf }, index) => (addressesOf === host ? [index] : []));
}

/** Populations on the hosts of one that goes: the first of them has the hosts from now on, the others share them with it. */
function withHostsTakenOver(file: ScenarioFile, index: number): StageEdit {
  const host = file.clients[index];
  const [heir, ...others] = host?.name === undefined ? [] : guestsOf(file, host.name);
  if (host === undefined || heir === undefined) return { file, along: [] };
  const name = stageNames(file, 'clients')[heir] ?? '';
  let next = setField(file, `clients.${heir}.addressesOf`, undefined);
  next = setField(next, `clients.${heir}.addresses`, host.addresses ?? host.count);
  if (others.length > 0) next = setField(next, `clients.${heir}.name`, name);
  for (const other of others) next = setField(next, `clients.${other}.addressesOf`, name);
  return { file: next, along: [`${name} keeps the hosts of ${host.name}`] };
}

/** A name that no part of the file has: the stem, or the stem with a number. */
function freeName(file: ScenarioFile, stem: string): string {
  const taken = new Set([
    ...stageNames(file, 'path'),
    ...stageNames(file, 'clients'),
    BACKENDS_NAME,
    getField(file, 'backends.name'),
  ]);
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}
