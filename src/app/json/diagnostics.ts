/** The parser's own faults as marks in the text. */
import type { Diagnostic } from '@codemirror/lint';
import type { EditorState, Text } from '@codemirror/state';
import { parseScenarioText } from '../../scenario/parse.ts';
import type { ScenarioError } from '../../scenario/scenario-error.ts';
import { sliceOf, wholeTree } from './complete.ts';
import { rangeOfPath } from './json-tree.ts';

/** A fault with the part of the text that it is about. */
export interface PlacedError {
  readonly error: ScenarioError;
  readonly from: number;
  readonly to: number;
}

/** Every fault of the text; none where it is a valid scenario. */
export function placedErrors(state: EditorState): PlacedError[] {
  const outcome = parseScenarioText(state.doc.toString());
  return outcome.ok ? [] : placeErrors(outcome.errors, state);
}

/** Where the faults stand. Those of the syntax have a line and a column, the others a path. */
export function placeErrors(errors: readonly ScenarioError[], state: EditorState): PlacedError[] {
  const tree = wholeTree(state);
  return errors.map((error) => {
    const { from, to } =
      error.code === 'syntax' || tree === null
        ? wordAt(state.doc, error)
        : rangeOfPath(tree, sliceOf(state), error.path);
    return { error, from, to: Math.max(to, Math.min(from + 1, state.doc.length)) };
  });
}

/** From the place of a syntax error to the end of the word or the sign there. */
function wordAt(doc: Text, { line = 1, column = 1 }: ScenarioError): { from: number; to: number } {
  const at = doc.line(Math.min(line, doc.lines));
  const from = Math.min(at.from + column - 1, at.to);
  const length = /^(?:"[^"]*"?|[\w.+-]+|\S)/.exec(doc.sliceString(from, at.to))?.[0].length ?? 0;
  return { from, to: from + length };
}

export function asDiagnostic({ error, from, to }: PlacedError): Diagnostic {
  const { path, message, accepted } = error;
  const place = path === '' ? '' : `${path}: `;
  return {
    from,
    to,
    severity: 'error',
    message: `${place}${message}.${accepted === undefined ? '' : ` Accepted: ${accepted}.`}`,
  };
}
