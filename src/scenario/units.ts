/**
 * Quantities as operators write them, to plain numbers and back: durations (seconds), sizes (bytes), rates (per
 * second), counts and shares (0..1). Parsing never clamps and never gives NaN; formatting gives the shortest text
 * that parses back to the same number to the last bit.
 */
import { evaluate, type Suffix, type SuffixTable } from './quantity-expression.ts';

export type QuantityKind = 'duration' | 'bytes' | 'rate' | 'count' | 'share';

export type QuantityResult =
  | { readonly ok: true; readonly value: number }
  /** `message` says what is wrong with what was given, `accepted` what would do. */
  | { readonly ok: false; readonly message: string; readonly accepted: string };

function unit(multiply: number, dimension: number, divide = 1): Suffix {
  return { multiply, divide, dimension };
}

const TIME: SuffixTable = {
  us: unit(1, 1, 1e6),
  µs: unit(1, 1, 1e6),
  ms: unit(1, 1, 1000),
  s: unit(1, 1),
  sec: unit(1, 1),
  m: unit(60, 1),
  min: unit(60, 1),
  h: unit(3600, 1),
  d: unit(86400, 1),
};

const SIZE: SuffixTable = {
  B: unit(1, 1),
  kB: unit(1e3, 1),
  KB: unit(1e3, 1),
  MB: unit(1e6, 1),
  GB: unit(1e9, 1),
  TB: unit(1e12, 1),
  KiB: unit(1024, 1),
  MiB: unit(1024 ** 2, 1),
  GiB: unit(1024 ** 3, 1),
  TiB: unit(1024 ** 4, 1),
};

const MULTIPLES: SuffixTable = { k: unit(1e3, 0), K: unit(1e3, 0), M: unit(1e6, 0), G: unit(1e9, 0) };

interface Kind {
  readonly suffixes: SuffixTable;
  /** Power of the base unit that a result must have when it has one at all. */
  readonly dimension: number;
  readonly noun: string;
  readonly accepted: string;
}

const KINDS: Readonly<Record<QuantityKind, Kind>> = {
  duration: {
    suffixes: TIME,
    dimension: 1,
    noun: 'a duration',
    accepted: 'seconds, or a text such as "250ms", "60s", "10m", "1h30m", "5d"',
  },
  bytes: {
    suffixes: SIZE,
    dimension: 1,
    noun: 'a size',
    accepted: 'bytes, or a text such as "512B", "64KiB", "16GiB", "1MB"',
  },
  rate: {
    suffixes: { ...TIME, ...MULTIPLES },
    dimension: -1,
    noun: 'a rate',
    accepted: 'a number a second, or a text such as "166.7/s", "10k/min", "100k/10m"',
  },
  count: {
    suffixes: MULTIPLES,
    dimension: 0,
    noun: 'a count',
    accepted: 'a number, or a text such as "100k", "1.5M", "28,232", "64*1024"',
  },
  share: {
    suffixes: { '%': unit(1, 0, 100) },
    dimension: 0,
    noun: 'a share',
    accepted: 'a number from 0 to 1, or a text such as "0.1%"',
  },
};

/** Whether a field of that kind holds a number that can be read here. */
export function isQuantityKind(kind: string): kind is QuantityKind {
  return Object.hasOwn(KINDS, kind);
}

/** What a quantity of this kind may look like, for messages and help. */
export function acceptedQuantity(kind: QuantityKind): string {
  return KINDS[kind].accepted;
}

/** A regular expression (ECMAScript source, unanchored) for texts made of this kind's units; used by the JSON Schema. */
export function quantityPattern(kind: QuantityKind): string {
  const names = Object.keys(KINDS[kind].suffixes).sort((a, b) => b.length - a.length);
  return `(?:${['[-+*/().,\\d\\s]', '[eE][-+]?\\d', ...names].join('|')})+`;
}

/**
 * The number that `input` stands for, in seconds, bytes, per second or plain. A plain number (or a text without
 * unit) is already in that unit. The sign is not judged here: which values a field allows is the field's matter.
 */
export function parseQuantity(kind: QuantityKind, input: number | string): QuantityResult {
  const { suffixes, dimension, noun, accepted } = KINDS[kind];
  if (typeof input === 'number') {
    if (Number.isFinite(input)) return { ok: true, value: input };
    return { ok: false, message: `${input} is not ${noun}`, accepted };
  }
  const given = quoted(input);
  const evaluation = evaluate(input.trim(), suffixes);
  if (!evaluation.ok)
    return { ok: false, message: `${given} is not ${noun}: ${evaluation.reason}`, accepted };
  const { result } = evaluation;
  if (result.dimension !== 0 && result.dimension !== dimension) {
    return { ok: false, message: `${given} is not ${noun}: its units do not fit`, accepted };
  }
  return { ok: true, value: result.value };
}

