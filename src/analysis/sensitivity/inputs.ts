/** The numbers of a scenario that its answer may hang on, each with a low and a high value to try. */
import { INPUT_PARTS } from '../../scenario/checks/check-uncertain.ts';
import { getField } from '../../scenario/edit.ts';
import type { FieldChange } from '../../scenario/field-change.ts';
import { fieldDefault, fieldDoc, fieldDocs } from '../../scenario/field-docs/field-docs.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { changesTo } from '../../scenario/following-fields.ts';
import { FIRST_PORT, formatPortSpan, LAST_PORT, parsePortSpan } from '../../scenario/ports.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { UncertainInput } from '../../scenario/uncertain-input.ts';
import { formatQuantity, isQuantityKind, parseQuantity, type QuantityKind } from '../../scenario/units.ts';
import { toScenarioFile } from '../../scenario/write.ts';

/** How far an input is moved either way where the file gives it no range. */
export const DEFAULT_SPREAD = 0.2;

/** A value that an input is tried at. */
export interface TriedValue {
  /** As it would be written in the file. */
  readonly text: string;
  readonly changes: readonly FieldChange[];
}

export interface SensitivityInput {
  /** Dotted path in the file. */
  readonly field: string;
  /** "edge snat.hold": where it is, and what. */
  readonly label: string;
  readonly base: string;
  /** Null where it cannot be lower, or higher. */
  readonly low: TriedValue | null;
  readonly high: TriedValue | null;
  /** Whether low and high are the range that the file gives. */
  readonly isRange: boolean;
}

/** Fields that the ladder reads: they are tried even where the file leaves them to a default. */
const READ_BY_THE_LADDER =
  /^(?:clients\.\*\.(?:ports|timeWait)|path\.\*\.(?:instances|listen\.addresses|snat\.(?:addresses|ports|hold)|flowTable\.(?:max|timeWait))|(?:path\.\*\.limits|backends)\.(?:maxConnections|fileDescriptors|memory|memoryPerConnection|acceptsPerSecond|handshakesPerSecond))$/;

/** What puts every range of the file at its likeliest value: an input is compared with the file that this makes. */
export function likelyChanges(file: ScenarioFile, { uncertain }: Scenario): readonly FieldChange[] {
  return uncertain.flatMap((range) =>
    range.likely === null ? [] : changesTo(file, range.field, range.likely),
  );
}

/**
 * Numbers that the file gives or that the ladder reads, in the order of the documentation. What stands in a list of its own
 * (the points of a profile, phases) is left out, as is what is 0 or has no limit, of which a fifth more is the same.
 * @param file with every range at its likeliest value
 * @param scenario of that file
 */
export function sensitivityInputs(
  file: ScenarioFile,
  scenario: Scenario,
  spread = DEFAULT_SPREAD,
): SensitivityInput[] {
  const canonical = toScenarioFile(withoutLifetimes(scenario));
  return fieldDocs.flatMap(({ path, kind }) => {
    if (!INPUT_PARTS.has(path.split('.')[0] ?? '') || path.split('*').length > 2) return [];
    if (kind !== 'port-range' && !isQuantityKind(kind)) return [];
    return placesOf(path, scenario).flatMap((field): SensitivityInput[] => {
      const label = `${placeName(field, scenario)} ${field
        .split('.')
        .slice(field.startsWith('backends') ? 1 : 2)
        .join('.')}`;
      const range = scenario.uncertain.find((each) => each.field === field);
      const base = baseValue(file, canonical, field, path, scenario);
      if (range !== undefined) return [rangedInput(file, field, label, range, String(base ?? ''))];
      if (base === null) return [];
      const ends = kind === 'port-range' ? portEnds(base, spread) : numberEnds(kind, field, base, spread);
      if (ends === null) return [];
      const tried = (text: string | null): TriedValue | null =>
        text === null ? null : { text, changes: changesTo(file, field, text) };
      return [
        { field, label, base: String(base), low: tried(ends.low), high: tried(ends.high), isRange: false },
      ];
    });
  });
}

