/** Values that a file may leave out, as many of its fields have them. */
import * as z from 'zod/mini';
import { countOf, quantity, trueOrFalse } from './leaf-schemas.ts';

export const duration = z.optional(quantity('duration'));
export const positiveDuration = z.optional(quantity('duration', { aboveMin: true }));
export const durationOrNone = z.optional(quantity('duration', { aboveMin: true, infinityWord: 'none' }));
export const size = z.optional(quantity('bytes'));
export const countOrUnlimited = z.optional(countOf({ infinityWord: 'unlimited' }));
export const rateOrUnlimited = z.optional(quantity('rate', { aboveMin: true, infinityWord: 'unlimited' }));
export const flag = z.optional(trueOrFalse());
