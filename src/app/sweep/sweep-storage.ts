/** Keeps the runs of sweeps in the browser, so that a sweep goes on after a reload. */
import type { RunFigures } from '../../analysis/runs/run-figures.ts';
import { hashText } from '../../numeric/hash.ts';

const DATABASE = 'fivetuple-sweeps';
const VERSION = 1;
/** Older sweeps make room for new ones. */
const MOST_SWEEPS = 12;

interface SweepRecord {
  readonly id: string;
  /** The description of the sweep: equal descriptions have equal runs. */
  readonly head: string;
  readonly changedAtMs: number;
}

interface RunRecord {
  readonly id: string;
  readonly job: number;
  readonly figures: RunFigures;
}

export type KeptRuns = ReadonlyMap<number, RunFigures>;

/** The runs that are kept of a sweep. Rejects where the browser keeps nothing for this page. */
export async function keptRuns(head: string): Promise<KeptRuns> {
  const database = await open();
  try {
    const id = idOf(head);
    const transaction = database.transaction(['sweeps', 'runs'], 'readonly');
    const sweep = await result<SweepRecord | undefined>(transaction.objectStore('sweeps').get(id));
    if (sweep?.head !== head) return new Map();
    const records = await result<RunRecord[]>(transaction.objectStore('runs').getAll(rangeOf(id)));
    return new Map(records.map(({ job, figures }) => [job, figures]));
  } finally {
    database.close();
  }
}

/** Adds runs to those that are kept of a sweep, and forgets the oldest sweeps. Rejects where nothing can be kept. */
export async function keepRuns(head: string, runs: KeptRuns): Promise<void> {
  const database = await open();
  try {
    const id = idOf(head);
    const transaction = database.transaction(['sweeps', 'runs'], 'readwrite');
    const [sweeps, kept] = [transaction.objectStore('sweeps'), transaction.objectStore('runs')];
    const before = await result<SweepRecord | undefined>(sweeps.get(id));
    // Another sweep under the same id: its runs are not of this one.
    if (before !== undefined && before.head !== head) kept.delete(rangeOf(id));
    sweeps.put({ id, head, changedAtMs: Date.now() } satisfies SweepRecord);
    for (const [job, figures] of runs) kept.put({ id, job, figures } satisfies RunRecord);
    const all = await result<SweepRecord[]>(sweeps.getAll());
    for (const old of all.toSorted((a, b) => b.changedAtMs - a.changedAtMs).slice(MOST_SWEEPS)) {
      sweeps.delete(old.id);
      kept.delete(rangeOf(old.id));
    }
    await finished(transaction);
  } finally {
    database.close();
  }
}

/** Forgets the runs of a sweep. */
export async function forgetRuns(head: string): Promise<void> {
  const database = await open();
  try {
    const id = idOf(head);
    const transaction = database.transaction(['sweeps', 'runs'], 'readwrite');
    transaction.objectStore('sweeps').delete(id);
    transaction.objectStore('runs').delete(rangeOf(id));
    await finished(transaction);
  } finally {
    database.close();
  }
}

/** A short name of a description; the description itself stands beside it, so that two that share one are told apart. */
function idOf(head: string): string {
  return `${hashText(head).toString(16)}-${hashText(`${head.length} ${head}`).toString(16)}`;
}

function rangeOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore('sweeps', { keyPath: 'id' });
      request.result.createObjectStore('runs', { keyPath: ['id', 'job'] });
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
