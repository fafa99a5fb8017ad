/** The ring of a consistent hash: its form in a file, its defaults and its rules. */
import * as z from 'zod/mini';
import type { Ring } from './balancing.ts';
import { fault } from './fault.ts';
import { choice, countOf } from './leaf-schemas.ts';
import type { Balance } from './scenario.ts';
import type { ScenarioError } from './scenario-error.ts';

export const RING_PICKS = ['next', 'nearest'] as const;

export const ringSchema = z.strictObject({
  points: z.optional(countOf({ max: 65_536 })),
  pick: z.optional(choice(RING_PICKS)),
});

export type RingFile = z.input<typeof ringSchema>;
type ParsedRing = z.output<typeof ringSchema>;

/**
 * nginx, Ketama and its descendants: 160 points for each unit of weight, and the first point at or after the key
 * (src/stream/ngx_stream_upstream_hash_module.c).
 */
const RING: Ring = { points: 160, pick: 'next' };

/** Rules whose draws go through a ring where the file gives one, as those of HAProxy's `random` do. */
const DRAWN: readonly Balance[] = ['random', 'power-of-two'];

/** Whether a file may give a ring to a rule of that name. */
export function mayHaveRing(balance: string | undefined): boolean {
  return balance === 'consistent-hash' || DRAWN.some((rule) => rule === balance);
}

/** Null where the rule needs none. */
export function ringOf(balance: Balance, ring: ParsedRing | undefined): Ring | null {
  if (ring === undefined && balance !== 'consistent-hash') return null;
  return { points: ring?.points ?? RING.points, pick: ring?.pick ?? RING.pick };
}

export function ringFaults(balance: Balance, ring: ParsedRing | undefined): ScenarioError[] {
  if (ring === undefined || mayHaveRing(balance)) return [];
  const accepted = `no ring, or the balance "consistent-hash", ${DRAWN.map((rule) => `"${rule}"`).join(' or ')}`;
  return [fault('ring', 'conflict', `balance "${balance}" has no ring`, accepted)];
}

/** As it is written: nothing where the rule has it anyhow. */
export function ringFile(balance: Balance, ring: Ring | null): RingFile | undefined {
  if (ring === null) return undefined;
  const isDefault = ring.points === RING.points && ring.pick === RING.pick;
  return isDefault && balance === 'consistent-hash' ? undefined : { ...ring };
}
