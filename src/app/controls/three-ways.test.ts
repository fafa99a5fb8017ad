import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { formatScenarioFile } from '../../scenario/format-file.ts';
import { parseScenarioText } from '../../scenario/parse.ts';
import { createDocumentStore, DocumentEditor } from '../state/document-store.ts';
import { eventTimeChange, snapped, stepsOf } from '../time/event-times.ts';
import { moveEvent } from '../time/use-event-time.ts';
import { fieldsOf } from './field-spec.ts';
import { fileValueOf } from './quantity-text.ts';
import { settingsGroups } from './specs/settings-groups.ts';
import { changesOf } from './use-field.ts';

const DURATION_SEC = 3600;

/** Three events at times that are written in several ways. */
const FILE: ScenarioFile = {
  fivetuple: 1,
  name: 'Three ways to one file',
  duration: '1h',
  clients: [{ name: 'web', count: 100 }],
  path: [{ name: 'edge', mode: 'proxy', instances: 2 }],
  backends: { count: 4 },
  events: [
    { at: '10m', action: 'crash', instances: 1 },
    { at: 1200, action: 'crash', target: 'edge' },
    { at: '0.5h', action: 'disconnect', target: 'web', share: 0.2 },
  ],
};
const ORIGINAL = formatScenarioFile(FILE);

const newEditor = (): DocumentEditor => new DocumentEditor(createDocumentStore(FILE), () => 0);
const textOf = (editor: DocumentEditor): string => formatScenarioFile(editor.file());

/** As the field "At" does with a text that is typed into it. */
function inForm(index: number, text: string): DocumentEditor {
  const editor = newEditor();
  const state = editor.store.getState();
  const path = `events.${index}.at`;
  const spec = settingsGroups(state)
    .flatMap(fieldsOf)
    .find((each) => each.path === path);
  const reading = fileValueOf('duration', text);
  if (spec === undefined || !reading.ok) throw new Error(`no field takes ${text} at ${path}`);
  editor.setFields(changesOf(spec, reading.value, state));
  return editor;
}

/** As "Apply" does with the text of the JSON dialog. */
function inJson(index: number, at: unknown): DocumentEditor {
  const editor = newEditor();
  const file = JSON.parse(ORIGINAL) as { events: { at: unknown }[] };
  file.events[index]!.at = at;
  const outcome = parseScenarioText(JSON.stringify(file, null, 4));
  if (outcome.ok) editor.replace(outcome.file);
  return editor;
}

/** As a hand does that drags the mark over all of these times. */
function byDragging(index: number, timesSec: readonly number[]): DocumentEditor {
  const editor = newEditor();
  editor.beginDrag();
  for (const sec of timesSec) moveEvent(editor, index, sec);
  editor.endDrag();
  return editor;
}

describe('one edit', () => {
  const { coarseSec } = stepsOf(DURATION_SEC);
  const times = fc.integer({ min: -500, max: 5000 }).map((sec) => snapped(sec, coarseSec, DURATION_SEC));
  const indices = fc.nat({ max: 2 });

  it('gives the same file in the form, in the JSON and by dragging, and one undo gives the old one back', () => {
    fc.assert(
      fc.property(indices, fc.array(times, { maxLength: 8 }), times, (index, on, last) => {
        const [, at] = eventTimeChange(index, last);
        const editors = [inForm(index, String(at)), inJson(index, at), byDragging(index, [...on, last])];
        const moved = editors[0]!.store.getState().scenario.events[index]?.atSec;
        expect(moved).toBe(last);
        const isNew = last !== [600, 1200, 1800][index];
        // A time that is kept stays as it was written; what is typed is written as it is typed.
        if (isNew) expect(new Set(editors.map(textOf)).size).toBe(1);
        for (const editor of editors) {
          const { pastStates } = editor.store.temporal.getState();
          expect(pastStates.length).toBeLessThanOrEqual(1);
          if (pastStates.length > 0) editor.undo();
          expect(textOf(editor)).toBe(ORIGINAL);
        }
      }),
    );
  });

  it('is refused alike where the scenario does not allow it', () => {
    const atEnd = [inForm(0, '1h'), inJson(0, '1h')];
    for (const editor of atEnd) expect(textOf(editor)).toBe(ORIGINAL);
    const editor = newEditor();
    expect(moveEvent(editor, 0, DURATION_SEC)).toMatch(/is not before the end of the run at 1h/);
    expect(textOf(editor)).toBe(ORIGINAL);
  });
});
