/** The fields of a file that say what one instance of a hop, or one backend, can carry. */
import * as z from 'zod/mini';
import { choice, countOf, quantity } from './leaf-schemas.ts';
import {
  countOrUnlimited,
  duration,
  durationOrNone,
  flag,
  rateOrUnlimited,
  size,
} from './optional-leaves.ts';

export const bucketFields = { rate: rateOrUnlimited, burst: z.optional(countOf()) };
export const limitFields = {
  admission: z.optional(
    z.strictObject({
      ...bucketFields,
      retryAfter: duration,
      refusal: z.optional(choice(['reset', 'drop'])),
    }),
  ),
  maxConnections: countOrUnlimited,
  fileDescriptors: countOrUnlimited,
  reservedDescriptors: z.optional(countOf({ min: 0 })),
  memory: z.optional(quantity('bytes', { aboveMin: true, infinityWord: 'unlimited' })),
  memoryPerConnection: size,
  maxTimeWait: countOrUnlimited,
  backlog: z.optional(countOf({ min: 0, infinityWord: 'unlimited' })),
  synBacklog: countOrUnlimited,
  abortOnOverflow: flag,
  acceptsPerSecond: rateOrUnlimited,
  handshakesPerSecond: rateOrUnlimited,
  handshake: z.optional(
    z.strictObject({
      queue: z.optional(choice(['process', 'backlog'])),
      workers: z.optional(countOf({ max: 1024 })),
      times: z.optional(choice(['constant', 'exponential'])),
      abandonedCost: z.optional(quantity('share', { max: 2 })),
      resumed: z.optional(quantity('share', { max: 1 })),
      resumedCost: z.optional(quantity('share', { max: 1 })),
    }),
  ),
  idleTimeout: durationOrNone,
  maxAge: durationOrNone,
  maxAgeSpread: z.optional(quantity('share', { max: 1 })),
};
