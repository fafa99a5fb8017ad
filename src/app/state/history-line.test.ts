import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedLine, type HistoryLine, lineAt } from './history-line.ts';

const line = (text: string, at: number): HistoryLine => ({ texts: text.split(''), at });

describe('boundedLine', () => {
  it('keeps a line that is within both bounds as it is', () => {
    expect(boundedLine(line('abcde', 2), 5, 5)).toEqual(line('abcde', 2));
  });

  it.each([
    ['steps on both sides of the open document', line('abcdefg', 3), 5, 99, line('bcdef', 2)],
    ['more of one side where the other ends', line('abcdefg', 6), 3, 99, line('efg', 2)],
    ['and of that other side', line('abcdefg', 0), 3, 99, line('abc', 0)],
    ['the same by characters', line('abcdefg', 3), 99, 3, line('cde', 1)],
  ])('keeps the nearest: %s', (_what, whole, mostTexts, mostCharacters, kept) => {
    expect(boundedLine(whole, mostTexts, mostCharacters)).toEqual(kept);
  });

  it('leaves no gap: beyond a step that is too long nothing is kept', () => {
    const whole = { texts: ['a', 'long', 'b', 'c', 'd'], at: 2 };
    expect(boundedLine(whole, 99, 4)).toEqual({ texts: ['b', 'c', 'd'], at: 0 });
  });

  it('keeps the open document whatever its length', () => {
    expect(boundedLine({ texts: ['a', 'far too long', 'b'], at: 1 }, 9, 3)).toEqual({
      texts: ['far too long'],
      at: 0,
    });
  });

  it('holds both bounds and the open document for any line', () => {
    const lines = fc
      .array(fc.string({ maxLength: 9 }), { minLength: 1 })
      .chain((texts) => fc.record({ texts: fc.constant(texts), at: fc.nat({ max: texts.length - 1 }) }));
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 9 }), fc.nat({ max: 40 }), (whole, most, characters) => {
        const kept = boundedLine(whole, most, characters);
        const open = whole.texts[whole.at] ?? '';
        expect(kept.texts[kept.at]).toBe(open);
        expect(kept.texts.length).toBeLessThanOrEqual(most);
        expect(kept.texts.join('').length).toBeLessThanOrEqual(Math.max(characters, open.length));
        const first = whole.at - kept.at;
        expect(whole.texts.slice(first, first + kept.texts.length)).toEqual(kept.texts);
      }),
    );
  });
});

describe('lineAt', () => {
  it.each([
    ['where it was', line('abc', 1), 'b', line('abc', 1)],
    ['undone since', line('abc', 2), 'b', line('abc', 1)],
    ['redone since', line('abc', 0), 'c', line('abc', 2)],
    ['the nearest of several', line('abxaby', 5), 'b', line('abxaby', 4)],
    ['changed since: a step more, and nothing to redo', line('abc', 1), 'x', line('abx', 2)],
  ])('finds the open document: %s', (_what, kept, open, found) => {
    expect(lineAt(kept, open)).toEqual(found);
  });
});
