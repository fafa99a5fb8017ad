import { expose } from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import type { RunFigures } from '../analysis/runs/run-figures.ts';
import { MemoryRefusedError } from '../network/memory-estimate.ts';
import type { RunSummary } from '../network/results/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { MEMORY_REFUSED, WORKER_CRASHED } from './errors.ts';
import type { RunObserver, RunUpdate, ShareObserver, SimulationApi } from './protocol.ts';
import { SimulatorClient } from './simulator-client.ts';
import type { WorkerHandle } from './worker-connection.ts';

/** The far side of the boundary: answers like the service, when the test says so. */
class FakeWorker implements SimulationApi {
  readonly runs: { observer: RunObserver; finish: (summary: RunSummary | null) => void }[] = [];
  readonly counted: { observer: ShareObserver; finish: (figures: RunFigures | null) => void }[] = [];
  cancelled = 0;

  run(_: Scenario, options: { memoryLimitBytes: number }, observer: RunObserver): Promise<RunSummary | null> {
    if (options.memoryLimitBytes === 0) return Promise.reject(new MemoryRefusedError(2 ** 30, 0));
    return new Promise((resolve) => this.runs.push({ observer, finish: resolve }));
  }
  figures(_: Scenario, __: unknown, observer: ShareObserver): Promise<RunFigures | null> {
    return new Promise((resolve) => this.counted.push({ observer, finish: resolve }));
  }
  cancel(): void {
    this.cancelled += 1;
  }
  portMapChoices(): [] {
    return [];
  }
  portMapAt(): Promise<null> {
    return Promise.resolve(null);
  }
  storyOf(_: Scenario, __: unknown, observer: ShareObserver): Promise<{ story: null }> {
    observer(0.5);
    return Promise.resolve({ story: null });
  }
}

const open: { terminate(): void }[] = [];
interface Spawned {
  readonly worker: FakeWorker;
  crash: (message: string) => void;
  terminated: boolean;
}
const spawned: Spawned[] = [];

function spawnFake(): WorkerHandle {
  const { port1, port2 } = new MessageChannel();
  const entry: Spawned = { worker: new FakeWorker(), crash: () => {}, terminated: false };
  spawned.push(entry);
  expose(entry.worker, port2);
  const handle: WorkerHandle = {
    endpoint: port1,
    onCrash: (report) => {
      entry.crash = report;
    },
    terminate: () => {
      entry.terminated = true;
      port1.close();
      port2.close();
    },
  };
  open.push(handle);
  return handle;
}

function client(): SimulatorClient {
  spawned.length = 0;
  return new SimulatorClient(spawnFake);
}

afterEach(() => {
  for (const handle of open.splice(0)) handle.terminate();
});

const scenario = { name: 'any' } as Scenario;
const options = { memoryLimitBytes: 2 ** 30 };
const update = { summary: { scenarioName: 'any' } } as RunUpdate;
const summary = { scenarioName: 'any', completed: true } as RunSummary;

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !condition(); turn += 1) await new Promise((next) => setTimeout(next, 1));
  expect(condition()).toBe(true);
}

describe('SimulatorClient', () => {
  it('starts its worker with the first call and hands updates on', async () => {
    const simulator = client();
    expect(spawned).toHaveLength(0);
    const seen: RunUpdate[] = [];
    const result = simulator.run(scenario, options, (one) => seen.push(one));
    await until(() => spawned[0]?.worker.runs.length === 1);
    spawned[0]!.worker.runs[0]!.observer(update);
    await until(() => seen.length === 1);
    spawned[0]!.worker.runs[0]!.finish(summary);
    expect(await result).toEqual(summary);
  });

  it('hears nothing more of a run that was overtaken', async () => {
    const simulator = client();
    const seen: string[] = [];
    const first = simulator.run(scenario, options, () => seen.push('first'));
    await until(() => spawned[0]?.worker.runs.length === 1);
    const second = simulator.run(scenario, options, () => seen.push('second'));
    await until(() => spawned[0]!.worker.runs.length === 2);
    const [one, two] = spawned[0]!.worker.runs;
    one!.observer(update);
    two!.observer(update);
    await until(() => seen.length > 0);
    one!.finish(null);
    two!.finish(summary);
    expect(await first).toBeNull();
    expect(await second).toEqual(summary);
    expect(seen).toEqual(['second']);
  });

  it('rejects what is pending when the worker crashes, and starts a new one', async () => {
    const simulator = client();
    const lost = simulator.run(scenario, options, () => {});
    await until(() => spawned[0]?.worker.runs.length === 1);
    spawned[0]!.crash('out of memory');
    await expect(lost).rejects.toMatchObject({ name: WORKER_CRASHED, message: 'out of memory' });
    expect(spawned[0]!.terminated).toBe(true);
    const next = simulator.run(scenario, options, () => {});
    await until(() => spawned[1]?.worker.runs.length === 1);
    spawned[1]!.worker.runs[0]!.finish(summary);
    expect(await next).toEqual(summary);
  });

  it('keeps the name of a refusal across the boundary', async () => {
    const refused = client().run(scenario, { memoryLimitBytes: 0 }, () => {});
    await expect(refused).rejects.toMatchObject({ name: MEMORY_REFUSED });
    await expect(refused).rejects.toThrow('needs about 1024 MiB');
  });

  it('does not start a worker only to cancel it', async () => {
    const simulator = client();
    await simulator.cancel();
    expect(spawned).toHaveLength(0);
  });

  it('ends its worker when disposed', async () => {
    const simulator = client();
    await simulator.portMapChoices(scenario);
    simulator.dispose();
    expect(spawned[0]!.terminated).toBe(true);
  });
});

describe('stories', () => {
  it('come back with what is told of the progress', async () => {
    const simulator = client();
    const told: number[] = [];
    const wish = { by: 'outcome', outcome: 'cut' } as const;
    expect(await simulator.storyOf({} as Scenario, wish, (share) => told.push(share))).toEqual({
      story: null,
    });
    await expect.poll(() => told).toEqual([0.5]);
  });
});
