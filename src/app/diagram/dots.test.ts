import { describe, expect, it } from 'vitest';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { LiveRun } from '../run/live-run.ts';
import { Dots, flightSec } from './dots.ts';
import type { Ribbon } from './ribbons.ts';

const curve = { x0: 0, y0: 0, x1: 10, y1: 0 };
const placed = {
  node: { id: 'a', stage: 0, station: null, instance: null, name: 'a' },
  x: 0,
  y: 0,
  width: 1,
  height: 1,
};
const way = (): Ribbon[] => [
  { node: placed, curve, thickness: 4 },
  { node: placed, curve, thickness: 4 },
];

/** A run that sets up ten connections a second for a hundred seconds. */
function runOf(): LiveRun {
  const outcome = parseScenarioValue({
    fivetuple: 1,
    name: 'test',
    duration: '100s',
    clients: [{ count: 1 }],
    backends: { count: 1 },
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  const run = new LiveRun({ ...outcome.scenario, sampleEverySec: 1 });
  const timeSec = Float64Array.from({ length: 101 }, (_, index) => index);
  const info = [
    {
      key: 'established',
      kind: 'total',
      quantity: 'established',
      station: null,
      index: null,
      resource: null,
      limit: Infinity,
    },
  ] as const;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- dots read the columns alone
  run.apply({
    chunk: { info, from: 0, timeSec, columns: [timeSec.map((time) => time * 10)] },
    summary: {} as never,
    lifeTables: null,
    streamingMs: 0,
  });
  return run;
}

const sources = [{ column: 0, stage: 1, failed: false }];

describe('Dots', () => {
  it('lets as many leave as the run counted, whatever the length of a frame', () => {
    for (const frames of [10, 60]) {
      const dots = new Dots(runOf(), sources);
      let left = 0;
      dots.step(0, 10, 1, way);
      for (let frame = 1; frame <= frames; frame += 1) {
        dots.step(0, 10 + (2 * frame) / frames, 1, way);
        left = dots.alive.length;
      }
      expect(dots.perDot).toBe(1);
      expect(Math.abs(left - 20)).toBeLessThanOrEqual(1);
    }
  });

  it('ends a dot at the end of its way', () => {
    const dots = new Dots(runOf(), sources);
    dots.step(0, 10, 1, way);
    dots.step(0, 10.1, 1, way);
    const [dot] = dots.alive;
    expect(dot).toBeDefined();
    dots.step(dot === undefined ? 0 : flightSec(dot) + 0.01, 10.1, 1, way);
    expect(dots.alive).toHaveLength(0);
  });

  it('stands still with as many as would be on their way, at the same places for the same moment', () => {
    const dots = new Dots(runOf(), sources);
    dots.still(50, 4, way);
    // One stage takes 0.55 s on the wall, which are 2.2 s of the run and 22 connections.
    expect(dots.alive).toHaveLength(22);
    const ages = dots.alive.map(({ age }) => age);
    expect(ages).toEqual(ages.toSorted((a, b) => a - b));
    const before = structuredClone(dots.alive);
    dots.still(20, 4, way);
    dots.still(50, 4, way);
    expect(dots.alive).toEqual(before);
    dots.still(0, 4, way);
    expect(dots.alive).toHaveLength(0);
  });

  it('makes nothing up after a jump', () => {
    const dots = new Dots(runOf(), sources);
    dots.step(0, 10, 1, way);
    dots.step(0, 10.3, 1, way);
    expect(dots.alive).not.toHaveLength(0);
    dots.step(0.016, 90, 1, way);
    expect(dots.alive).toHaveLength(0);
    expect(dots.isAt(90)).toBe(true);
    expect(dots.isAt(5)).toBe(false);
  });
});
