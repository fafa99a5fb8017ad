/** Keeps runs in the browser's IndexedDB, one record a run. Every function rejects where the browser keeps nothing for this page. */
import type { DBSchema } from 'idb';
import { type DatabaseSpec, withDatabase } from '../storage/browser-database.ts';
import { KEPT_FORMAT, type KeptRun } from './kept-run.ts';

interface RunsSchema extends DBSchema {
  runs: { key: string; value: KeptRun };
}

const DATABASE: DatabaseSpec<RunsSchema> = {
  name: 'fivetuple-runs',
  version: 1,
  upgrade: (database) => {
    database.createObjectStore('runs', { keyPath: 'id' });
  },
};

/** All runs that are kept, in no order. */
export function readRuns(): Promise<KeptRun[]> {
  return withDatabase(DATABASE, async (database) => {
    const records = await database.getAll('runs');
    return records.filter(({ format }) => format === KEPT_FORMAT);
  });
}

/** Writes runs, new ones and changed ones, and forgets others, all or nothing. */
export function writeRuns(put: readonly KeptRun[], forget: readonly string[] = []): Promise<void> {
  return withDatabase(DATABASE, async (database) => {
    const transaction = database.transaction('runs', 'readwrite');
    const { store } = transaction;
    await Promise.all([
      ...put.map((run) => store.put(run)),
      ...forget.map((id) => store.delete(id)),
      transaction.done,
    ]);
  });
}
