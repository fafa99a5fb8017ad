/** What it takes to change one resource of a scenario: fields of its file with numbers in them. */
import { MAX_COUNT } from '../../scenario/leaf-schemas.ts';
import type { Backends, ClientPopulation, Hop, Scenario } from '../../scenario/scenario.ts';

/** A field of the scenario's file with the value that it has (defaults filled in) and another one. */
export interface FieldSetting {
  /** Dotted, as in `path.0.snat.addresses`. */
  readonly path: string;
  /** In the file's base unit: a count, a rate a second, bytes, seconds; or a word. */
  readonly from: number | string;
  readonly to: number | string;
}

/** A scenario after a change, and what was written to get there. */
export interface Changed {
  readonly scenario: Scenario;
  readonly settings: readonly FieldSetting[];
}

/** A number in the file that can be raised (or, of few, only exchanged) to raise a resource. */
export interface Lever {
  /** A value in words: "6 addresses on each instance". */
  readonly text: (value: number) => string;
  readonly from: number;
  /** The highest value that the file format and the scenario allow. */
  readonly most: number;
  /** Values are looked for in multiples of it. */
  readonly step: number;
  readonly at: (value: number) => Changed;
}

interface NumberField {
  readonly text: Lever['text'];
  readonly path: string;
  readonly from: number;
  readonly most?: number;
  readonly step?: number;
}

/** The lever of one field that stands alone. */
export function fieldLever(field: NumberField, set: (value: number) => Scenario): Lever {
  const { text, path, from, most = MAX_COUNT, step = 1 } = field;
  return {
    text,
    from,
    most,
    step,
    at: (to) => ({ scenario: set(to), settings: [{ path, from, to }] }),
  };
}

/** The lever with another setting that goes with it, whatever its value. */
export function leverAfter(before: Changed, lever: Lever, how: string): Lever {
  return {
    ...lever,
    text: (value) => `${lever.text(value)}${how}`,
    at: (value) => {
      const { scenario, settings } = lever.at(value);
      return { scenario, settings: [...before.settings, ...settings] };
    },
  };
}

export function withHop(scenario: Scenario, index: number, change: (hop: Hop) => Hop): Scenario {
  const hop = scenario.path[index];
  return hop === undefined ? scenario : { ...scenario, path: scenario.path.with(index, change(hop)) };
}

export function withBackends(scenario: Scenario, change: Partial<Backends>): Scenario {
  return { ...scenario, backends: { ...scenario.backends, ...change } };
}

export function withClients(
  scenario: Scenario,
  index: number,
  change: (clients: ClientPopulation) => ClientPopulation,
): Scenario {
  const clients = scenario.clients[index];
  return clients === undefined
    ? scenario
    : { ...scenario, clients: scenario.clients.with(index, change(clients)) };
}
