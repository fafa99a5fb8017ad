import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { getField } from '../../scenario/edit.ts';
import { examples } from '../../scenario/examples.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { createDocumentStore, DocumentEditor } from './document-store.ts';
import { HistoryKeeper } from './history-keeper.ts';
import type { HistoryLine } from './history-line.ts';
import { KeptHistories } from './kept-histories.ts';

const first = examples[0]!.file;
const HISTORY_KEY = 'fivetuple.document.history';
const DATABASE = 'fivetuple-document';

let values: Map<string, string>;
const storage = {
  getItem: (key: string) => values.get(key) ?? null,
  setItem: (key: string, value: string) => void values.set(key, value),
};

beforeEach(() => {
  values = new Map();
  vi.stubGlobal('indexedDB', new IDBFactory());
});

/** A tab that starts with a file, as the page does with the one that is kept. */
async function tab(file: ScenarioFile = first) {
  const editor = new DocumentEditor(createDocumentStore(file), () => 0);
  const keeper = await HistoryKeeper.start(editor, storage, file);
  const setSeed = (seed: number) => editor.setFields([['seed', seed]]);
  return { editor, keeper, setSeed, seed: () => getField(editor.file(), 'seed') };
}

/** The seeds of the documents that undo leads to, nearest first. */
function undone({ editor, seed }: Awaited<ReturnType<typeof tab>>): unknown[] {
  const seeds: unknown[] = [];
  while (editor.store.temporal.getState().pastStates.length > 0) {
    editor.undo();
    seeds.push(seed());
  }
  return seeds;
}

describe('HistoryKeeper', () => {
  it('brings back all steps, before and after the open document', async () => {
    const one = await tab();
    for (const seed of [11, 12, 13, 14]) one.setSeed(seed);
    one.editor.undo();
    expect(await one.keeper.keep()).toBe(true);

    const two = await tab(one.editor.file());
    expect(two.seed()).toBe(13);
    two.editor.redo();
    expect(two.seed()).toBe(14);
    expect(two.editor.store.getState().scenario.seed).toBe(14);
    expect(undone(two)).toEqual([13, 12, 11, getField(first, 'seed')]);
    expect(two.editor.file()).toEqual(first);
  });

  it('takes the file as a further step where it was kept and its steps were not', async () => {
    const one = await tab();
    one.setSeed(11);
    await one.keeper.keep();
    one.setSeed(12);
    const two = await tab(one.editor.file());
    expect(undone(two)).toEqual([11, getField(first, 'seed')]);
  });

  it('puts what is done while the steps are read after them', async () => {
    const one = await tab();
    one.setSeed(11);
    one.setSeed(12);
    one.editor.undo();
    await one.keeper.keep();
    const editor = new DocumentEditor(createDocumentStore(one.editor.file()), () => 0);
    const starting = HistoryKeeper.start(editor, storage, one.editor.file());
    editor.setFields([['seed', 20]]);
    await starting;
    const { pastStates, futureStates } = editor.store.temporal.getState();
    expect(pastStates.map(({ file }) => getField(file!, 'seed'))).toEqual([getField(first, 'seed'), 11]);
    // A change ends what could be redone.
    expect(futureStates).toEqual([]);
  });

  it('keeps two tabs apart: the one that was written last brings its own steps', async () => {
    const [one, two] = [await tab(), await tab()];
    one.setSeed(11);
    await one.keeper.keep();
    two.setSeed(21);
    two.setSeed(22);
    await two.keeper.keep();
    one.setSeed(12);
    await one.keeper.keep();
    const next = await tab(one.editor.file());
    expect(undone(next)).toEqual([11, getField(first, 'seed')]);
    expect(undone(two)).toEqual([21, getField(first, 'seed')]);
  });

  it('forgets the steps of tabs that were written long ago', async () => {
    const ids: string[] = [];
    for (const seed of [11, 12, 13, 14, 15, 16]) {
      vi.setSystemTime(seed);
      const one = await tab();
      one.setSeed(seed);
      await one.keeper.keep();
      ids.push(values.get(HISTORY_KEY)!);
    }
    vi.useRealTimers();
    const kept = await KeptHistories.open();
    const found = await Promise.all(ids.map((id) => kept.read(id)));
    expect(found.map((line) => line !== null)).toEqual([false, false, true, true, true, true]);
  });

  it('leaves the open file alone where its steps cannot be read', async () => {
    const one = await tab();
    one.setSeed(11);
    await one.keeper.keep();
    const database = await openDB(DATABASE);
    await database.put('histories', { id: values.get(HISTORY_KEY), texts: 7, at: 'x', changedAtMs: 1 });
    const two = await tab(one.editor.file());
    expect([two.seed(), undone(two)]).toEqual([11, []]);
    // And goes on from there.
    two.setSeed(12);
    expect(await two.keeper.keep()).toBe(true);
    expect(undone(await tab(two.editor.file()))).toEqual([11]);
  });

  it('leaves out a document that this version cannot read', async () => {
    const one = await tab();
    one.setSeed(11);
    one.setSeed(12);
    await one.keeper.keep();
    const database = await openDB(DATABASE);
    const record = (await database.get('histories', values.get(HISTORY_KEY) ?? '')) as HistoryLine;
    const texts = record.texts.map((text, place) => (place === 1 ? '{"fivetuple": 99}' : text));
    await database.put('histories', { ...record, texts });
    expect(undone(await tab(one.editor.file()))).toEqual([getField(first, 'seed')]);
  });

  it('says so where the browser keeps nothing', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('no', 'SecurityError');
      },
    });
    const one = await tab();
    one.setSeed(11);
    expect(await one.keeper.keep()).toBe(false);
  });

  it('keeps the own steps while a shared scenario is looked at', async () => {
    const one = await tab();
    one.setSeed(11);
    one.editor.lookAt(examples[1]!.file);
    await one.keeper.keep();
    one.editor.backToOwn();
    expect(undone(await tab(one.editor.file()))).toEqual([getField(first, 'seed')]);
  });
});
