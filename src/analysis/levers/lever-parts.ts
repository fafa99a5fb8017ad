/** Levers of each kind of value. */
import { MAX_COUNT } from '../../scenario/leaf-schemas.ts';
import { formatBytes, formatRate } from '../../scenario/units.ts';
import { formatCount, formatDuration } from '../wording/format-quantity.ts';
import type { FieldSetting, FileLever, Lever } from './lever.ts';

export const MIB = 2 ** 20;
const MOST_BYTES = 2 ** 50;

type Given = Pick<Lever, 'kind' | 'id' | 'what' | 'now' | 'scenarioAt'> & Partial<Lever>;

/** A whole number of things, written as it is at the field that names the lever. */
export function countLever(given: Given): Lever {
  const { id, now, what } = given;
  const settings = given.settings ?? ((to: number): FieldSetting[] => [{ path: id, from: now, to }]);
  const text = given.text ?? formatCount;
  return {
    stage: null,
    instances: 1,
    most: MAX_COUNT,
    mostBecause: null,
    step: 1,
    isNumber: true,
    isCounted: false,
    settings,
    write: (value) => settings(value).map(({ path, to }) => ({ path, to })),
    text,
    phrase: (value) => (given.isCounted === true ? `${text(value)} ${what}` : `${what} ${text(value)}`),
    title: `More ${what}`,
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
    most: MOST_BYTES,
    write: (bytes) => [{ path: given.id, to: formatBytes(bytes) }],
    text: formatBytes,
    ...given,
  });
}

interface Switch {
  readonly from: string;
  readonly to: string;
}

/** A setting of the file that is as it is (0), or as it is wanted (1). */
export function fileSwitch(
  given: Pick<FileLever, 'kind' | 'id' | 'what' | 'title' | 'write'> & Partial<FileLever> & Switch,
): FileLever {
  const { from, to, ...rest } = given;
  return {
    stage: null,
    instances: 1,
    ...rest,
    now: 0,
    most: 1,
    mostBecause: null,
    step: 1,
    isNumber: false,
    isCounted: false,
    text: (value) => (value === 0 ? from : to),
  };
}

/** The same with the scenario that it makes. */
export function switchLever(
  given: Pick<Lever, 'kind' | 'id' | 'what' | 'title' | 'scenarioAt'> &
    Partial<FileLever> &
    Switch & { readonly settings: readonly FieldSetting[] },
): Lever {
  const { settings, scenarioAt, ...rest } = given;
  const written = settings.map(({ path, to }) => ({ path, to }));
  const lever = fileSwitch({ write: () => written, ...rest });
  return {
    ...lever,
    phrase: (value) => `${lever.what} ${lever.text(value)}`,
    settings: () => settings,
    scenarioAt,
  };
}
