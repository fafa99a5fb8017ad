import { describe, expect, it } from 'vitest';
import { changes } from '../../../test/support/file-of-changes.ts';
import { getField } from '../../scenario/edit.ts';
import { examples } from '../../scenario/examples.ts';
import { fieldDocs } from '../../scenario/field-docs/field-docs.ts';
import { STRATEGIES, withStrategy } from '../../scenario/strategies.ts';
import { createDocumentStore } from '../state/document-store.ts';
import { fieldNote, modeOf, resetTarget } from './field-notes.ts';
import { fieldsOf } from './field-spec.ts';
import { settingsGroups } from './specs/settings-groups.ts';

const files = [
  changes,
  ...examples.flatMap(({ file }) => STRATEGIES.map((strategy) => withStrategy(file, strategy))),
];

describe('what the form says of its fields', () => {
  it('is there for each: what it is, and no way back from where it is already', () => {
    for (const file of files) {
      const state = createDocumentStore(file).getState();
      for (const { path } of settingsGroups(state).flatMap(fieldsOf)) {
        expect(fieldNote(path, modeOf(state, path)).what, path).not.toBe('');
        if (getField(file, path) === undefined) expect(resetTarget(state, path), path).toBeNull();
      }
    }
  });

  it('names the source of a default that has one', () => {
    const withSource = fieldDocs.filter(({ source }) => source !== undefined);
    expect(withSource.length).toBeGreaterThan(20);
    for (const { path, source } of withSource) expect(fieldNote(path, undefined).source).toBe(source);
  });
});
