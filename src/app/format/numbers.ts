/**
 * The one formatter of each unit: no raw number reaches a view. Text that stands alone comes as a string, text whose unit
 * is set smaller than its number as `Parts` (see `Quantity.tsx`). A value that is not finite reads "no limit" (`Infinity`)
 * or "–" (`NaN`).
 */

/** A number and the unit that follows it; `unit` is empty for plain counts. */
export interface Part {
  readonly value: string;
  readonly unit: string;
}
export type Parts = readonly Part[];

const LOCALE = 'en-US';
const wholeNumber = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const threeDigits = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 });
const words = new Intl.NumberFormat(LOCALE, {
  notation: 'compact',
  compactDisplay: 'long',
  maximumSignificantDigits: 2,
});
const exponent = new Intl.NumberFormat(LOCALE, { notation: 'scientific', maximumSignificantDigits: 2 });

function notFinite(value: number): Part | null {
  if (Number.isFinite(value)) return null;
  return { value: Number.isNaN(value) ? '–' : value > 0 ? 'no limit' : 'no lower limit', unit: '' };
}

const joined = (parts: Parts): string =>
  parts.map(({ value, unit }) => (unit === '' ? value : `${value} ${unit}`)).join(' ');

/** "41,210". */
export function formatCount(count: number): string {
  return notFinite(count)?.value ?? wholeNumber.format(count);
}

const fourDigits = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 4 });

/** A measured figure of any kind: whole numbers as they are, others to four significant digits. */
export function formatFigure(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : (notFinite(value)?.value ?? fourDigits.format(value));
}

/** A relative difference with its sign: "+4.2 %", "−0.3 %", "0 %". */
export function formatDifference(share: number): string {
  const size = formatPercent(Math.abs(share));
  if (!Number.isFinite(share) || share === 0) return size;
  return `${share > 0 ? '+' : '−'}${size}`;
}

const COMPACT_STEPS: readonly (readonly [number, string])[] = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** Three significant digits with k, M, G, T: "64.5k", "1.2M", "950". */
export function formatCompact(count: number): string {
  const special = notFinite(count);
  if (special !== null) return special.value;
  const size = Math.abs(count);
  for (const [step, suffix] of COMPACT_STEPS) {
    // 999,500 rounds to 1,000k, so the step begins where three digits still fit.
    if (size >= step * 0.9995) return `${threeDigits.format(count / step)}${suffix}`;
  }
  return threeDigits.format(count);
}

/** Two significant digits with a word: "2.7 billion", "170 million"; for counts that nobody counts on. */
export function formatCountWords(count: number): string {
  return notFinite(count)?.value ?? words.format(count);
}

/** What a resource carries: digits as long as somebody could count on them. */
export function formatCapacity(connections: number): string {
  return connections < 1e8 ? formatCount(Math.floor(connections)) : formatCountWords(connections);
}

/** A rate of events: "1,234 /s", "0.25 /s". */
export function rateParts(perSec: number): Parts {
  const special = notFinite(perSec);
  if (special !== null) return [special];
  return [
    { value: Math.abs(perSec) >= 100 ? wholeNumber.format(perSec) : threeDigits.format(perSec), unit: '/s' },
  ];
}

export function formatRate(perSec: number): string {
  return joined(rateParts(perSec));
}

/**
 * A length of time in its two largest units: "250 ms", "6.5 s", "6 m 27 s", "1 h 5 m", "5 d". Whole seconds from one minute
 * on, whole minutes from one hour on.
 */
