import { describe, expect, it } from 'vitest';
import { contrastOf, distanceSeen, VISIONS } from '../../../test/support/colour-vision.ts';
import { coloursOf, THEMES } from '../../../test/support/page-themes.ts';

const TEXTS = ['text', 'text-quiet', 'accent', 'in-use-text', 'held-text', 'failed-text', 'healthy-text'];
const GROUNDS = ['page', 'rail', 'field', 'raised', 'hover', 'accent-soft'];
/** Text that stands on a colour of its own: buttons, the notice. */
const OWN_GROUNDS = [
  ['on-accent', 'accent'],
  ['page', 'text'],
] as const;

/** Edges of controls, the focus, lines and marks that carry a meaning. */
const MARKS = ['line-strong', 'focus', 'accent', 'limit', 'in-use', 'failed', 'healthy'];
const SERIES = ['series-1', 'series-2', 'series-3'];
/**
 * Orange of Okabe and Ito and the grey of what is idle are fainter on white. What is held is always hatched or dashed and written
 * beside in `held-text`; idle is what is not marked. High contrast, for whom that is too little, has both at 3:1.
 */
const FAINT_IN_LIGHT = ['held', 'idle', 'line'];

describe.each(THEMES)('%s', (theme) => {
  const colours = coloursOf(theme);
  const colour = (name: string): string => {
    const value = colours.get(name);
    if (value === undefined) throw new Error(`no colour --${name}`);
    return value;
  };
  const below = (least: number, pairs: readonly (readonly [string, string])[]): string[] =>
    pairs.flatMap(([mark, ground]) => {
      const contrast = contrastOf(colour(mark), colour(ground));
      return contrast < least ? [`${mark} on ${ground}: ${contrast.toFixed(2)}`] : [];
    });
  const all = (marks: readonly string[], grounds: readonly string[]) =>
    marks.flatMap((mark) => grounds.map((ground) => [mark, ground] as const));
  const isHigh = theme.endsWith('high contrast');

  it(`has text of at least ${isHigh ? '7' : '4.5'}:1`, () => {
    expect(below(isHigh ? 7 : 4.5, [...all(TEXTS, GROUNDS), ...OWN_GROUNDS])).toEqual([]);
  });

  it('has marks of at least 3:1', () => {
    const marks = [...MARKS, ...SERIES, ...(isHigh ? FAINT_IN_LIGHT : [])];
    expect(below(3, all(marks, ['page', 'rail', 'field', 'raised']))).toEqual([]);
  });

  it('has states that every kind of colour vision tells apart', () => {
    const states = ['in-use', 'held', 'failed', 'healthy', 'idle'];
    const pairs = states.flatMap((one, at) => states.slice(at + 1).map((other) => [one, other] as const));
    const alike = VISIONS.flatMap((vision) =>
      pairs
        .map(([one, other]) => ({
          text: `${one} and ${other}, ${vision}`,
          distance: distanceSeen(colour(one), colour(other), vision),
        }))
        .filter(({ distance }) => distance < 12),
    );
    expect(alike).toEqual([]);
  });
});

describe('contrastOf', () => {
  it('is 21 for black on white, and what WCAG tools say of a grey', () => {
    expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 10);
    expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});

describe('distanceSeen', () => {
  it('finds red and green alike without one of their cones, and not with both', () => {
    expect(distanceSeen('#c00000', '#6a6a00', 'normal')).toBeGreaterThan(60);
    expect(distanceSeen('#c00000', '#6a6a00', 'deuteranopia')).toBeLessThan(25);
  });
});
