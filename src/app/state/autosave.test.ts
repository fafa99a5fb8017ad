import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { examples } from '../../scenario/examples.ts';
import { Autosave } from './autosave.ts';
import { restoreFile } from './kept-file.ts';
import { useSaveState } from './save-state.ts';

const file = examples[0]!.file;
const kept = () => Promise.resolve(true);
/** Lets what waits for a promise go on. */
const settled = () => vi.advanceTimersByTimeAsync(0);

function fakeStorage() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    values,
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Autosave', () => {
  it('writes some time after the last change and restores the same file', async () => {
    const storage = fakeStorage();
    const autosave = new Autosave(storage, file, kept);
    autosave.schedule({ ...file, seed: 5 });
    vi.advanceTimersByTime(200);
    autosave.schedule({ ...file, seed: 6 });
    vi.advanceTimersByTime(300);
    expect(storage.values.size).toBe(0);
    expect(useSaveState.getState().state).toBe('pending');
    vi.advanceTimersByTime(200);
    await settled();
    expect(useSaveState.getState().state).toBe('saved');
    expect(restoreFile(storage)).toEqual({ ...file, seed: 6 });
  });

  it('writes at once when the page goes away, and then no more', () => {
    const storage = fakeStorage();
    const autosave = new Autosave(storage, file, kept);
    autosave.schedule({ ...file, seed: 5 });
    autosave.flush();
    expect(restoreFile(storage)).toEqual({ ...file, seed: 5 });
    storage.values.clear();
    vi.advanceTimersByTime(1000);
    expect(storage.values.size).toBe(0);
  });

  it('says so where the browser keeps nothing', () => {
    const full = {
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    const autosave = new Autosave(full, file, kept);
    autosave.schedule({ ...file, seed: 5 });
    vi.advanceTimersByTime(1000);
    expect(useSaveState.getState().state).toBe('unavailable');
  });

  it('writes nothing for the file that it began with', () => {
    const storage = fakeStorage();
    const autosave = new Autosave(storage, file, kept);
    autosave.schedule(file);
    autosave.flush();
    expect(storage.values.size).toBe(0);
  });

  it('says "saved" when the steps are kept too, and that they are not where they are not', async () => {
    const answers: ((kept: boolean) => void)[] = [];
    const autosave = new Autosave(fakeStorage(), file, () => new Promise((answer) => answers.push(answer)));
    const state = () => useSaveState.getState().state;
    autosave.schedule({ ...file, seed: 5 });
    autosave.flush();
    expect(state()).toBe('pending');
    autosave.schedule({ ...file, seed: 6 });
    answers[0]!(true);
    await settled();
    // The younger change is not written yet.
    expect(state()).toBe('pending');
    autosave.flush();
    answers[1]!(false);
    await settled();
    expect(state()).toBe('without-steps');
  });

  it('restores nothing on a first visit, from what is no scenario, and where asking is forbidden', () => {
    expect(restoreFile(fakeStorage())).toBeNull();
    expect(restoreFile({ getItem: () => '{"fivetuple": 99}' })).toBeNull();
    const forbidden = {
      getItem: () => {
        throw new DOMException('no', 'SecurityError');
      },
    };
    expect(restoreFile(forbidden)).toBeNull();
  });
});
