import { expect, it } from 'vitest';
import { lifetimeQuantileSec } from './lifetime.ts';
import { scaledLifetime } from './scaled-lifetime.ts';
import type { Lifetime } from './scenario.ts';

const laws: readonly Lifetime[] = [
  { distribution: 'deterministic', valueSec: 60 },
  { distribution: 'exponential', meanSec: 60 },
  { distribution: 'lognormal', mu: 6, sigma: 1.1 },
  { distribution: 'weibull', shape: 0.7, scaleSec: 600 },
  { distribution: 'pareto', alpha: 1.5, minSec: 10 },
  { distribution: 'hyperexponential', weights: [0.3, 0.7], meansSec: [10, 1000] },
  { distribution: 'empirical', shares: [0, 0.5, 1], valuesSec: [1, 30, 600] },
];

it.each(laws)('stretches every quantile of a $distribution lifetime', (law) => {
  const longer = scaledLifetime(law, 2.5);
  for (const share of [0.1, 0.5, 0.95])
    expect(lifetimeQuantileSec(longer, share) / lifetimeQuantileSec(law, share)).toBeCloseTo(2.5, 9);
});
