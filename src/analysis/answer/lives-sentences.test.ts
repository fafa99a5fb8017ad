import { describe, expect, it } from 'vitest';
import { finishedRun, type TestFile } from '../../../test/support/finished-run.ts';
import type { ClientFile } from '../../scenario/file-format.ts';
import { drainCurves } from '../runs/drain-curve.ts';
import { populationLives } from '../runs/survival-curve.ts';
import { userRates } from '../runs/user-rates.ts';
import { drainFigures, drainNote, livesFigures, userRateFigures, userRateNote } from './lives-sentences.ts';

const FILE = {
  duration: '10m',
  sampleEvery: '10s',
  clients: [
    {
      count: 1000,
      addresses: 100,
      arrivals: { pattern: 'population', rampUp: '0s' },
      session: { lifetime: { distribution: 'deterministic', value: '4m' } },
      reconnect: { policy: 'fixed', base: '1m' },
    },
  ],
  path: 'direct',
  backends: { count: 2, fileDescriptors: 'unlimited' },
} satisfies TestFile;

function told(file: TestFile) {
  const run = finishedRun(file);
  const { scenario } = run.plan;
  const { summary, lifeTables } = run.result();
  const drains = drainCurves(scenario, lifeTables!.drains);
  return {
    lives: populationLives(scenario, lifeTables!.populations).map(livesFigures),
    rates: userRates(scenario, summary),
    drains: drains.map(drainFigures),
    note: drainNote(drains),
  };
}

describe('what a run says of lives', () => {
  it('in figures', () => {
    // Connected from 0 to 4 m, from 5 to 9 m, and again at 10 m; each client comes back twice and is cut off twice.
    const { lives, rates, drains, note } = told(FILE);
    expect(lives).toEqual([
      // As fine as the bins.
      'half of 3,000 last 4 m 1 s or less; 67 % ended by lifetime, 33 % open at the end of the run',
    ]);
    expect(rates).toHaveLength(1);
    expect(rates[0]!.userHours).toBeCloseTo(1000 / 6, 9);
    expect(rates[0]!.connectedShare).toBeCloseTo(0.8, 6);
    expect(rates.map(userRateFigures)).toEqual([
      '12 reconnects and 12 disconnects a user-hour (12 lifetime); 12 when settled, without events',
    ]);
    expect([drains, note]).toEqual([[], '']);
  });

  it('of clients that are gone without a word, by vanishing', () => {
    const [clients] = FILE.clients;
    const gone: ClientFile = { ...clients, session: { ...clients?.session, vanish: 1 } };
    const { lives, rates } = told({ ...FILE, clients: [gone] });
    expect(lives[0]).toMatch(/; 67 % ended by vanishing, 33 % open/);
    expect(rates.map(userRateFigures)[0]).toContain('(12 vanishing)');
    expect(userRateNote(rates)).toBe('A user is disconnected 12 times an hour: 12 by vanishing.');
  });

  it('of populations together and apart, open arrivals by the time for which they are connected', () => {
    const [regulars] = FILE.clients;
    const callers = {
      ...regulars,
      name: 'callers',
      arrivals: { pattern: 'poisson', rate: '1/s' },
      reconnect: { policy: 'none' },
    } satisfies ClientFile;
    const { rates } = told({ ...FILE, clients: [{ ...regulars, name: 'regulars' }, callers] });
    expect(rates.map(({ population }) => population)).toEqual([null, 'regulars', 'callers']);
    const [all, ...each] = rates;
    expect(all!.userHours).toBeCloseTo(each[0]!.userHours + each[1]!.userHours, 9);
    expect(each[1]).toMatchObject({ reconnectsPerUserHour: 0, connectedShare: 1, settledPerUserHour: null });
  });

  it('of a drain: whom it cuts, and how long it would take to cut nobody', () => {
    const restart = {
      action: 'restart',
      target: 'backends',
      at: '3m',
      batch: 2,
      drain: '30s',
      down: '1s',
    } as const;
    const { drains, note } = told({ ...FILE, events: [restart] });
    // All of them have a minute left.
    expect(drains).toEqual([
      'restart of backends at 3 m: of 1,000 connections half end by themselves within 1 m, 90 % within 1 m, 99 % within 1 m; ' +
        '100 % outlast the drain of 30 s (settled, in closed form: 88 %)',
    ]);
    expect(note).toBe(
      'Left alone, 100 % of the connections would outlast the drain of 30 s of the restart of backends; 99 % would be gone after 1 m.',
    );
  });
});
