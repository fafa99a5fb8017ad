import { describe, expect, it } from 'vitest';
import { defaultFile } from '../../scenario/default-scenario.ts';
import { setField } from '../../scenario/edit.ts';
import { documentOf, type KeptRun } from './kept-run.ts';
import { freeName, MOST_KEPT_RUNS, runsToForget } from './kept-runs.ts';
import { runName } from './run-name.ts';

const kept = (keptAtMs: number, isPinned = false) =>
  ({ id: String(keptAtMs), keptAtMs, isPinned }) as KeptRun;
const ids = (runs: readonly KeptRun[] | null) => runs?.map(({ id }) => id) ?? null;

describe('the room for kept runs', () => {
  const full = Array.from({ length: MOST_KEPT_RUNS }, (_, index) => kept(index));

  it('is made by the oldest that is not pinned', () => {
    expect(ids(runsToForget(full.slice(1)))).toEqual([]);
    expect(ids(runsToForget(full))).toEqual(['0']);
    expect(ids(runsToForget([kept(0, true), kept(1, true), ...full.slice(2)]))).toEqual(['2']);
    expect(ids(runsToForget([...full, kept(99)]))).toEqual(['1', '0']);
  });

  it('is not made by those that are pinned', () => {
    expect(runsToForget(full.map(({ keptAtMs }) => kept(keptAtMs, true)))).toBeNull();
  });
});

describe('the name of a kept run', () => {
  const base = documentOf(defaultFile)!;
  const changed = (path: string, value: unknown) => documentOf(setField(base.file, path, value))!;

  it('is the question, or what differs from another run of it', () => {
    expect(runName(base, null)).toBe(base.scenario.name);
    expect(runName(base, base)).toBe(base.scenario.name);
    expect(runName(changed('backends.count', 3), base)).toMatch(/ 3$/);
    expect(runName(documentOf({ ...base.file, name: 'Another' })!, base)).toBe('Another');
  });

  it('counts changes beyond two', () => {
    const many = [
      ['duration', '2h'],
      ['backends.count', 3],
      ['path.0.snat.addresses', 2],
    ].reduce((file, [path, value]) => setField(file, String(path), value), setField(base.file, 'seed', 99));
    expect(runName(documentOf(many)!, base)).toMatch(/ and 2 more$/);
  });

  it('is told apart from that of another run', () => {
    expect(freeName('A', [])).toBe('A');
    expect(freeName('A', [{ name: 'A' }, { name: 'A (2)' }])).toBe('A (3)');
  });
});
