/** The one way in which the page uses IndexedDB: each thing that is kept has a small database of its own, so that a new version of one never waits for another. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

export interface DatabaseSpec<Schema extends DBSchema> {
  readonly name: string;
  readonly version: number;
  /** Makes the stores of this version; `from` is the version that the browser has, 0 where it has none. */
  readonly upgrade: (database: IDBPDatabase<Schema>, from: number) => void;
}

/** Opens a database. Rejects where the browser keeps nothing for this page, and while an older tab is in the way. */
export function openDatabase<Schema extends DBSchema>(
  spec: DatabaseSpec<Schema>,
): Promise<IDBPDatabase<Schema>> {
  return new Promise((resolve, reject) => {
    openDB<Schema>(spec.name, spec.version, {
      upgrade: spec.upgrade,
      // To wait for another tab can take for ever.
      blocked: () => reject(new Error(`${spec.name} is blocked by another tab`)),
      // A tab of a newer version does not wait for this one: what this one keeps from now on, it keeps elsewhere or not at all.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    }).then(resolve, reject);
  });
}

/** Opens a database for one piece of work and closes it again. */
export async function withDatabase<Schema extends DBSchema, T>(
  spec: DatabaseSpec<Schema>,
  work: (database: IDBPDatabase<Schema>) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(spec);
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
