import { beforeEach, describe, expect, it } from 'vitest';
import { runFigures } from '../analysis/runs/run-figures.ts';
import { compile } from '../network/plan.ts';
import { portOccupancyOf } from '../network/ports/port-occupancy.ts';
import { Simulation } from '../network/simulation.ts';
import { parseScenarioValue } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { MEMORY_REFUSED } from './errors.ts';
import type { RunUpdate } from './protocol.ts';
import { type ServiceThread, SimulationService } from './simulation-service.ts';

function scenario(count: number, seed = 1): Scenario {
  const outcome = parseScenarioValue({
    fivetuple: 1,
    seed,
    duration: '10m',
    sampleEvery: '1s',
    clients: [
      {
        count,
        arrivals: { pattern: 'population', rampUp: '2m' },
        session: { lifetime: { distribution: 'exponential', mean: '1m' } },
      },
    ],
    path: [{ name: 'edge', mode: 'snat', snat: { ports: '1024-3023', scope: 'source', hold: '60s' } }],
    backends: { count: 3 },
  });
  if (!outcome.ok) throw new Error(outcome.errors[0]?.message);
  return outcome.scenario;
}

/** A thread whose clock moves by itself, so that slices end early and often, and where messages are test code. */
class TestThread implements ServiceThread {
  yields = 0;
  onYield: () => void = () => {};
  private ms = 0;
  now(): number {
    this.ms += 5;
    return this.ms;
  }
  async yieldToMessages(): Promise<void> {
    this.yields += 1;
    await Promise.resolve();
    this.onYield();
  }
}

const options = { memoryLimitBytes: 2 ** 30 };
const ignore = (): void => {};
let thread: TestThread;
let service: SimulationService;

beforeEach(() => {
  thread = new TestThread();
  service = new SimulationService(thread);
});

/** The run in one go, without a service around it. */
function wholeRun(one: Scenario): Simulation {
  const simulation = new Simulation(compile(one));
  simulation.advance(Infinity);
  return simulation;
}

describe('run', () => {
  it('streams every sample once and in order, and ends with the summary of an undisturbed run', async () => {
    const one = scenario(20_000);
    const updates: RunUpdate[] = [];
    const summary = await service.run(one, options, (update) => updates.push(update));
    const tookMs = thread.now();
    const expected = wholeRun(one);
    expect(summary).toEqual(expected.summary());
    expect(updates.length).toBeGreaterThan(2);
    // By the clock of this thread, which moves on by 5 ms at each look, an update takes 5 ms.
    expect(updates.map(({ streamingMs }) => streamingMs)).toEqual(updates.map((_, before) => 5 * before));
    // All but the first, which is sent at once, and the last together take no more than a five-hundredth of the run.
    expect(5 * (updates.length - 2)).toBeLessThanOrEqual(tookMs / 500);
    let next = 0;
    for (const { chunk } of updates) {
      expect(chunk.from).toBe(next);
      expect(chunk.info).toEqual(next === 0 ? expected.recorder.series.info : null);
      next += chunk.timeSec.length;
      chunk.columns.forEach((column, index) => {
        const whole = expected.recorder.series.columns[index]!;
        expect(column).toEqual(whole.slice(chunk.from, chunk.from + column.length));
      });
    }
    expect(next).toBe(expected.recorder.series.length);
    expect(updates.at(-1)?.summary.completed).toBe(true);
  });

  it('hands out arrays in one buffer of their own, since that is transferred', async () => {
    const buffers = new Set<ArrayBufferLike>();
    let updates = 0;
    await service.run(scenario(500), options, ({ chunk }) => {
      const { buffer } = chunk.timeSec;
      const arrays = [chunk.timeSec, ...chunk.columns];
      expect(arrays.every((array) => array.buffer === buffer)).toBe(true);
      expect(arrays.reduce((bytes, array) => bytes + array.byteLength, 0)).toBe(buffer.byteLength);
      buffers.add(buffer);
      updates += 1;
    });
    expect(buffers.size).toBe(updates);
  });

  it('sends the first update after the first slice', async () => {
    let yieldsBefore = -1;
    await service.run(scenario(20_000), options, () => {
      if (yieldsBefore < 0) yieldsBefore = thread.yields;
    });
    expect(yieldsBefore).toBe(0);
    expect(thread.yields).toBeGreaterThan(3);
  });

  it('ends an older run when a newer one comes', async () => {
    let newer: Promise<unknown> | undefined;
    const seen: string[] = [];
    thread.onYield = () => {
      newer ??= service.run(scenario(300), options, () => seen.push('newer'));
    };
    expect(await service.run(scenario(20_000), options, () => seen.push('older'))).toBeNull();
    expect(await newer).toMatchObject({ completed: true });
    expect(seen.lastIndexOf('older')).toBeLessThan(seen.indexOf('newer'));
  });

  it('ends when cancelled', async () => {
    thread.onYield = () => service.cancel();
    expect(await service.run(scenario(20_000), options, ignore)).toBeNull();
    expect(thread.yields).toBe(1);
  });

  it('refuses what needs too much memory before it starts', async () => {
    const refused = service.run(scenario(1_000_000), { memoryLimitBytes: 2 ** 20 }, ignore);
    await expect(refused).rejects.toMatchObject({ name: MEMORY_REFUSED });
    await expect(refused).rejects.toThrow(/needs about \d+ MiB of memory; at most 1 MiB are accepted/);
    expect(thread.yields).toBe(0);
  });
});

/** An answer with its arrays as the text of their bytes: compared at once and not number by number. */
function comparable(answer: object | null): unknown {
  return JSON.parse(
    JSON.stringify(answer, (_, value: unknown) =>
      ArrayBuffer.isView(value)
        ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
        : value,
    ),
  );
}

