import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../scenario/scenario.ts';
import type { DocumentStore } from '../state/document-store.ts';
import { createManyRuns } from './many-runs.ts';

function documents() {
  let scenario = { name: 'a' } as Scenario;
  const listeners = new Set<(state: { scenario: Scenario }) => void>();
  return {
    store: {
      getState: () => ({ scenario }),
      subscribe: (listener: (state: { scenario: Scenario }) => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    } as unknown as DocumentStore,
    change: (name: string) => {
      scenario = { name } as Scenario;
      for (const listener of listeners) listener({ scenario });
    },
    listeners,
  };
}

function work() {
  let finish: (result: string) => void = () => {};
  let fail: (error: Error) => void = () => {};
  let tell: (share: number) => void = () => {};
  let signal: AbortSignal | undefined;
  return {
    act: (_: Scenario, given: AbortSignal, onProgress: (share: number) => void) => {
      signal = given;
      tell = onProgress;
      return new Promise<string>((resolve, reject) => {
        finish = resolve;
        fail = reject;
      });
    },
    finish: async (result: string) => {
      finish(result);
      await settled();
    },
    fail: async (message: string) => {
      fail(new Error(message));
      await settled();
    },
    tell: (share: number) => tell(share),
    isStopped: () => signal?.aborted,
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('many runs', () => {
  it('show their share, and then what came of them', async () => {
    const { store, listeners } = documents();
    const { use, start } = createManyRuns<string>();
    const own = work();
    start(store, own.act);
    expect(use.getState()).toMatchObject({ isRunning: true, share: 0, scenario: { name: 'a' } });
    own.tell(0.5);
    own.tell(0.505);
    expect(use.getState().share).toBe(0.5);
    await own.finish('ten');
    expect(use.getState()).toMatchObject({ isRunning: false, result: 'ten', message: '' });
    expect(listeners.size).toBe(0);
  });

  it('end when the scenario changes, and say nothing after that', async () => {
    const { store, change } = documents();
    const { use, start } = createManyRuns<string>();
    const own = work();
    start(store, own.act);
    change('b');
    expect(own.isStopped()).toBe(true);
    expect(use.getState().isRunning).toBe(false);
    own.tell(0.9);
    await own.finish('ten');
    expect(use.getState()).toMatchObject({ share: 0, result: null });
  });

  it('end when they are cancelled; what was there before stays', async () => {
    const { store } = documents();
    const { use, start, cancel } = createManyRuns<string>();
    const first = work();
    start(store, first.act);
    await first.finish('ten');
    const second = work();
    start(store, second.act);
    expect(use.getState()).toMatchObject({ isRunning: true, result: 'ten' });
    cancel();
    expect(second.isStopped()).toBe(true);
    expect(use.getState()).toMatchObject({ isRunning: false, result: 'ten' });
  });

  it('of another scenario begin without a result, and a failure is told', async () => {
    const { store, change } = documents();
    const { use, start } = createManyRuns<string>();
    const first = work();
    start(store, first.act);
    await first.finish('ten');
    change('b');
    expect(use.getState()).toMatchObject({ result: 'ten', scenario: { name: 'a' } });
    const second = work();
    start(store, second.act);
    expect(use.getState().result).toBeNull();
    await second.fail('needs 9 GiB');
    expect(use.getState()).toMatchObject({ isRunning: false, result: null, message: 'needs 9 GiB' });
  });
});
