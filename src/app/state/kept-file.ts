import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioText } from '../../scenario/parse.ts';

/** Where visitors have had their open file since the first version; it holds the file alone, as JSON. */
export const FILE_KEY = 'fivetuple.document.1';

export type DocumentStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** The browser's storage; one that refuses where even asking for it is forbidden. */
export function browserStorage(): DocumentStorage {
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
    return storage.getItem(FILE_KEY);
  } catch {
    return null;
  }
}
