import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { examples } from '../../scenario/examples.ts';
import { Autosave, restoreFile, useSaveState } from './autosave.ts';

const file = examples[0]!.file;

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
  it('writes some time after the last change and restores the same file', () => {
    const storage = fakeStorage();
    const autosave = new Autosave(storage);
    autosave.schedule({ ...file, seed: 5 });
    vi.advanceTimersByTime(200);
    autosave.schedule({ ...file, seed: 6 });
    vi.advanceTimersByTime(300);
    expect(storage.values.size).toBe(0);
    expect(useSaveState.getState().state).toBe('pending');
    vi.advanceTimersByTime(200);
    expect(useSaveState.getState().state).toBe('saved');
    expect(restoreFile(storage)).toEqual({ ...file, seed: 6 });
  });

  it('writes at once when the page goes away, and then no more', () => {
    const storage = fakeStorage();
    const autosave = new Autosave(storage);
    autosave.schedule(file);
    autosave.flush();
    expect(restoreFile(storage)).toEqual(file);
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
    const autosave = new Autosave(full);
    autosave.schedule(file);
    vi.advanceTimersByTime(1000);
    expect(useSaveState.getState().state).toBe('unavailable');
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
