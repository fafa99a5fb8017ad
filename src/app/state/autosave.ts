import { create } from 'zustand';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioText } from '../../scenario/parse.ts';

/** `unavailable`: the browser keeps nothing for this page (private window, full or forbidden storage). */
export type SaveState = 'saved' | 'pending' | 'unavailable';

export const useSaveState = create<{ readonly state: SaveState }>()(() => ({ state: 'saved' }));

const KEY = 'fivetuple.document.1';
const DELAY_MS = 400;

/** The browser's storage; one that refuses where even asking for it is forbidden. */
export function browserStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  try {
    return localStorage;
  } catch (error) {
    const refuse = (): never => {
      throw error;
    };
    return { getItem: refuse, setItem: refuse };
  }
}

/** The file that was open last; null on a first visit, and where what was kept can no longer be read. */
export function restoreFile(storage: Pick<Storage, 'getItem'>): ScenarioFile | null {
  const text = read(storage);
  if (text === null) return null;
  const outcome = parseScenarioText(text);
  return outcome.ok ? outcome.file : null;
}

function read(storage: Pick<Storage, 'getItem'>): string | null {
  try {
    return storage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Keeps a file some time after its last change, and at once when the page goes away. */
export class Autosave {
  private readonly storage: Pick<Storage, 'setItem'>;
  private waiting: ScenarioFile | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(storage: Pick<Storage, 'setItem'>) {
    this.storage = storage;
  }

  schedule(file: ScenarioFile): void {
    this.waiting = file;
    useSaveState.setState({ state: 'pending' });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), DELAY_MS);
  }

  flush(): void {
    clearTimeout(this.timer);
    if (this.waiting === null) return;
    try {
      this.storage.setItem(KEY, JSON.stringify(this.waiting));
      useSaveState.setState({ state: 'saved' });
    } catch {
      useSaveState.setState({ state: 'unavailable' });
    }
    this.waiting = null;
  }
}
