import { array, assert, double, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLabels } from './place-labels.ts';

const space = { top: 0, bottom: 100 };
const wish = (id: string, centre: number, height = 14) => ({ id, centre, height });

describe('placeLabels', () => {
  it('leaves a label alone that has room', () => {
    expect(placeLabels([wish('a', 40)], space).get('a')).toBe(40);
  });

  it('pushes overlapping labels apart in their order', () => {
    const centres = placeLabels([wish('low', 50), wish('high', 48)], space);
    expect((centres.get('low') ?? 0) - (centres.get('high') ?? 0)).toBeGreaterThanOrEqual(14);
  });

  it('keeps labels inside the space', () => {
    expect(placeLabels([wish('a', -20)], space).get('a')).toBe(7);
    expect(placeLabels([wish('a', 120)], space).get('a')).toBe(93);
  });

  it('leaves out what does not fit, the last first', () => {
    const centres = placeLabels([wish('a', 50, 60), wish('b', 50, 60)], space);
    expect([...centres.keys()]).toEqual(['a']);
  });

  it('never overlaps, leaves the space or touches a taken band', () => {
    const band = tuple(integer({ min: 0, max: 90 }), integer({ min: 1, max: 20 })).map(([top, size]) => ({
      top,
      bottom: top + size,
    }));
    assert(
      property(
        array(double({ min: -50, max: 150, noNaN: true }), { maxLength: 9 }),
        array(band, { maxLength: 3 }),
        (wanted, taken) => {
          const centres = placeLabels(
            wanted.map((centre, index) => wish(String(index), centre)),
            space,
            taken,
          );
          const boxes = [...centres.values()].map((centre) => ({ top: centre - 7, bottom: centre + 7 }));
          const all = [...boxes, { top: -1000, bottom: 0 }, { top: 100, bottom: 1000 }];
          boxes.forEach((box, index) => {
            [...all.filter((_, other) => other !== index), ...taken].forEach((other) => {
              expect(Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top)).toBeLessThanOrEqual(
                1e-9,
              );
            });
          });
        },
      ),
    );
  });
});
