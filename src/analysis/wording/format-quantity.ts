/**
 * Quantities as they stand in sentences. Fixed English style and no locale of the machine, so that a sentence is
 * the same text wherever the scenario is read.
 */

const NO_LIMIT = 'no limit';

/** "64,512"; rounded to whole units. "no limit" for Infinity. */
export function formatCount(count: number): string {
  if (count === Infinity) return NO_LIMIT;
  const rounded = Math.round(count);
  return (rounded < 0 ? '-' : '') + groupThousands(String(Math.abs(rounded)));
}

/** "0.25", "3.5", "64,512": three significant digits below 100, whole numbers from there on. */
export function formatNumber(value: number): string {
  return Math.abs(value) >= 99.95 || value === Infinity ? formatCount(value) : threeDigits(value);
}

/**
 * The two largest units: "250 ms", "6.5 s", "6 m 27 s", "1 h 5 m", "5 d". Whole seconds from one minute on, whole
 * minutes from one hour on, whole hours from one day on.
 */
export function formatDuration(seconds: number): string {
  if (seconds === Infinity) return 'for ever';
  if (seconds < 0) return `-${formatDuration(-seconds)}`;
  if (seconds === 0) return '0 s';
  if (seconds < 0.9995) return `${threeDigits(seconds * 1000)} ms`;
  if (seconds < 59.95) return `${threeDigits(seconds)} s`;
  if (Math.round(seconds) < 3600) return twoUnits(Math.round(seconds), 60, 'm', 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return twoUnits(minutes, 60, 'h', 'm');
  return twoUnits(Math.round(seconds / 3600), 24, 'd', 'h');
}

const BYTE_UNITS: readonly (readonly [number, string])[] = [
  [2 ** 50, 'PiB'],
  [2 ** 40, 'TiB'],
  [2 ** 30, 'GiB'],
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
];

/** Binary units as in the scenario file: "3.7 KiB", "16 GiB". */
export function formatBytes(bytes: number): string {
  if (bytes === Infinity) return NO_LIMIT;
  for (const [size, unit] of BYTE_UNITS) {
    if (Math.abs(bytes) >= size * 0.9995) return `${threeDigits(bytes / size)} ${unit}`;
  }
  return `${threeDigits(bytes)} B`;
}

/**
 * A share 0..1 in percent with at least two significant digits of its distance to 0 % and to 100 %: "0.012 %",
 * "38 %", "99.97 %". Shares below one in a million as powers of ten: "3e-7".
 */
export function formatShare(share: number): string {
  const size = Math.abs(share);
  if (size > 0 && size < 1e-6) return plainExponent(share);
  const gapPercent = Math.min(size, Math.abs(1 - size)) * 100;
  let digits = 0;
  if (gapPercent > 0) for (let gap = gapPercent; gap < 9.95 && digits < 6; gap *= 10) digits += 1;
  return `${withoutTrailingZeros((share * 100).toFixed(digits))} %`;
}

/** A probability as operators give targets: "1e-6", "0.0031", "0". */
export function formatProbability(probability: number): string {
  if (probability === 0) return '0';
  return probability < 1e-3 ? plainExponent(probability) : threeDigits(probability);
}

/** "1 address", "2 addresses": the noun with its count. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${formatCount(count)} ${Math.round(count) === 1 ? one : many}`;
}

function threeDigits(value: number): string {
  if (value === 0) return '0';
  const text = value.toPrecision(3);
  // toPrecision switches to an exponent below 1e-6 and from four digits before the point.
  return text.includes('e') ? String(Number(text)) : withoutTrailingZeros(text);
}

function twoUnits(amount: number, ratio: number, large: string, small: string): string {
  const head = `${groupThousands(String(Math.floor(amount / ratio)))} ${large}`;
  return amount % ratio === 0 ? head : `${head} ${amount % ratio} ${small}`;
}

function plainExponent(value: number): string {
  const [digits = '', exponent = ''] = value.toExponential(1).split('e');
  return `${withoutTrailingZeros(digits)}e${exponent.replace('+', '')}`;
}

function withoutTrailingZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
