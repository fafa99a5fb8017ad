import { describe, expect, it } from 'vitest';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { STRATEGIES, type Strategy, strategyOf } from '../../scenario/strategies.ts';
import { createDocumentStore, DocumentEditor } from './document-store.ts';
import { fileUnder } from './strategy-file.ts';

const POOL: ScenarioFile = {
  fivetuple: 1,
  clients: [{ count: 1000 }],
  path: [
    {
      name: 'front',
      mode: 'snat',
      instances: 3,
      snat: { addresses: 4, ports: '2000-3000', hold: '7s' },
      flowTable: { max: 5000 },
      limits: { maxConnections: 900 },
    },
  ],
  backends: { count: 2 },
};

const editorOf = (file: ScenarioFile): DocumentEditor =>
  new DocumentEditor(createDocumentStore(file), () => 0);
const allUnder = (editor: DocumentEditor): ScenarioFile[] =>
  STRATEGIES.map((strategy) => fileUnder(editor, strategy));

describe('fileUnder', () => {
  it.each(STRATEGIES)('gives the same six files whichever is open, as with %s', (open) => {
    const editor = editorOf(POOL);
    const before = allUnder(editor);
    expect(before.map(strategyOf)).toEqual(STRATEGIES);
    expect(editor.replace(fileUnder(editor, open))).toEqual([]);
    expect(allUnder(editor)).toEqual(before);
  });

  it('keeps to that over any way through two of them', () => {
    const before = allUnder(editorOf(POOL));
    const ways = STRATEGIES.flatMap((first) => STRATEGIES.map((second) => [first, second] as const));
    for (const way of ways) {
      const editor = editorOf(POOL);
      for (const strategy of way) editor.replace(fileUnder(editor, strategy));
      // The pool of four is remembered: opening SNAT does not make it one of two.
      expect(allUnder(editor), way.join(', ')).toEqual(before);
    }
  });

  it('brings the settings of a strategy back, and takes later changes of the load along', () => {
    const editor = editorOf(POOL);
    const open = (strategy: Strategy): void => void editor.replace(fileUnder(editor, strategy));
    open('dsr');
    editor.setFields([['clients.0.count', 2000]]);
    open('snat-pool');
    expect(editor.file()).toMatchObject({
      clients: [{ count: 2000 }],
      path: [{ snat: { addresses: 4, ports: '2000-3000', hold: '7s' } }],
    });
  });
});
