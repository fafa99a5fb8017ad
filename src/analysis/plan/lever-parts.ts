import { formatBytes, formatRate } from '../../scenario/units.ts';
import { formatCount, formatDuration } from '../wording/format-quantity.ts';
import type { Lever } from './lever.ts';

/** The most of anything that a file counts (`MAX_COUNT` of its schema). */
const MOST = 2_147_483_647;
export const MIB = 2 ** 20;

type Given = Pick<Lever, 'id' | 'what' | 'now' | 'cost'> & Partial<Lever>;

const FREE = (): number => 0;

/** A whole number of things, written as it is at the field that names the lever. */
export function countLever(given: Given): Lever {
  return {
    most: MOST,
    mostBecause: null,
    step: 1,
    isNumber: true,
    isCounted: false,
    write: (value) => [{ path: given.id, to: value }],
    text: formatCount,
    amount: FREE,
    title: `More ${given.what}`,
    ...given,
  };
}

/** Things that one has so many of: addresses, ports, machines. */
export function thingLever(given: Given): Lever {
  return countLever({ isCounted: true, ...given });
}

/** Whole connections (or handshakes) a second. */
export function rateLever(given: Given): Lever {
  return countLever({
    write: (value) => [{ path: given.id, to: formatRate(value) }],
    text: (value) => `${formatCount(value)}/s`,
    ...given,
  });
}

/** Whole seconds. */
export function durationLever(given: Given): Lever {
  return countLever({
    write: (value) => [{ path: given.id, to: `${value}s` }],
    text: formatDuration,
    ...given,
  });
}

/** Whole mebibytes; `now` may be any size. */
export function memoryLever(given: Given): Lever {
  return countLever({
    step: MIB,
    most: MOST * MIB,
    write: (bytes) => [{ path: given.id, to: formatBytes(bytes) }],
    text: (bytes) => formatBytes(bytes),
    ...given,
  });
}

/** A setting that is as it is (0), or as the plan wants it (1). */
export function switchLever(
  given: Pick<Lever, 'id' | 'what' | 'title' | 'cost' | 'write'> & {
    readonly from: string;
    readonly to: string;
  },
): Lever {
  const { from, to, ...rest } = given;
  return {
    ...rest,
    now: 0,
    most: 1,
    mostBecause: null,
    step: 1,
    isNumber: false,
    isCounted: false,
    text: (value) => (value === 0 ? from : to),
    amount: (value) => value,
  };
}
