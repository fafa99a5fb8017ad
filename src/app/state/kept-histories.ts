/** Histories of documents in the browser's IndexedDB, one for each tab that changed something. */
import type { DBSchema, IDBPDatabase } from 'idb';
import { type DatabaseSpec, openDatabase } from '../storage/browser-database.ts';
import type { HistoryLine } from './history-line.ts';

/** Of what other tabs have kept, the youngest stay: more tabs than that are hardly edited at a time. */
const MOST_HISTORIES = 4;

interface HistoryRecord extends HistoryLine {
  readonly id: string;
  readonly changedAtMs: number;
}

interface HistorySchema extends DBSchema {
  histories: { key: string; value: HistoryRecord; indexes: { changedAtMs: number } };
}

/** A change of what a record holds is a new version, whose upgrade drops the records before it. */
const DATABASE: DatabaseSpec<HistorySchema> = {
  name: 'fivetuple-document',
  version: 1,
  upgrade: (database) => {
    database.createObjectStore('histories', { keyPath: 'id' }).createIndex('changedAtMs', 'changedAtMs');
  },
};

export class KeptHistories {
  private readonly database: IDBPDatabase<HistorySchema>;

  private constructor(database: IDBPDatabase<HistorySchema>) {
    this.database = database;
  }

  /** Rejects where the browser keeps nothing for this page. It stays open: a page that goes away has no time to open it. */
  static async open(): Promise<KeptHistories> {
    return new KeptHistories(await openDatabase(DATABASE));
  }

  /** The history of that id; null where there is none, and where what stands there is none. */
  async read(id: string): Promise<HistoryLine | null> {
    const record: unknown = await this.database.get('histories', id);
    return isLine(record) ? { texts: record.texts, at: record.at } : null;
  }

  /** Puts a history in the place of the one of that id. */
  async write(id: string, { texts, at }: HistoryLine): Promise<void> {
    const transaction = this.database.transaction('histories', 'readwrite');
    const written = transaction.store.put({ id, texts, at, changedAtMs: Date.now() });
    // Not left to the browser: where the page goes away now, it would undo what nobody has closed.
    transaction.commit();
    await Promise.all([written, transaction.done]);
  }

  /** Forgets all but the youngest histories. */
  async forgetOldest(): Promise<void> {
    const transaction = this.database.transaction('histories', 'readwrite');
    const ids = await transaction.store.index('changedAtMs').getAllKeys();
    await Promise.all([
      ...ids.slice(0, -MOST_HISTORIES).map((id) => transaction.store.delete(id)),
      transaction.done,
    ]);
  }
}

function isLine(value: unknown): value is HistoryLine {
  if (typeof value !== 'object' || value === null) return false;
  const { texts, at } = value as Partial<Record<keyof HistoryLine, unknown>>;
  return (
    Array.isArray(texts) &&
    texts.every((text) => typeof text === 'string') &&
    typeof at === 'number' &&
    texts[at] !== undefined
  );
}
