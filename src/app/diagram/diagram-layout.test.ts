import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemAfterKey, itemsOf } from './diagram-items.ts';
import { layoutDiagram } from './diagram-layout.ts';
import { ribbonsOfGap } from './ribbons.ts';
import type { Stage } from './topology.ts';

function stage(kind: Stage['kind'], at: number, count: number): Stage {
  return {
    kind,
    title: `${kind} ${at}`,
    lines: ['one line', 'another line'],
    instances: count,
    nodes: Array.from({ length: count }, (_, instance) => ({
      id: `${at}.${instance}`,
      stage: at,
      station: null,
      instance,
      name: `${at}.${instance}`,
    })),
  };
}

const stages = (hops: number, backends: number): Stage[] => [
  stage('clients', 0, 1),
  ...Array.from({ length: hops }, (_, index) => stage('hop', index + 1, (index % 4) + 1)),
  stage('backends', hops + 1, backends),
];

describe('layoutDiagram', () => {
  it('keeps every box inside and off its neighbours', () => {
    assert(
      property(
        integer({ min: 0, max: 3 }),
        integer({ min: 1, max: 24 }),
        integer({ min: 340, max: 2400 }),
        (hops, backends, width) => {
          const layout = layoutDiagram(stages(hops, backends), width, false);
          const boxes = layout.stages.flatMap(({ nodes }) => nodes);
          for (const box of boxes) {
            expect(box.x).toBeGreaterThanOrEqual(0);
            expect(box.x + box.width).toBeLessThanOrEqual(width);
            expect(box.y).toBeGreaterThanOrEqual(layout.areaTop - 1);
            expect(box.y + box.height).toBeLessThanOrEqual(layout.areaBottom + 1);
          }
          boxes.forEach((a, index) => {
            for (const b of boxes.slice(index + 1)) {
              const overlapX = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
              const overlapY = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
              expect(Math.min(overlapX, overlapY)).toBeLessThanOrEqual(0);
            }
          });
        },
      ),
    );
  });

  it('has no lines above the columns on a phone', () => {
    expect(layoutDiagram(stages(1, 10), 360, false).hasLines).toBe(false);
    expect(layoutDiagram(stages(1, 10), 860, false).hasLines).toBe(true);
  });
});

describe('ribbonsOfGap', () => {
  it('gathers side by side around the middle of the junction', () => {
    const layout = layoutDiagram(stages(1, 3), 800, false);
    const { right } = ribbonsOfGap(layout, 1, () => 6);
    const middle = (layout.areaTop + layout.areaBottom) / 2;
    expect(right.map(({ curve }) => curve.y0 - middle)).toEqual([-6, 0, 6]);
  });
});

describe('itemAfterKey', () => {
  const items = itemsOf(layoutDiagram(stages(1, 3), 800, false));
  const item = (id: string) => items.find((each) => each.id === id) ?? items[0]!;

  it('leads from node to link to node, and up and down in a column', () => {
    expect(itemAfterKey(items, item('0.0'), 'ArrowRight')?.id).toBe('link.0.1.0');
    expect(itemAfterKey(items, item('link.0.1.0'), 'ArrowRight')?.id).toBe('1.0');
    expect(itemAfterKey(items, item('2.1'), 'ArrowDown')?.id).toBe('2.2');
    expect(itemAfterKey(items, item('2.2'), 'ArrowDown')?.id).toBe('2.2');
    expect(itemAfterKey(items, item('2.2'), 'ArrowLeft')?.id).toBe('link.1.2.2');
    expect(itemAfterKey(items, item('1.0'), 'ArrowRight')?.column).toBe(3);
  });

  it('does not answer other keys', () => {
    expect(itemAfterKey(items, item('0.0'), 'Enter')).toBeNull();
  });
});
