/** Keeps runs in the browser's IndexedDB, one record a run. Every function rejects where the browser keeps nothing for this page. */
import { KEPT_FORMAT, type KeptRun } from './kept-run.ts';

const DATABASE = 'fivetuple-runs';
const VERSION = 1;
const STORE = 'runs';

/** All runs that are kept, in no order. */
export function readRuns(): Promise<KeptRun[]> {
  return withStore('readonly', async (store) => {
    const records = await result<KeptRun[]>(store.getAll());
    return records.filter(({ format }) => format === KEPT_FORMAT);
  });
}

/** Writes runs, new ones and changed ones, and forgets others, all or nothing. */
export function writeRuns(put: readonly KeptRun[], forget: readonly string[] = []): Promise<void> {
  return withStore('readwrite', async (store) => {
    for (const run of put) store.put(run);
    for (const id of forget) store.delete(id);
    await finished(store.transaction);
  });
}

async function withStore<T>(
  mode: IDBTransactionMode,
  use: (store: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const database = await open();
  try {
    return await use(database.transaction(STORE, mode).objectStore(STORE));
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(STORE, { keyPath: 'id' });
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB cannot be opened')));
    request.addEventListener('blocked', () => reject(new Error('IndexedDB is blocked')));
  });
}

function result<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result as T));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB cannot be read')));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    for (const name of ['error', 'abort'])
      transaction.addEventListener(name, () =>
        reject(transaction.error ?? new Error('IndexedDB cannot be written')),
      );
  });
}
