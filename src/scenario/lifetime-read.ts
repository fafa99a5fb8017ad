/** The lifetime of a scenario file to a fitted law, with a fault for everything that fixes no law. */
import type { ParsedLifetime } from './file-format.ts';
import { lifetimeMeanSec } from './lifetime.ts';
import {
  type FeasibleRatio,
  type FigureName,
  type FigurePair,
  type FittedFamily,
  fitExponential,
  fitFamily,
  fitHistogram,
  fitQuantiles,
  fromParameters,
  isFitted,
} from './lifetime-fit.ts';
import type { Lifetime } from './scenario.ts';
import type { ScenarioError } from './scenario-error.ts';
import { formatDuration } from './units.ts';

/** The paths of the errors are relative to the lifetime. */
export type LifetimeReading =
  | { readonly ok: true; readonly lifetime: Lifetime }
  | { readonly ok: false; readonly errors: readonly ScenarioError[] };

const FIGURES: readonly FigureName[] = ['mean', 'median', 'p95', 'p99'];

/** A Pareto law with `alpha` of 1 or less has no mean, and neither would any figure of the run. */
const MIN_ALPHA_ACCEPTED = 'more than 1: the mean is infinite otherwise';

export function readLifetime(file: ParsedLifetime): LifetimeReading {
  const reading = read(file);
  if (!reading.ok) return reading;
  const meanSec = lifetimeMeanSec(reading.lifetime);
  if (meanSec > 0 && Number.isFinite(meanSec)) return reading;
  return failure('', 'infeasible', 'the mean lifetime is not a finite time above 0', 'less extreme figures');
}

function read(file: ParsedLifetime): LifetimeReading {
  switch (file.distribution) {
    case 'deterministic':
      return readDeterministic(file.value, file.mean);
    case 'exponential':
      return readExponential(given(file));
    case 'empirical':
      return readEmpirical(file);
    default:
      return readFamily(file);
  }
}

interface Figure {
  readonly name: FigureName;
  readonly sec: number;
}

function given(file: { readonly [Name in FigureName]?: number | undefined }): Figure[] {
  return FIGURES.flatMap((name) => {
    const sec = file[name];
    return sec === undefined ? [] : [{ name, sec }];
  });
}

function readDeterministic(value: number | undefined, mean: number | undefined): LifetimeReading {
  const accepted = 'one of value, mean';
  const sec = value ?? mean;
  if (sec === undefined)
    return failure('', 'missing-field', 'a deterministic lifetime needs its value', accepted);
  if (value !== undefined && mean !== undefined) {
    return failure('', 'conflict', 'value and mean are the same thing here; both are given', accepted);
  }
  return { ok: true, lifetime: { distribution: 'deterministic', valueSec: sec } };
}

function readExponential(figures: readonly Figure[]): LifetimeReading {
  const [figure] = figures;
  const accepted = 'one of mean, median, p95, p99';
  if (figure === undefined) {
    return failure('', 'missing-field', 'an exponential lifetime needs one figure', accepted);
  }
  if (figures.length > 1) {
    return failure(
      '',
      'conflict',
      `an exponential lifetime is fixed by one figure; ${listed(figures)} are given`,
      accepted,
    );
  }
  return { ok: true, lifetime: fitExponential(figure.name, figure.sec) };
}

type FamilyLifetime = Extract<ParsedLifetime, { distribution: FittedFamily }>;

/** The own parameters of each family, as an alternative to figures. */
const PARAMETERS: Readonly<Record<FittedFamily, readonly string[]>> = {
  lognormal: ['mu', 'sigma'],
  weibull: ['shape', 'scale'],
  pareto: ['alpha', 'min'],
  hyperexponential: ['phases'],
};

function readFamily(file: FamilyLifetime): LifetimeReading {
  const family = file.distribution;
  const names = PARAMETERS[family];
  const figures = given(file);
  const accepted = `${figureRule(family)}, or ${names.join(' and ')}`;
  const used = names.filter((name) => (file as Record<string, unknown>)[name] !== undefined);
  if (used.length > 0 && figures.length > 0) {
    const both = `both ${used.join(' and ')} and ${listed(figures)} are given`;
    return failure('', 'conflict', `a ${family} lifetime has one or the other; ${both}`, accepted);
  }
  if (used.length > 0) return readParameters(file, names, used, accepted);
  const [first, second] = figures;
  if (first === undefined || second === undefined || !fixes(family, first)) {
    const what =
      figures.length === 0
        ? 'no figure is given'
        : `${listed(figures)} ${figures.length === 1 ? 'does' : 'do'} not fix it`;
    return failure('', 'missing-field', `a ${family} lifetime: ${what}`, accepted);
  }
  if (figures.length > 2) {
    const message = `a ${family} lifetime is fixed by two figures; ${listed(figures)} are given`;
    return failure('', 'conflict', message, accepted);
  }
  const pair = { first: first.name, firstSec: first.sec, second: second.name, secondSec: second.sec };
  const fitted = fitFamily(family, pair);
  return isFitted(fitted) ? { ok: true, lifetime: fitted } : infeasible(family, pair, fitted);
}

function fixes(family: FittedFamily, first: Figure): boolean {
  return family !== 'hyperexponential' || first.name === 'mean';
}

function figureRule(family: FittedFamily): string {
  return family === 'hyperexponential'
    ? 'mean with one of median, p95, p99'
    : 'two of mean, median, p95, p99';
}