/** Lifetimes are read from the file alone, and the search for the figures of a fitted law is what takes long. */
function withoutLifetimes(scenario: Scenario): Scenario {
  const lifetime = { distribution: 'deterministic', valueSec: 1 } as const;
  return {
    ...scenario,
    clients: scenario.clients.map((each) => ({ ...each, session: { ...each.session, lifetime } })),
  };
}

function rangedInput(
  file: ScenarioFile,
  field: string,
  label: string,
  { low, likely, high }: UncertainInput,
  base: string,
): SensitivityInput {
  const tried = (value: number | string): TriedValue => ({
    text: String(value),
    changes: changesTo(file, field, value),
  });
  return { field, label, base: String(likely ?? base), low: tried(low), high: tried(high), isRange: true };
}

/** `path.*.snat.hold` -> `path.0.snat.hold`, `path.1.snat.hold`. */
function placesOf(path: string, { clients, path: hops }: Scenario): string[] {
  if (!path.includes('*')) return [path];
  const count = path.startsWith('clients') ? clients.length : hops.length;
  return Array.from({ length: count }, (_, index) => path.replace('*', String(index)));
}

function placeName(field: string, { clients, path, backends }: Scenario): string {
  const [part, index] = field.split('.');
  if (part === 'clients') return clients[Number(index)]?.name ?? field;
  return part === 'path' ? (path[Number(index)]?.name ?? field) : backends.name;
}

/** What the file says, or what a preset or a default makes of it; null where the field does not count. */
function baseValue(
  file: ScenarioFile,
  canonical: ScenarioFile,
  field: string,
  path: string,
  scenario: Scenario,
): number | string | null {
  const given = getField(file, field);
  if (typeof given === 'number' || typeof given === 'string') return given;
  if (!READ_BY_THE_LADDER.test(path)) return null;
  const hop = /^path\.(\d+)\./.exec(field)?.[1];
  const mode = hop === undefined ? undefined : scenario.path[Number(hop)]?.mode;
  const value = getField(canonical, field) ?? fieldDefault(path, mode);
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

interface Ends {
  readonly low: string | null;
  readonly high: string | null;
}

function numberEnds(kind: QuantityKind, field: string, base: number | string, spread: number): Ends | null {
  const parsed = parseQuantity(kind, base);
  if (!parsed.ok || parsed.value <= 0) return null;
  const { value } = parsed;
  const [low, high] = [value * (1 - spread), value * (1 + spread)];
  const text = (end: number): string => formatQuantity(kind, Number(end.toPrecision(6)));
  if (kind === 'share') return { low: text(low), high: value >= 1 ? null : text(Math.min(1, high)) };
  // Parameters of a law are counts with a fraction; nothing else of one is.
  if (kind !== 'count' || !Number.isInteger(value) || field.includes('.lifetime.'))
    return { low: text(low), high: text(high) };
  // One at least, as there is nothing between.
  const [fewer, more] = [Math.min(value - 1, Math.round(low)), Math.max(value + 1, Math.round(high))];
  return { low: fewer < 1 ? null : text(fewer), high: text(more) };
}

/** The size of a range is what counts: it ends earlier, or takes more ports at its end and then in front of it. */
function portEnds(base: number | string, spread: number): Ends | null {
  const parsed = parsePortSpan(base);
  if (!parsed.ok) return null;
  const { first, last } = parsed.value;
  const size = last - first + 1;
  const fewer = Math.max(1, Math.round(size * (1 - spread)));
  const more = Math.round(size * (1 + spread));
  const lastOfMore = Math.min(LAST_PORT, first + more - 1);
  const firstOfMore = Math.max(FIRST_PORT, lastOfMore - more + 1);
  return {
    low: fewer === size ? null : formatPortSpan({ first, last: first + fewer - 1 }),
    high:
      lastOfMore - firstOfMore + 1 === size ? null : formatPortSpan({ first: firstOfMore, last: lastOfMore }),
  };
}

/** What a field is, in a sentence; for whoever reads its bar. */
export function inputMeaning(field: string): string {
  return fieldDoc(field)?.what ?? '';
}
