import fc from 'fast-check';
import type { LifetimeFile } from '../../src/scenario/file-format.ts';
import { formatDuration } from '../../src/scenario/units.ts';

/** Every family, by figures that are always feasible and by parameters. */
export function arbitraryLifetime(): fc.Arbitrary<LifetimeFile> {
  const sec = fc.double({ min: 0.5, max: 5000, noNaN: true });
  const ratio = fc.double({ min: 1.2, max: 8, noNaN: true });
  const figure = sec.map(formatDuration);
  const positive = fc.double({ min: 0.3, max: 4, noNaN: true });
  return fc.oneof(
    figure.map((value): LifetimeFile => ({ distribution: 'deterministic', value })),
    fc
      .tuple(fc.constantFrom('mean', 'median', 'p95', 'p99'), figure)
      .map(([name, value]): LifetimeFile => ({ distribution: 'exponential', [name]: value })),
    fc.tuple(fc.constantFrom('lognormal' as const, 'weibull' as const, 'pareto' as const), sec, ratio).map(
      ([distribution, median, times]): LifetimeFile => ({
        distribution,
        median: formatDuration(median),
        p95: formatDuration(median * times),
      }),
    ),
    fc.tuple(sec, fc.double({ min: 3.2, max: 3.7, noNaN: true })).map(
      ([mean, times]): LifetimeFile => ({
        distribution: 'hyperexponential',
        mean,
        p95: mean * times,
      }),
    ),
    fc
      .tuple(fc.double({ min: -1, max: 6, noNaN: true }), positive)
      .map(([mu, sigma]): LifetimeFile => ({ distribution: 'lognormal', mu, sigma })),
    fc
      .tuple(positive, sec)
      .map(([shape, scale]): LifetimeFile => ({ distribution: 'weibull', shape, scale })),
    fc
      .tuple(positive, sec)
      .map(([excess, min]): LifetimeFile => ({ distribution: 'pareto', alpha: 1 + excess, min })),
    fc
      .array(fc.record({ weight: positive, mean: sec }), { minLength: 1, maxLength: 4 })
      .map((phases): LifetimeFile => ({ distribution: 'hyperexponential', phases })),
    fc.array(positive, { minLength: 1, maxLength: 5 }).map((steps): LifetimeFile => {
      const total = steps.reduce((sum, step) => sum + step, 0);
      let sum = 0;
      const quantiles = steps.map((step, i) => {
        sum += step;
        return { share: i === steps.length - 1 ? 1 : sum / total, value: sum * 60 };
      });
      return { distribution: 'empirical', quantiles };
    }),
    fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 5 }).map(
      (counts): LifetimeFile => ({
        distribution: 'empirical',
        histogram: [...counts, 1].map((count, i) => ({ upTo: `${i + 1}m`, count })),
      }),
    ),
  );
}
