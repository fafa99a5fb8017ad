import { describe, expect, it } from 'vitest';
import { finishedRun, type TestFile } from '../../../test/support/finished-run.ts';
import { ageCsv, ageViews } from './age-views.ts';

const FILE = {
  duration: '10m',
  clients: [
    {
      name: 'browsers',
      count: 2000,
      addresses: 100,
      arrivals: { pattern: 'population', rampUp: '10s' },
      session: { lifetime: { distribution: 'exponential', mean: '2m' } },
      reconnect: { policy: 'fixed', base: '5s' },
    },
  ],
  path: 'direct',
  backends: { count: 2, fileDescriptors: 'unlimited' },
} satisfies TestFile;

function viewsOf(file: TestFile) {
  const run = finishedRun(file);
  return ageViews(run.plan.scenario, run.lifeTables());
}

describe('the views of the chart of lives', () => {
  it('show what was seen beside the law of the lifetimes', () => {
    const [view, ...others] = viewsOf(FILE);
    expect(others).toEqual([]);
    expect(view).toMatchObject({ label: 'browsers', term: 'survival-curve', markSec: null });
    expect(view!.lines.map(({ label }) => label)).toEqual(['still open', 'closed form']);
    expect(view!.summary).toMatch(/^half of [\d,]+ last 1 m \d+ s or less/);
    for (const line of view!.lines) expect(line.shareAt(120)).toBeCloseTo(Math.exp(-1), 1);
    // From where something is gone, to where the run still knows.
    expect(view!.lines[0]!.shareAt(view!.agesSec[0]!)!).toBeGreaterThan(0.98);
    expect(view!.agesSec.at(-1)).toBeGreaterThan(400);
    expect(view!.tableSec.every((sec) => view!.agesSec.includes(sec))).toBe(true);
  });

  it('show beside them what would be without the timeline, and each drain with its length', () => {
    const events: TestFile['events'] = [
      { action: 'restart', target: 'backends', at: '5m', drain: '40s', batch: 2, down: '1s' },
    ];
    const [lives, drain] = viewsOf({ ...FILE, events });
    expect(lives!.lines.map(({ label }) => label)).toEqual([
      'still open',
      'without the timeline',
      'closed form',
    ]);
    expect(drain).toMatchObject({ label: 'drain: restart of backends', term: 'drain-curve', markSec: 40 });
    expect(drain!.summary).toContain('outlast the drain of 40 s');
  });

  it('are saved with every age, empty where nothing is known', () => {
    const events: TestFile['events'] = [
      { action: 'crash', target: 'backends', at: '2m', instances: 2, down: '1s' },
      { action: 'crash', target: 'backends', at: '4m', instances: 2, down: '1s' },
    ];
    const [view] = viewsOf({ ...FILE, events });
    const [head, ...rows] = ageCsv(view!).split('\r\n');
    expect(head).toBe('age_s,still open,without the timeline,closed form');
    expect(rows.at(-1)).toBe('');
    expect(rows).toHaveLength(view!.agesSec.length + 1);
    const shares = rows.slice(0, -1).map((row) => row.split(',').map(Number));
    for (const row of shares) expect(row).toHaveLength(4);
    shares.slice(1).forEach((row, i) => expect(row[1]!).toBeLessThanOrEqual(shares[i]![1]!));
  });
});
