import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { getField } from '../../scenario/edit.ts';
import { examples } from '../../scenario/examples.ts';
import { strategyOf, withStrategy } from '../../scenario/strategies.ts';
import { createDocumentStore, DocumentEditor } from './document-store.ts';

const first = examples[0]!.file;
const COUNT = 'clients.0.count';

let nowMs = 0;
let editor: DocumentEditor;
const count = (): unknown => getField(editor.file(), COUNT);
const steps = (): number => editor.store.temporal.getState().pastStates.length;

beforeEach(() => {
  nowMs = 0;
  editor = new DocumentEditor(createDocumentStore(first), () => nowMs);
});

describe('DocumentEditor', () => {
  it('refuses to begin with a file that is not valid', () => {
    expect(() => createDocumentStore({} as never)).toThrow('not valid');
  });

  it('keeps file and scenario together', () => {
    expect(editor.setFields([[COUNT, '200k']])).toEqual([]);
    expect(count()).toBe('200k');
    expect(editor.store.getState().scenario.clients[0]?.count).toBe(200_000);
  });

  it('lets nothing in that is not valid', () => {
    const before = editor.store.getState();
    const errors = editor.setFields([[COUNT, '10 parsecs']]);
    expect(errors[0]?.path).toBe(COUNT);
    expect(editor.replace({ fivetuple: 1 }).length).toBeGreaterThan(0);
    expect(editor.store.getState()).toBe(before);
    expect(steps()).toBe(0);
  });

  it('takes no step where nothing changes', () => {
    editor.setFields([[COUNT, count()]]);
    expect(steps()).toBe(0);
  });

  it('makes a drag one step, however long it takes', () => {
    editor.beginDrag();
    for (const value of [110_000, 120_000, 130_000]) {
      editor.setFields([['targets.concurrent', value]], 'targets.concurrent');
      nowMs += 5000;
    }
    editor.endDrag();
    expect(steps()).toBe(1);
    editor.undo();
    expect(editor.file()).toEqual(first);
  });

  it('tells two drags of the same slider apart', () => {
    for (const value of [110_000, 120_000]) {
      editor.beginDrag();
      editor.setFields([['targets.concurrent', value]], 'targets.concurrent');
      editor.endDrag();
    }
    expect(steps()).toBe(2);
  });

  it('joins key presses that follow each other, and only those', () => {
    editor.setFields([['seed', 2]], 'seed');
    nowMs += 100;
    editor.setFields([['seed', 3]], 'seed');
    nowMs += 2000;
    editor.setFields([['seed', 4]], 'seed');
    expect(steps()).toBe(2);
    editor.setFields([['duration', '2h']]);
    editor.setFields([['duration', '3h']]);
    expect(steps()).toBe(4);
  });

  it('does not join a change to one that was undone', () => {
    editor.setFields([['seed', 2]], 'seed');
    editor.undo();
    editor.setFields([['seed', 3]], 'seed');
    editor.undo();
    expect(editor.file()).toEqual(first);
  });

  it('finds the settings of a strategy that was on before', () => {
    editor.setFields([['path.0.snat.hold', '5s']]);
    editor.replace(withStrategy(editor.file(), 'dsr'));
    const before = editor.lastFileWhere((file) => strategyOf(file) === 'snat');
    expect(getField(before ?? first, 'path.0.snat.hold')).toBe('5s');
    expect(editor.lastFileWhere((file) => strategyOf(file) === 'proxy')).toBeUndefined();
  });

  it('undoes any row of changes back to the very file, and redoes it', () => {
    const change = fc.constantFrom(
      ['seed', 7],
      ['seed', 8],
      ['duration', '2h'],
      ['path.0.instances', 3],
      ['path.0.snat.hold', undefined],
      ['backends.count', 'nonsense'],
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const one = new DocumentEditor(createDocumentStore(first), () => 0);
        for (const [path, value] of changes) one.setFields([[path, value]]);
        const last = one.file();
        const taken = one.store.temporal.getState().pastStates.length;
        for (let step = 0; step < taken; step += 1) one.undo();
        expect(one.file()).toEqual(first);
        for (let step = 0; step < taken; step += 1) one.redo();
        expect(one.file()).toEqual(last);
      }),
    );
  });
});

describe('a shared scenario that is looked at', () => {
  const shared = { ...examples[1]!.file, name: 'Shared' };

  beforeEach(() => {
    editor.setFields([['seed', 2]]);
    editor.setFields([['seed', 3]]);
    editor.undo();
    editor.lookAt(shared);
  });

  it('is on show without a step, and cannot be undone', () => {
    expect(editor.file()).toEqual(shared);
    editor.undo();
    editor.redo();
    expect(editor.file()).toEqual(shared);
    expect(steps()).toBe(0);
  });

  it('is not changed: what was wanted is kept for the offer, the last of it', () => {
    for (const seed of [7, 8]) {
      expect(editor.setFields([['seed', seed]], 'seed')).toMatchObject([{ code: 'read-only' }]);
    }
    expect(editor.file()).toEqual(shared);
    expect(getField(editor.look.getState().wanted!, 'seed')).toBe(8);
    // What is not valid is that first.
    expect(editor.setFields([[COUNT, '10 parsecs']])).toMatchObject([{ path: COUNT, code: 'bad-value' }]);
    editor.dropWanted();
    expect(editor.look.getState().wanted).toBeNull();
  });

  it('gives way to the own document as it was left, with its steps', () => {
    editor.setFields([['seed', 7]]);
    editor.backToOwn();
    expect(getField(editor.file(), 'seed')).toBe(2);
    editor.redo();
    expect(getField(editor.file(), 'seed')).toBe(3);
    editor.undo();
    editor.undo();
    expect(editor.file()).toEqual(first);
  });

  it('becomes the own document, one step after the one before, and its run goes on', () => {
    const { scenario } = editor.store.getState();
    let told = 0;
    editor.store.subscribe(() => (told += 1));
    editor.makeOwn();
    expect([editor.isLooking(), editor.file(), steps(), told]).toEqual([false, shared, 2, 1]);
    expect(editor.store.getState().scenario).toBe(scenario);
    editor.undo();
    expect(getField(editor.file(), 'seed')).toBe(2);
    editor.redo();
    expect(editor.file()).toEqual(shared);
  });

  it('becomes it with the change that was wanted, as a step of its own', () => {
    editor.setFields([['seed', 7]]);
    editor.makeOwn();
    expect(getField(editor.file(), 'seed')).toBe(7);
    editor.undo();
    expect(editor.file()).toEqual(shared);
  });

  it('is left when another document is opened, which follows the own one', () => {
    editor.open(examples[2]!.file);
    expect([editor.isLooking(), editor.file()]).toEqual([false, examples[2]!.file]);
    editor.undo();
    expect(getField(editor.file(), 'seed')).toBe(2);
  });

  it('stays where what is opened is not valid', () => {
    expect(editor.open({ fivetuple: 1 }).length).toBeGreaterThan(0);
    expect([editor.isLooking(), editor.file()]).toEqual([true, shared]);
  });

  it('gives place to another that is shared; the own document still waits', () => {
    editor.lookAt({ ...shared, seed: 99 });
    editor.backToOwn();
    expect(getField(editor.file(), 'seed')).toBe(2);
  });

  it('lends no settings of the own history', () => {
    expect(editor.lastFileWhere(() => true)).toBeUndefined();
  });

  it('is not foreign where it is what is open already', () => {
    editor.backToOwn();
    editor.lookAt(structuredClone(editor.file()));
    expect(editor.isLooking()).toBe(false);
  });
});