function readParameters(
  file: FamilyLifetime,
  names: readonly string[],
  used: readonly string[],
  accepted: string,
): LifetimeReading {
  if (file.distribution === 'pareto' && file.alpha !== undefined && file.alpha <= 1) {
    return failure('alpha', 'out-of-range', `an alpha of ${file.alpha}`, MIN_ALPHA_ACCEPTED, file.alpha);
  }
  if (file.distribution === 'hyperexponential' && file.phases?.length === 0) {
    return failure('phases', 'out-of-range', 'an empty list of phases', 'one or more of { weight, mean }');
  }
  const lifetime = fromParameters(file);
  if (lifetime !== null) return { ok: true, lifetime };
  const absent = names.find((name) => !used.includes(name)) ?? '';
  return failure(absent, 'missing-field', `is missing beside ${used.join(' and ')}`, accepted);
}

function infeasible(family: FittedFamily, pair: FigurePair, feasible: FeasibleRatio): LifetimeReading {
  const { first, firstSec, second, secondSec } = pair;
  const article = first === 'mean' ? 'a mean' : `a ${first}`;
  const message =
    `no ${family} law has ${article} of ${formatDuration(firstSec)} ` +
    `and a ${second} of ${formatDuration(secondSec)}`;
  return failure(second, 'infeasible', message, interval(feasible, firstSec), secondSec);
}

/** The feasible values of the second figure, rounded inwards to four digits. */
function interval({ above, upTo, open }: FeasibleRatio, firstSec: number): string {
  const least = `more than ${formatDuration(rounded(above * firstSec, 1))}`;
  if (upTo === Infinity) return least;
  return `${least} and ${open ? 'less than' : 'at most'} ${formatDuration(rounded(upTo * firstSec, -1))}`;
}

/** Four significant digits, moved in `direction` (1 up, -1 down) when rounding went the other way. */
function rounded(sec: number, direction: 1 | -1): number {
  const near = Number(sec.toPrecision(4));
  if ((near - sec) * direction >= -1e-9 * sec) return near;
  const [, exponent = '0'] = near.toExponential().split('e');
  return Number((near + direction * Number(`1e${Number(exponent) - 3}`)).toPrecision(4));
}

function readEmpirical(file: Extract<ParsedLifetime, { distribution: 'empirical' }>): LifetimeReading {
  const { quantiles, histogram } = file;
  const accepted = 'quantiles or histogram';
  if (quantiles !== undefined && histogram !== undefined) {
    return failure('', 'conflict', 'both quantiles and a histogram are given', accepted);
  }
  if (quantiles !== undefined) {
    const errors = quantileErrors(quantiles);
    return errors.length > 0 ? { ok: false, errors } : { ok: true, lifetime: fitQuantiles(quantiles) };
  }
  if (histogram === undefined)
    return failure('', 'missing-field', 'an empirical lifetime needs its data', accepted);
  const errors = histogramErrors(histogram);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, lifetime: fitHistogram(histogram) };
}

function quantileErrors(points: readonly { share: number; value: number }[]): ScenarioError[] {
  const errors: ScenarioError[] = [];
  points.forEach((point, i) => {
    const before = points[i - 1] ?? { share: -1, value: 0 };
    if (point.share <= before.share) {
      const accepted = `more than ${before.share}: shares rise`;
      errors.push(
        error(`quantiles.${i}.share`, 'conflict', `a share of ${point.share}`, accepted, point.share),
      );
    }
    if (point.value < before.value) {
      const accepted = `${formatDuration(before.value)} or more: values do not fall`;
      const message = `a value of ${formatDuration(point.value)}`;
      errors.push(error(`quantiles.${i}.value`, 'conflict', message, accepted, point.value));
    }
  });
  const last = points.at(-1);
  if (last === undefined || last.share !== 1) {
    const accepted = 'a list of { share, value } that ends with share 1, the longest lifetime';
    const message = last === undefined ? 'an empty list' : `the list ends with share ${last.share}`;
    errors.push(error('quantiles', 'out-of-range', message, accepted));
  }
  return errors;
}

function histogramErrors(bins: readonly { upTo: number; count: number }[]): ScenarioError[] {
  const errors: ScenarioError[] = [];
  bins.forEach(({ upTo }, i) => {
    const before = bins[i - 1]?.upTo ?? 0;
    if (upTo > before) return;
    const message = `a bin up to ${formatDuration(upTo)}`;
    const accepted = `more than ${formatDuration(before)}: bins rise`;
    errors.push(error(`histogram.${i}.upTo`, 'conflict', message, accepted, upTo));
  });
  if (!bins.some(({ count }) => count > 0)) {
    const accepted = 'a list of { upTo, count } with at least one count above 0';
    errors.push(error('histogram', 'out-of-range', 'a histogram without entries', accepted));
  }
  return errors;
}

function listed(figures: readonly Figure[]): string {
  const names = figures.map((figure) => figure.name);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

function error(
  path: string,
  code: ScenarioError['code'],
  message: string,
  accepted: string,
  value?: unknown,
): ScenarioError {
  return { path, code, message, accepted, ...(value === undefined ? {} : { value }) };
}

function failure(...parts: Parameters<typeof error>): LifetimeReading {
  return { ok: false, errors: [error(...parts)] };
}
