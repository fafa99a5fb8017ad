import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryRefusedError } from '../../network/memory-estimate.ts';
import type { RunSummary } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { WorkerCrashedError } from '../../workers/errors.ts';
import type { RunObserver, RunUpdate } from '../../workers/protocol.ts';
import { RunController, type Simulator } from './run-controller.ts';
import { useRun } from './run-store.ts';

interface PendingRun {
  readonly scenario: Scenario;
  readonly observer: RunObserver;
  readonly resolve: (summary: RunSummary | null) => void;
  readonly reject: (error: Error) => void;
}

function fakeSimulator() {
  const runs: PendingRun[] = [];
  const simulator: Simulator = {
    run: (scenario, _, observer) =>
      new Promise((resolve, reject) => runs.push({ scenario, observer, resolve, reject })),
    portMapAt: () => Promise.resolve(null),
    storyOf: () => Promise.resolve(null),
    portMapChoices: () =>
      Promise.resolve([{ station: 'path.0', stationName: 'edge', addresses: 1, destinations: 10 }]),
    cancel: vi.fn(() => Promise.resolve()),
    dispose: vi.fn(),
  };
  return { runs, simulator };
}

const scenario = (name: string): Scenario =>
  ({ name, durationSec: 100, sampleEverySec: 1 }) as unknown as Scenario;
const summary = (simulatedSec: number): RunSummary =>
  ({ simulatedSec, completed: simulatedSec === 100 }) as unknown as RunSummary;
const update = (from: number, length: number): RunUpdate => ({
  chunk: {
    info: [{ key: 'concurrent' } as never],
    from,
    timeSec: Float64Array.from({ length }, (_, index) => from + index),
    columns: [new Float64Array(length).fill(7)],
  },
  summary: summary(from + length - 1),
  lifeTables: null,
  streamingMs: 0,
});

let runner: ReturnType<typeof fakeSimulator>;
let controller: RunController;

beforeEach(() => {
  vi.useFakeTimers();
  useRun.setState(useRun.getInitialState(), true);
  runner = fakeSimulator();
  controller = new RunController(runner.simulator, fakeSimulator().simulator, 2 ** 30);
});

afterEach(() => {
  controller.dispose();
  vi.useRealTimers();
});

const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('RunController', () => {
  it('shows a run with its first samples and follows it to the end', async () => {
    controller.show(scenario('a'));
    await settle();
    expect(useRun.getState()).toMatchObject({ run: null, status: 'computing' });
    runner.runs[0]!.observer(update(0, 51));
    expect(useRun.getState()).toMatchObject({ status: 'computing', progress: 0.5 });
    expect(useRun.getState().run?.column('concurrent')?.[50]).toBe(7);
    await settle();
    expect(useRun.getState().portMapChoices).toHaveLength(1);
    runner.runs[0]!.observer(update(51, 50));
    runner.runs[0]!.resolve(summary(100));
    await settle();
    expect(useRun.getState()).toMatchObject({ status: 'done', progress: 1 });
    expect(useRun.getState().run?.length).toBe(101);
  });

  it('takes every sample at once but renders a few times a second', async () => {
    controller.show(scenario('a'));
    await settle();
    const rendered: number[] = [];
    const unsubscribe = useRun.subscribe(({ progress }) => rendered.push(progress));
    for (let sample = 0; sample < 100; sample++) {
      runner.runs[0]!.observer(update(sample, 1));
      expect(useRun.getState().run?.length).toBe(sample + 1);
      await settle(20);
    }
    expect(rendered.length).toBeGreaterThan(8);
    expect(rendered.length).toBeLessThan(13);
    runner.runs[0]!.observer(update(100, 1));
    runner.runs[0]!.resolve(summary(100));
    await settle();
    expect(useRun.getState()).toMatchObject({ status: 'done', progress: 1 });
    unsubscribe();
  });

  it('marks the run stale at once, waits for the slider to rest, and keeps the old curve until samples come', async () => {
    controller.show(scenario('a'));
    await settle();
    runner.runs[0]!.observer(update(0, 101));
    const old = useRun.getState().run;
    for (const name of ['b', 'c', 'd']) {
      controller.show(scenario(name));
      expect(old?.stale).toBe(true);
      await settle(30);
    }
    expect(runner.runs).toHaveLength(1);
    await settle(60);
    expect(runner.runs.map((run) => run.scenario.name)).toEqual(['a', 'd']);
    expect(useRun.getState().run).toBe(old);
    runner.runs[0]!.observer(update(0, 11));
    expect(useRun.getState().run).toBe(old);
    runner.runs[1]!.observer(update(0, 11));
    expect(useRun.getState().run?.scenario.name).toBe('d');
    expect(useRun.getState().run?.stale).toBe(false);
  });

  it('cancels at once, not only when the next run starts', () => {
    controller.show(scenario('a'));
    controller.show(scenario('b'));
    expect(runner.simulator.cancel).toHaveBeenCalledTimes(2);
  });

  it('leaves the machine to others while suspended, and then takes up the newest scenario', async () => {
    controller.show(scenario('a'));
    await settle();
    controller.suspend(true);
    expect(runner.simulator.cancel).toHaveBeenCalledTimes(2);
    runner.runs[0]!.resolve(null);
    controller.show(scenario('b'));
    await settle(200);
    expect(runner.runs).toHaveLength(1);
    controller.suspend(false);
    await settle();
    expect(runner.runs.map((run) => run.scenario.name)).toEqual(['a', 'b']);
  });

  it('does not repeat a finished run after a pause', async () => {
    controller.show(scenario('a'));
    await settle();
    runner.runs[0]!.observer(update(0, 101));
    runner.runs[0]!.resolve(summary(100));
    await settle();
    controller.suspend(true);
    controller.suspend(false);
    await settle(200);
    expect(runner.runs).toHaveLength(1);
    expect(useRun.getState().status).toBe('done');
  });

  it('does not run the same scenario twice', async () => {
    const same = scenario('a');
    controller.show(same);
    await settle();
    controller.show(same);
    await settle(100);
    expect(runner.runs).toHaveLength(1);
  });

  it('says why a run was refused and keeps the run on show', async () => {
    controller.show(scenario('a'));
    await settle();
    runner.runs[0]!.reject(new MemoryRefusedError(2 ** 32, 2 ** 30));
    await settle();
    expect(useRun.getState()).toMatchObject({ status: 'refused' });
    expect(useRun.getState().message).toContain('about 4096 MiB');
  });

  it('tries a crashed worker once more, then reports it; restart goes on from there', async () => {
    controller.show(scenario('a'));
    await settle();
    runner.runs[0]!.reject(new WorkerCrashedError('boom'));
    await settle();
    expect(runner.runs).toHaveLength(2);
    runner.runs[1]!.reject(new WorkerCrashedError('boom'));
    await settle();
    expect(useRun.getState()).toMatchObject({ status: 'crashed', message: 'boom' });
    controller.restart();
    await settle(60);
    expect(runner.runs).toHaveLength(3);
    expect(useRun.getState().status).toBe('computing');
  });
});
