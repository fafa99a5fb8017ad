import { describe, expect, it } from 'vitest';
import { finishedRun } from '../../../test/support/finished-run.ts';
import { NO_PRODUCTS } from '../../analysis/levers/products.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { columnLines, LINE_MEASURES, valueAt } from '../compare/column-lines.ts';
import { type ComparedRun, hasEvents } from '../compare/compared-run.ts';
import { rowsWithEvents } from '../compare/policy-rows.ts';
import { comparedRun, documentOf, KEPT_FORMAT, type KeptRun, keptPartsOf } from './kept-run.ts';

/** Its series has 1,201 samples; a sketch has fewer. */
const FILE: ScenarioFile = {
  fivetuple: 1,
  name: 'A storm on few ports',
  seed: 3,
  duration: '20m',
  sampleEvery: '1s',
  warmUp: '3m',
  clients: [
    {
      name: 'browsers',
      count: 300,
      arrivals: { pattern: 'population', rampUp: '1m' },
      session: { lifetime: { distribution: 'exponential', mean: '2m' } },
      reconnect: { policy: 'fixed', base: '1s' },
    },
  ],
  path: [{ name: 'edge', mode: 'snat', snat: { addresses: 1, ports: '10001-10200', scope: 'source' } }],
  backends: { name: 'servers', count: 2 },
  events: [{ at: '10m', action: 'restart', batch: 2, down: '5s' }],
};

function freshRun(): ComparedRun {
  const simulation = finishedRun(FILE);
  const { scenario } = documentOf(FILE)!;
  return {
    ...simulation.result().series,
    scenario,
    products: NO_PRODUCTS,
    summary: simulation.summary(),
    stale: false,
    version: 1,
  };
}

function kept(run: ComparedRun, file = FILE): KeptRun {
  const parts = keptPartsOf(run, run.summary!);
  const record: KeptRun = {
    format: KEPT_FORMAT,
    id: 'x',
    name: 'Kept',
    look: 0,
    isPinned: false,
    keptAtMs: 0,
    file,
    ...parts,
  };
  // As it comes out of the browser's storage.
  return structuredClone(record);
}

describe('a kept run', () => {
  const run = freshRun();
  const again = comparedRun(kept(run))!;

  it('has every figure of the run that it was kept of, though only a part of its series', () => {
    expect(run.length).toBe(1201);
    expect(again.length).toBeLessThan(600);
    expect(hasEvents(again)).toBe(true);
    for (const row of rowsWithEvents(true))
      expect(row.text(again, again.summary!), row.id).toEqual(row.text(run, run.summary!));
    const blocking = rowsWithEvents(true).find(({ id }) => id === 'blocking')!;
    expect(blocking.text(again, again.summary!).value).toBeGreaterThan(0);
  });

  it('says at a moment that it has what the whole series says', () => {
    const variant = { id: 'a', name: 'A', file: FILE, isOpen: false, look: 0 };
    for (const measure of LINE_MEASURES) {
      const [whole, part] = [run, again].map(
        (each) => columnLines([{ variant, run: each, state: 'done', message: '' }], measure)[0]!,
      );
      for (const timeSec of again.timeSec)
        expect(valueAt(part!, timeSec), `${measure.id} at ${timeSec}`).toBe(valueAt(whole!, timeSec));
      expect(valueAt(part!, -1)).toBeNaN();
    }
  });

  it('has a pale line while a newer run of its column is waited for', () => {
    const variant = { id: 'a', name: 'A', file: FILE, isOpen: false, look: 0 };
    const opacity = (stale: boolean) =>
      columnLines([{ variant, run: { ...run, stale }, state: 'waiting', message: '' }], LINE_MEASURES[0]!)[0]!
        .series.opacity;
    expect(opacity(false)).toBe(1);
    expect(opacity(true)).toBeLessThan(0.5);
  });

  it('is no run where its file is not accepted any more', () => {
    expect(comparedRun(kept(run, { ...FILE, duration: '-1s' }))).toBeNull();
  });
});
