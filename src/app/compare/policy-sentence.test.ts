import { describe, expect, it } from 'vitest';
import { bestPolicies, policySentence, type RankedPolicy } from './policy-sentence.ts';

const policy = (
  name: string,
  failed: number,
  peakAttemptsPerSec: number,
  recoveredAfterSec: number | null = 9,
): RankedPolicy => ({ name, failed, peakAttemptsPerSec, recoveredAfterSec });

const say = { count: String, duration: (sec: number) => `${sec} s` };

describe('the best of several reconnect policies', () => {
  it('is one after which the clients are back, however few attempts fail under another', () => {
    expect(bestPolicies([policy('a', 0, 10, null), policy('b', 7, 900)])).toEqual([1]);
  });

  it('has the fewest failed attempts, then the lowest wave', () => {
    expect(
      bestPolicies([policy('a', 3, 10), policy('b', 0, 500), policy('c', 0, 90), policy('d', 0, 90.4)]),
    ).toEqual([2, 3]);
  });

  it('is told with its numbers, and which policies never get the clients back', () => {
    expect(policySentence([policy('Fixed', 8, 700, null), policy('Full jitter', 2, 90)], say)).toBe(
      'Full jitter does best: 90 attempts a second at most, 2 failed, back after 9 s. Under Fixed the clients are not back before the end.',
    );
    expect(policySentence([policy('Fixed', 8, 700, null)], say)).toBe(
      'Under none of the policies are the clients back before the end.',
    );
    expect(policySentence([], say)).toBe('');
  });
});
