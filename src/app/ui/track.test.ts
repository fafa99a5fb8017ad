import { scaleLinear, scaleLog } from 'd3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareAt, type Track, valueOf } from './track.ts';

const trackOf = (scale: Track['scale'], min: number, factor: number): Track => ({
  scale,
  min,
  max: min * factor,
});

describe('track', () => {
  it.each(['linear', 'log'] as const)(
    '%s: agrees with the scale of d3, and goes back where it came from',
    (scale) => {
      const positive = (max: number) => fc.double({ min: 0.01, max, noNaN: true });
      fc.assert(
        fc.property(
          positive(1e6),
          fc.double({ min: 1.1, max: 1e6, noNaN: true }),
          positive(1e9),
          (min, factor, value) => {
            const track = trackOf(scale, min, factor);
            const d3 = (scale === 'log' ? scaleLog() : scaleLinear()).domain([track.min, track.max]);
            const share = shareAt(track, value);
            expect(Math.abs(share - d3(value))).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(share)));
            expect(Math.abs(valueOf(track, share) / value - 1)).toBeLessThan(1e-6);
          },
        ),
      );
    },
  );
});