describe('port maps', () => {
  const query = { station: 'path.0', address: 0, destination: 0 } as const;
  const mapOf = (simulation: Simulation) => ({
    ...simulation.portMap(query.station, query.address, query.destination),
    occupancy: null,
  });
  const fresh = (one: Scenario, atSec: number) => {
    const simulation = new Simulation(compile(one));
    simulation.advanceTo(atSec);
    return comparable(mapOf(simulation));
  };

  it('lists the port spaces', () => {
    const choice = service.portMapChoices(scenario(10)).find(({ station }) => station === 'path.0');
    expect(choice).toMatchObject({ stationName: 'edge', addresses: 1, destinations: 1 });
  });

  it('shows the same state whether it goes on, goes back or begins with another scenario', async () => {
    const one = scenario(3000);
    for (const atSec of [30, 200, 200, 90, 600]) {
      expect(comparable(await service.portMapAt(one, query, atSec))).toEqual(fresh(one, atSec));
    }
    const other = scenario(3000, 2);
    expect(comparable(await service.portMapAt(other, query, 90))).toEqual(fresh(other, 90));
    expect(comparable(await service.portMapAt({ ...one }, query, 90))).toEqual(fresh(one, 90));
  });

  it('tells with the map how full the other spaces are at that moment, where it is asked', async () => {
    const one = scenario(3000);
    const answer = await service.portMapAt(one, { ...query, withOccupancy: true }, 90);
    const simulation = new Simulation(compile(one));
    simulation.advanceTo(90);
    expect(comparable(answer)).toEqual(
      comparable({ ...mapOf(simulation), occupancy: portOccupancyOf(simulation, 'path.0') }),
    );
  });

  it('answers the newest question only, and rightly', async () => {
    const one = scenario(20_000);
    let newer: Promise<object | null> | undefined;
    thread.onYield = () => {
      newer ??= service.portMapAt(one, query, 20);
    };
    expect(await service.portMapAt(one, query, 500)).toBeNull();
    expect(comparable((await newer) ?? null)).toEqual(fresh(one, 20));
  });
});

describe('figures', () => {
  it('are those of an undisturbed run, and tell how far it is on the way', async () => {
    const one = scenario(4000);
    const shares: number[] = [];
    const figures = await service.figures(one, options, (share) => shares.push(share));
    const expected = wholeRun(one);
    expect(figures).toEqual(runFigures(one, expected.summary(), expected.recorder.series));
    expect(figures).toMatchObject({ seed: 1, seriesHash: expected.summary().seriesHash });
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(Math.min(...shares)).toBeGreaterThan(0);
    expect(Math.max(...shares)).toBeLessThan(1);
  });

  it('are null when a newer run or cancel overtakes them', async () => {
    let newer: Promise<unknown> | undefined;
    thread.onYield = () => {
      newer ??= service.figures(scenario(100), options, ignore);
    };
    expect(await service.figures(scenario(20_000), options, ignore)).toBeNull();
    expect(await newer).toMatchObject({ seed: 1 });
    thread.onYield = () => service.cancel();
    expect(await service.figures(scenario(20_000), options, ignore)).toBeNull();
  });

  it('are refused like a run where there is not enough memory', async () => {
    const refused = service.figures(scenario(100), { memoryLimitBytes: 1 }, ignore);
    await expect(refused).rejects.toMatchObject({ name: MEMORY_REFUSED });
  });
});

describe('stories', () => {
  it('tell of the client that is asked for, from its arrival on, and how far they are', async () => {
    const shares: number[] = [];
    const wish = { by: 'number', population: 0, number: 1234 } as const;
    const answer = await service.storyOf(scenario(4000), wish, (share) => shares.push(share));
    const story = answer!.story!;
    expect(story).toMatchObject({ population: 0, number: 1234, arrived: 4000, omitted: 0 });
    expect(story.entries.map(({ step }) => step.kind).slice(0, 5)).toEqual([
      'arrived',
      'attempt',
      'dialled',
      'reached',
      'forwarded',
    ]);
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThan(1);
  });

  it('are of the first client with an outcome, or of none', async () => {
    const failed = { by: 'outcome', outcome: 'failed' } as const;
    const { story } = (await service.storyOf(scenario(4000), failed, ignore))!;
    const { summary } = wholeRun(scenario(4000)).result();
    const first = story!.entries.find(({ step }) => step.kind === 'failed')!;
    expect(first.timeSec).toBe(Math.min(...summary.failures.map(({ firstAtSec }) => firstAtSec)));
    expect(await service.storyOf(scenario(10), failed, ignore)).toEqual({ story: null });
  });

  it('are of any client, each as likely', async () => {
    const numbers = [];
    for (const draw of [0, 0.5, 0.999])
      numbers.push((await service.storyOf(scenario(10), { by: 'draw', draw }, ignore))!.story!.number);
    expect(numbers).toEqual([0, 5, 9]);
  });

  it('are null when a newer one is wanted, or none, and disturb no port map', async () => {
    const one = scenario(20_000);
    const query = { station: 'path.0', address: 0, destination: 0 } as const;
    let newer: Promise<unknown> | undefined;
    let map: Promise<unknown> | undefined;
    const wish = { by: 'number', population: 0, number: 3 } as const;
    thread.onYield = () => {
      newer ??= service.storyOf(one, wish, ignore);
      map ??= service.portMapAt(one, query, 60);
    };
    expect(await service.storyOf(one, wish, ignore)).toBeNull();
    expect(await newer).toMatchObject({ story: { number: 3 } });
    const alone = new SimulationService(new TestThread());
    expect(await map).toEqual(await alone.portMapAt(one, query, 60));
    thread.onYield = () => service.cancel();
    expect(await service.storyOf(one, wish, ignore)).toBeNull();
  });
});
