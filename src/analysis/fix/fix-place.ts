/** What a writer looks at: a place of the scenario as it is after the changes. */
import type { FieldChange } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Limits } from '../../scenario/limits.ts';
import { presetById } from '../../scenario/presets/library.ts';
import type { PresetFamily } from '../../scenario/presets/preset.ts';
import type {
  Backends,
  Balance,
  ClientPopulation,
  Hop,
  Scenario,
  TimelineEvent,
} from '../../scenario/scenario.ts';
import { type PlacedGroup, placeOfField, type SettingGroup } from './setting-groups.ts';

/** A stage that connections go on to: servers as a configuration lists them. */
export interface Servers {
  readonly name: string;
  readonly count: number;
  readonly addressesEach: number;
  readonly ports: readonly number[];
  /** One weight a server. */
  readonly weights: readonly number[];
}

export interface FixPlace {
  readonly group: SettingGroup;
  readonly station: string;
  /** Name of the population, the hop or the backends; of an event, of what it acts on. */
  readonly name: string;
  /** The name as an identifier: letters, digits and underscores. */
  readonly slug: string;
  readonly changes: readonly FieldChange[];
  /** After all changes. */
  readonly scenario: Scenario;
  readonly clients: ClientPopulation | null;
  readonly hop: Hop | null;
  readonly backends: Backends | null;
  readonly event: TimelineEvent | null;
  /** Of the hop or the backends. */
  readonly limits: Limits | null;
  /** Id of the preset that the place names; empty where it names none. */
  readonly preset: string;
  /** The next stage behind the hop that is addressed; the backends for themselves. */
  readonly servers: Servers;
  readonly isChanged: (...fields: readonly string[]) => boolean;
}

export function fixPlace(
  { group, station, changes }: PlacedGroup,
  file: ScenarioFile,
  scenario: Scenario,
): FixPlace {
  const [owner, indexText = ''] = station.split('.');
  const index = Number(indexText);
  const clients = owner === 'clients' ? (scenario.clients[index] ?? null) : null;
  const event = owner === 'events' ? (scenario.events[index] ?? null) : null;
  const targetHop =
    event === null ? index : scenario.path.findIndex(({ name }) => name === nameOfTarget(event));
  const hop = owner === 'path' || event !== null ? (scenario.path[targetHop] ?? null) : null;
  const backends = owner === 'backends' || (event !== null && hop === null) ? scenario.backends : null;
  const name = clients?.name ?? hop?.name ?? scenario.backends.name;
  const fields = new Set(changes.map(({ path }) => placeOfField(path).field));
  return {
    group,
    station,
    name,
    slug: identifier(name),
    changes,
    scenario,
    clients,
    hop,
    backends,
    event,
    limits: hop?.limits ?? backends?.limits ?? null,
    preset: presetAt(file, clients === null ? targetHop : index, owner ?? ''),
    servers: serversBehind(scenario, hop === null ? scenario.path.length : targetHop),
    isChanged: (...wanted) => wanted.some((field) => fields.has(field)),
  };
}

function nameOfTarget(event: TimelineEvent): string | null {
  return event.target === 'backends' ? null : event.target;
}

function presetAt(file: ScenarioFile, index: number, owner: string): string {
  if (owner === 'clients') return file.clients[index]?.preset ?? '';
  return (Array.isArray(file.path) ? file.path[index]?.preset : undefined) ?? '';
}

/** Letters, digits and underscores, and a letter first: what HAProxy, Terraform and tmsh all take as a name. */
export function identifier(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^[a-z]/.test(plain) ? plain : `s_${plain}`.replace(/_$/, '');
}

/** The stage that connections are addressed to behind a hop: gateways only stand on the route. */
function serversBehind({ path, backends }: Scenario, hop: number): Servers {
  let at = hop + 1;
  while (path[at]?.gateway === true) at += 1;
  const next = path[at];
  if (next === undefined)
    return {
      name: backends.name,
      count: backends.count,
      addressesEach: backends.addresses,
      ports: backends.ports,
      weights: backends.weights,
    };
  return {
    name: next.name,
    count: next.instances,
    addressesEach: next.listen.addresses,
    ports: next.listen.ports,
    weights: Array.from({ length: next.instances }, () => 1),
  };
}

export function familyOf(preset: string): PresetFamily | null {
  return presetById(preset)?.family ?? null;
}

/** How the hop before a stage picks it, for the balancer's configuration. */
export function balanceToward({ scenario, hop, backends }: FixPlace): Balance {
  if (hop !== null) return hop.balance;
  const last = scenario.path.findLast(({ gateway }) => !gateway);
  return (backends === null ? undefined : last?.balance) ?? scenario.clients[0]?.balance ?? 'random';
}
