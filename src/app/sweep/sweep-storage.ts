/** Keeps the runs of sweeps in the browser, so that a sweep goes on after a reload. */
import type { DBSchema } from 'idb';
import type { RunFigures } from '../../analysis/runs/run-figures.ts';
import { hashText } from '../../numeric/hash.ts';
import { type DatabaseSpec, withDatabase } from '../storage/browser-database.ts';

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

interface SweepSchema extends DBSchema {
  sweeps: { key: string; value: SweepRecord };
  runs: { key: [id: string, job: number]; value: RunRecord };
}

const DATABASE: DatabaseSpec<SweepSchema> = {
  name: 'fivetuple-sweeps',
  version: 1,
  upgrade: (database) => {
    database.createObjectStore('sweeps', { keyPath: 'id' });
    database.createObjectStore('runs', { keyPath: ['id', 'job'] });
  },
};

export type KeptRuns = ReadonlyMap<number, RunFigures>;

/** The runs that are kept of a sweep. Rejects where the browser keeps nothing for this page. */
export function keptRuns(head: string): Promise<KeptRuns> {
  return withDatabase(DATABASE, async (database) => {
    const id = idOf(head);
    const transaction = database.transaction(['sweeps', 'runs'], 'readonly');
    const sweep = await transaction.objectStore('sweeps').get(id);
    if (sweep?.head !== head) return new Map();
    const records = await transaction.objectStore('runs').getAll(rangeOf(id));
    return new Map(records.map(({ job, figures }) => [job, figures]));
  });
}

/** Adds runs to those that are kept of a sweep, and forgets the oldest sweeps. Rejects where nothing can be kept. */
export function keepRuns(head: string, runs: KeptRuns): Promise<void> {
  return withDatabase(DATABASE, async (database) => {
    const id = idOf(head);
    const transaction = database.transaction(['sweeps', 'runs'], 'readwrite');
    const [sweeps, kept] = [transaction.objectStore('sweeps'), transaction.objectStore('runs')];
    const before = await sweeps.get(id);
    const writes: Promise<unknown>[] = [];
    // Another sweep under the same id: its runs are not of this one.
    if (before !== undefined && before.head !== head) writes.push(kept.delete(rangeOf(id)));
    writes.push(sweeps.put({ id, head, changedAtMs: Date.now() }));
    for (const [job, figures] of runs) writes.push(kept.put({ id, job, figures }));
    const all = await sweeps.getAll();
    for (const old of all.toSorted((a, b) => b.changedAtMs - a.changedAtMs).slice(MOST_SWEEPS))
      writes.push(sweeps.delete(old.id), kept.delete(rangeOf(old.id)));
    await Promise.all([...writes, transaction.done]);
  });
}

/** Forgets the runs of a sweep. */
export function forgetRuns(head: string): Promise<void> {
  return withDatabase(DATABASE, async (database) => {
    const id = idOf(head);
    const transaction = database.transaction(['sweeps', 'runs'], 'readwrite');
    await Promise.all([
      transaction.objectStore('sweeps').delete(id),
      transaction.objectStore('runs').delete(rangeOf(id)),
      transaction.done,
    ]);
  });
}

/** A short name of a description; the description itself stands beside it, so that two that share one are told apart. */
function idOf(head: string): string {
  return `${hashText(head).toString(16)}-${hashText(`${head.length} ${head}`).toString(16)}`;
}

function rangeOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
}
