/** A fitted law back to figures that operators know, where these give the law back to the last bit. */
import type { LifetimeFile } from './file-format.ts';
import { lifetimeMeanSec, lifetimeQuantileSec } from './lifetime.ts';
import {
  FIGURE_SHARES,
  type FigureName,
  type FigurePair,
  type FittedFamily,
  fitExponential,
  fitFamily,
} from './lifetime-fit.ts';
import type { Lifetime } from './scenario.ts';
import { formatDuration } from './units.ts';

/** The shortest writing that reads back as exactly this law: figures if possible, else its parameters. */
export function lifetimeFile(lifetime: Lifetime): LifetimeFile {
  switch (lifetime.distribution) {
    case 'deterministic':
      return { distribution: 'deterministic', value: formatDuration(lifetime.valueSec) };
    case 'exponential':
      return exponentialFile(lifetime);
    case 'empirical': {
      const { shares, valuesSec } = lifetime;
      const quantiles = shares.map((share, i) => ({ share, value: formatDuration(valuesSec[i] ?? 0) }));
      return { distribution: 'empirical', quantiles };
    }
    default:
      return familyFile(lifetime);
  }
}

/** The pairs of figures that are tried, those that operators use first. */
const PAIRS: readonly (readonly [FigureName, FigureName])[] = [
  ['median', 'p95'],
  ['mean', 'p99'],
  ['mean', 'p95'],
  ['median', 'p99'],
  ['mean', 'median'],
  ['p95', 'p99'],
];

function exponentialFile(lifetime: Extract<Lifetime, { distribution: 'exponential' }>): LifetimeFile {
  let best: LifetimeFile = { distribution: 'exponential', mean: formatDuration(lifetime.meanSec) };
  for (const figure of ['median', 'p95', 'p99'] as const) {
    const sec = roundedFigure(lifetime, figure);
    const file = { distribution: 'exponential', [figure]: formatDuration(sec) } as const;
    if (isSame(fitExponential(figure, sec), lifetime) && isShorter(file, best)) best = file;
  }
  return best;
}

function familyFile(lifetime: Extract<Lifetime, { distribution: FittedFamily }>): LifetimeFile {
  const { distribution } = lifetime;
  let best: LifetimeFile | null = null;
  for (const [first, second] of PAIRS) {
    // Two quantiles do not fix a hyperexponential law.
    if (distribution === 'hyperexponential' && first !== 'mean') continue;
    const pair: FigurePair = {
      first,
      firstSec: roundedFigure(lifetime, first),
      second,
      secondSec: roundedFigure(lifetime, second),
    };
    if (!isUsable(pair) || !isSame(fitFamily(distribution, pair), lifetime)) continue;
    const file: LifetimeFile = {
      distribution,
      [first]: formatDuration(pair.firstSec),
      [second]: formatDuration(pair.secondSec),
    };
    if (best === null || isShorter(file, best)) best = file;
  }
  return best ?? parameterFile(lifetime);
}

function parameterFile(lifetime: Extract<Lifetime, { distribution: FittedFamily }>): LifetimeFile {
  switch (lifetime.distribution) {
    case 'lognormal':
      return { distribution: 'lognormal', mu: lifetime.mu, sigma: lifetime.sigma };
    case 'weibull':
      return { distribution: 'weibull', shape: lifetime.shape, scale: formatDuration(lifetime.scaleSec) };
    case 'pareto':
      return { distribution: 'pareto', alpha: lifetime.alpha, min: formatDuration(lifetime.minSec) };
    case 'hyperexponential': {
      const { weights, meansSec } = lifetime;
      const phases = weights.map((weight, i) => ({ weight, mean: formatDuration(meansSec[i] ?? 0) }));
      return { distribution: 'hyperexponential', phases };
    }
  }
}

/** What a person gave before the fit added its rounding errors: twelve digits. */
function roundedFigure(lifetime: Lifetime, figure: FigureName): number {
  const sec =
    figure === 'mean' ? lifetimeMeanSec(lifetime) : lifetimeQuantileSec(lifetime, FIGURE_SHARES[figure]);
  return Number(sec.toPrecision(12));
}

function isUsable({ firstSec, secondSec }: FigurePair): boolean {
  return firstSec > 0 && secondSec > 0 && Number.isFinite(firstSec) && Number.isFinite(secondSec);
}

function isSame(a: object, b: Lifetime): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isShorter(a: LifetimeFile, b: LifetimeFile): boolean {
  return JSON.stringify(a).length < JSON.stringify(b).length;
}
