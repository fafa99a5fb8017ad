/** Fields that go along when another one changes, so that a scenario keeps its sense. */
import { getField } from './edit.ts';
import type { FieldChange } from './field-change.ts';
import type { ScenarioFile } from './file-format.ts';
import { parseCount } from './units.ts';

/** The change of a field with what goes along with it. Values are not judged here. */
export function changesTo(file: ScenarioFile, field: string, to: number | string): FieldChange[] {
  const [, index = '', name = ''] = /^clients\.(\d+)\.(count|connectionsEach)$/.exec(field) ?? [];
  const change: FieldChange = { path: field, to };
  return name === '' ? [change] : [change, ...followingSize(file, Number(index), name, to)];
}

/**
 * Where every client has an address of its own, and where the target is every client's connection, that stays so when
 * the size of a population changes.
 */
function followingSize(file: ScenarioFile, index: number, name: string, to: number | string): FieldChange[] {
  const addressesPath = `clients.${index}.addresses`;
  const addresses = countOf(getField(file, addressesPath));
  const isOneEach = addresses !== null && addresses === countOf(file.clients[index]?.count);
  const changed = file.clients.map((each, i) => (i === index ? { ...each, [name]: to } : each));
  const target = followingTarget(file, changed);
  return [
    ...(name === 'count' && isOneEach ? [{ path: addressesPath, to }] : []),
    ...(target === null ? [] : [{ path: 'targets.concurrent', to: target }]),
  ];
}

/**
 * The target where it was every client's connection, with other clients: every connection of those. Null where it is another number,
 * or stays the same.
 */
export function followingTarget(file: ScenarioFile, clients: ScenarioFile['clients']): number | null {
  const target = countOf(file.targets?.concurrent);
  const wanted = connectionsOf(clients);
  return target !== null && target === connectionsOf(file.clients) && wanted !== target ? wanted : null;
}

/** Connections of all clients; null where some come at a rate, or a number cannot be read. */
function connectionsOf(clients: ScenarioFile['clients']): number | null {
  let sum = 0;
  for (const { count, connectionsEach = 1, arrivals } of clients) {
    const [own, each] = [countOf(count), countOf(connectionsEach)];
    if (arrivals?.pattern === 'poisson' || own === null || each === null) return null;
    sum += own * each;
  }
  return sum;
}

function countOf(value: unknown): number | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const parsed = parseCount(value);
  return parsed.ok ? parsed.value : null;
}
