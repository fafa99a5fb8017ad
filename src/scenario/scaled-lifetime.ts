import { log } from '../numeric/elementary.ts';
import type { Lifetime } from './scenario.ts';

/** The same law with every lifetime `factor` times as long. */
export function scaledLifetime(lifetime: Lifetime, factor: number): Lifetime {
  switch (lifetime.distribution) {
    case 'deterministic':
      return { ...lifetime, valueSec: lifetime.valueSec * factor };
    case 'exponential':
      return { ...lifetime, meanSec: lifetime.meanSec * factor };
    case 'lognormal':
      return { ...lifetime, mu: lifetime.mu + log(factor) };
    case 'weibull':
      return { ...lifetime, scaleSec: lifetime.scaleSec * factor };
    case 'pareto':
      return { ...lifetime, minSec: lifetime.minSec * factor };
    case 'hyperexponential':
      return { ...lifetime, meansSec: lifetime.meansSec.map((sec) => sec * factor) };
    case 'empirical':
      return { ...lifetime, valuesSec: lifetime.valuesSec.map((sec) => sec * factor) };
  }
}
