/** The schema of a lifetime in a scenario file. */
import * as z from 'zod/mini';
import { quantity } from './leaf-schemas.ts';
import { positiveDuration } from './optional-leaves.ts';

/** Figures of which two (one, for some laws) fix a lifetime. */
const figures = {
  mean: positiveDuration,
  median: positiveDuration,
  p95: positiveDuration,
  p99: positiveDuration,
};
const number = z.optional(quantity('count', { aboveMin: true }));

export const lifetimeSchema = z.discriminatedUnion('distribution', [
  z.strictObject({
    distribution: z.literal('deterministic'),
    value: positiveDuration,
    mean: positiveDuration,
  }),
  z.strictObject({ distribution: z.literal('exponential'), ...figures }),
  z.strictObject({
    distribution: z.literal('lognormal'),
    ...figures,
    mu: z.optional(quantity('count', { min: -Number.MAX_VALUE })),
    sigma: number,
  }),
  z.strictObject({
    distribution: z.literal('weibull'),
    ...figures,
    shape: number,
    scale: positiveDuration,
  }),
  z.strictObject({ distribution: z.literal('pareto'), ...figures, alpha: number, min: positiveDuration }),
  z.strictObject({
    distribution: z.literal('hyperexponential'),
    ...figures,
    phases: z.optional(
      z.array(
        z.strictObject({
          weight: quantity('count', { aboveMin: true }),
          mean: quantity('duration', { aboveMin: true }),
        }),
      ),
    ),
  }),
  z.strictObject({
    distribution: z.literal('empirical'),
    quantiles: z.optional(
      z.array(z.strictObject({ share: quantity('share', { max: 1 }), value: quantity('duration') })),
    ),
    histogram: z.optional(
      z.array(
        z.strictObject({
          upTo: quantity('duration', { aboveMin: true }),
          count: quantity('count'),
        }),
      ),
    ),
  }),
]);