/** Seconds. */
export const parseDuration = (input: number | string): QuantityResult => parseQuantity('duration', input);
/** Bytes. */
export const parseBytes = (input: number | string): QuantityResult => parseQuantity('bytes', input);
/** Per second. */
export const parseRate = (input: number | string): QuantityResult => parseQuantity('rate', input);
export const parseCount = (input: number | string): QuantityResult => parseQuantity('count', input);
/** 0..1; the range itself is not checked. */
export const parseShare = (input: number | string): QuantityResult => parseQuantity('share', input);

/** The shortest text that parses back to exactly `value` (finite) under `kind`; plain units win ties. */
export function formatQuantity(kind: QuantityKind, value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`formatQuantity: ${value} has no text`);
  const positive = value === 0 ? 0 : value; // -0 is written "0"
  let best: Candidate | null = null;
  for (const candidate of candidates(kind, positive)) {
    if (best !== null && candidate.cost >= best.cost) continue;
    const parsed = parseQuantity(kind, candidate.text);
    if (parsed.ok && parsed.value === positive) best = candidate;
  }
  return best?.text ?? String(positive);
}

/** A number as it stands in a file: counts and shares as they are, the rest as a text with its unit. */
export function fileValue(kind: QuantityKind, value: number): number | string {
  return kind === 'count' || kind === 'share' ? value : formatQuantity(kind, value);
}

/** `600` -> `10m`, `90` -> `90s`, `0.25` -> `250ms`. */
export const formatDuration = (sec: number): string => formatQuantity('duration', sec);
/** `65536` -> `64KiB`, `1000000` -> `1MB`. */
export const formatBytes = (bytes: number): string => formatQuantity('bytes', bytes);
/** `0.1` -> `0.1/s`, `10000 / 60` -> `10k/min`. */
export const formatRate = (perSec: number): string => formatQuantity('rate', perSec);
/** `100000` -> `100k`, `28232` -> `28232`. */
export const formatCount = (count: number): string => formatQuantity('count', count);
/** `0.001` -> `0.1%`. */
export const formatShare = (share: number): string => formatQuantity('share', share);

interface Candidate {
  readonly text: string;
  /** Length of the text, plus something for what reads worse. */
  readonly cost: number;
}

function* candidates(kind: QuantityKind, value: number): Generator<Candidate> {
  switch (kind) {
    case 'duration':
      yield* scaled(value, TIME, ['s', 'd', 'h', 'm', 'ms', 'us']);
      if (Number.isSafeInteger(value) && value > 60) yield candidate(combinedDuration(value));
      return;
    case 'bytes':
      yield* scaled(value, SIZE, ['B', 'TiB', 'TB', 'GiB', 'GB', 'MiB', 'MB', 'KiB', 'kB']);
      return;
    case 'rate':
      for (const { name, sec, cost } of RATE_UNITS) {
        for (const number of candidates('count', value * sec)) {
          yield { text: `${number.text}/${name}`, cost: number.cost + cost };
        }
      }
      return;
    case 'count':
      yield candidate(String(value));
      yield* scaled(value, MULTIPLES, ['G', 'M', 'k']);
      return;
    case 'share':
      yield candidate(String(value));
      yield candidate(`${value * 100}%`);
  }
}

/** Per second is the unit that reads best: `0.1/s`, not `6/min`; but `10k/min`, not `166.66666666666666/s`. */
const RATE_UNITS = [
  { name: 's', sec: 1, cost: 0 },
  { name: 'min', sec: 60, cost: 3 },
  { name: 'h', sec: 3600, cost: 5 },
  { name: 'd', sec: 86400, cost: 7 },
] as const;

/** On equal length a text without a fraction reads better: `250ms`, not `0.25s`. */
function candidate(text: string): Candidate {
  return { text, cost: text.length + (text.includes('.') ? 0.5 : 0) };
}

function* scaled(value: number, table: SuffixTable, names: readonly string[]): Generator<Candidate> {
  for (const name of names) {
    const suffix = table[name];
    if (suffix === undefined) continue;
    const number = (value * suffix.divide) / suffix.multiply;
    if (Math.abs(number) >= 1 || suffix.multiply <= suffix.divide) yield candidate(`${number}${name}`);
  }
}

/** `5400` -> `1h30m`; only whole seconds. */
function combinedDuration(sec: number): string {
  let rest = sec;
  let text = '';
  for (const [name, size] of [
    ['d', 86400],
    ['h', 3600],
    ['m', 60],
    ['s', 1],
  ] as const) {
    const whole = Math.floor(rest / size);
    if (whole > 0) text += `${whole}${name}`;
    rest -= whole * size;
  }
  return text;
}

/** A value in quotes, cut where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