export function durationParts(seconds: number): Parts {
  const special = notFinite(seconds);
  if (special !== null) return [special];
  if (seconds < 0) {
    const [first, ...rest] = durationParts(-seconds);
    return first === undefined ? [] : [{ ...first, value: `−${first.value}` }, ...rest];
  }
  if (seconds === 0) return [{ value: '0', unit: 's' }];
  if (seconds < 0.9995) return [{ value: threeDigits.format(seconds * 1000), unit: 'ms' }];
  if (seconds < 59.95) return [{ value: threeDigits.format(seconds), unit: 's' }];
  if (Math.round(seconds) < 3600) return twoUnits(Math.round(seconds), 60, 'm', 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return twoUnits(minutes, 60, 'h', 'm');
  return twoUnits(Math.round(seconds / 3600), 24, 'd', 'h');
}

function twoUnits(amount: number, ratio: number, large: string, small: string): Parts {
  const parts = [{ value: wholeNumber.format(Math.floor(amount / ratio)), unit: large }];
  const rest = amount % ratio;
  return rest === 0 ? parts : [...parts, { value: wholeNumber.format(rest), unit: small }];
}

export function formatDuration(seconds: number): string {
  return joined(durationParts(seconds));
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A moment of the run as a clock: "0:06:27", with tenths only where `tenths` is set. */
export function formatClock(seconds: number, tenths = false): string {
  const special = notFinite(seconds);
  if (special !== null) return special.value;
  const units = tenths ? Math.floor(seconds * 10 + 1e-6) : Math.floor(seconds + 1e-6);
  const whole = tenths ? Math.floor(units / 10) : units;
  const text = `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return tenths ? `${text}.${units % 10}` : text;
}

/** For screen readers, which would read "m" as metres: "12 min 30 s", "1 hour 5 min". */
export function speakDuration(seconds: number): string {
  const spoken: Readonly<Record<string, string>> = { m: 'min', h: 'hours', d: 'days' };
  return durationParts(seconds)
    .map(({ value, unit }) => {
      const word = spoken[unit] ?? unit;
      return `${value} ${value === '1' && word.length > 3 ? word.slice(0, -1) : word}`.trim();
    })
    .join(' ');
}

const BYTE_UNITS: readonly (readonly [number, string])[] = [
  [2 ** 50, 'PiB'],
  [2 ** 40, 'TiB'],
  [2 ** 30, 'GiB'],
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
];

/** Memory in binary units, as the kernel and the scenario file count it: "3.7 KiB", "16 GiB". */
export function bytesParts(bytes: number): Parts {
  const special = notFinite(bytes);
  if (special !== null) return [special];
  for (const [step, unit] of BYTE_UNITS) {
    if (Math.abs(bytes) >= step * 0.9995) return [{ value: threeDigits.format(bytes / step), unit }];
  }
  return [{ value: threeDigits.format(bytes), unit: 'B' }];
}

export function formatBytes(bytes: number): string {
  return joined(bytesParts(bytes));
}

/** Traffic in decimal bits, as links are sold: 1.25e6 bytes a second read "10 Mbit/s". */
export function trafficParts(bytesPerSec: number): Parts {
  const bits = bytesPerSec * 8;
  const special = notFinite(bits);
  if (special !== null) return [special];
  const [step, prefix] = COMPACT_STEPS.find(([size]) => Math.abs(bits) >= size * 0.9995) ?? [1, ''];
  return [{ value: threeDigits.format(bits / step), unit: `${prefix}bit/s` }];
}

export function formatTraffic(bytesPerSec: number): string {
  return joined(trafficParts(bytesPerSec));
}

/**
 * A share 0..1 in percent, with as many digits as tell it from 0 % and 100 %: "0 %", "0.012 %", "35 %", "99.97 %".
 * Shares below one in a million are written "3e-7", as blocking targets are.
 */
export function percentParts(share: number): Parts {
  const special = notFinite(share);
  if (special !== null) return [special];
  const size = Math.abs(share);
  if (size > 0 && size < 1e-6) return [{ value: exponent.format(share).replace('E', 'e'), unit: '' }];
  const percent = share * 100;
  const gap = Math.min(size, Math.abs(1 - size)) * 100;
  // Digits after the point so that two significant digits of the distance to 0 % or 100 % remain.
  const digits = gap === 0 || gap >= 9.95 ? 0 : Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(gap))));
  const text = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: digits }).format(percent);
  return [{ value: text, unit: '%' }];
}

export function formatPercent(share: number): string {
  return joined(percentParts(share));
}

/** A share 0..1 that is done, in whole percent; "100 %" at the end and not before. */
export function formatProgress(share: number): string {
  return formatPercent(Math.floor(share * 100) / 100);
}
