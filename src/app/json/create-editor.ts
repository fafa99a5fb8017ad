/** The text editor of the scenario: CodeMirror with the format's own completion, explanations and faults. */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, Prec } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';

import { schemaCompletion, sliceOf, wholeTree } from './complete.ts';
import { asDiagnostic, type PlacedError, placedErrors } from './diagnostics.ts';
import { editorTheme } from './editor-theme.ts';
import { pathOf, spotAt, valueOf } from './json-tree.ts';
import { descriptionOf, type JsonSchema, schemasAt } from './schema-place.ts';

/** Faults are looked for when the typing rests this long. */
const LINT_DELAY_MS = 300;

/** As many as are seen at a time: a list that scrolls would be one more thing that needs the focus. */
const MOST_OPTIONS = 10;

/** The field at the cursor. */
export interface FieldAtCursor {
  readonly path: string;
  /** What the schema says of it; empty for what it does not know. */
  readonly description: string;
}

export interface EditorEvents {
  readonly onText: (text: string) => void;
  readonly onErrors: (errors: readonly PlacedError[]) => void;
  readonly onField: (field: FieldAtCursor) => void;
  readonly onApply: (view: EditorView) => void;
  /** Tab leaves the text from now on, or indents again. */
  readonly onTabLeaves: (leaves: boolean) => void;
}

/**
 * @param text what stands in it at first
 * @param schema the JSON Schema of the scenario
 * @param describedBy the id of what explains its keys
 */
export function createEditor(
  parent: HTMLElement,
  text: string,
  schema: JsonSchema,
  describedBy: string,
  events: EditorEvents,
): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.contentAttributes.of({
          'aria-label': 'Scenario as JSON',
          'aria-describedby': describedBy,
          spellcheck: 'false',
          // Editable content has the focus anyhow; checkers of what scrolls ask for it in so many words.
          tabindex: '0',
        }),
        keysOf(events),
        writing(schema),
        explaining(schema, events),
        linter((view) => found(view.state, events).map(asDiagnostic), { delay: LINT_DELAY_MS }),
        lintGutter(),
        editorTheme,
      ],
    }),
  });
}

function found(state: EditorState, events: EditorEvents): readonly PlacedError[] {
  const errors = placedErrors(state);
  events.onErrors(errors);
  return errors;
}

function writing(schema: JsonSchema): Extension {
  return [
    json(),
    lineNumbers(),
    history(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    EditorView.lineWrapping,
    // An opening quote is where a name or a word begins.
    EditorView.updateListener.of(({ state, transactions, view }) => {
      const isTyped = transactions.some((each) => each.isUserEvent('input.type'));
      const { head } = state.selection.main;
      if (isTyped && state.sliceDoc(head - 1, head + 1) === '""') startCompletion(view);
    }),
    autocompletion({ override: [schemaCompletion(schema)], icons: false, maxRenderedOptions: MOST_OPTIONS }),
  ];
}

/**
 * Tab indents, as in other editors, so there has to be a way out: after Escape it leaves the text, and a second Escape is the
 * dialog's.
 */
function keysOf({ onApply, onTabLeaves }: EditorEvents): Extension {
  let leaves = false;
  const setLeaves = (view: EditorView, wanted: boolean): void => {
    if (leaves === wanted) return;
    leaves = wanted;
    view.setTabFocusMode(wanted);
    onTabLeaves(wanted);
  };
  const escape = (view: EditorView): boolean => {
    if (leaves) return false;
    setLeaves(view, true);
    return true;
  };
  const apply = (view: EditorView): boolean => {
    onApply(view);
    return true;
  };
  return [
    Prec.highest(keymap.of([{ key: 'Mod-Enter', run: apply }])),
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      { key: 'Mod-i', run: startCompletion },
      ...searchKeymap,
      ...historyKeymap,
      ...lintKeymap,
      ...defaultKeymap.filter(({ key }) => key !== 'Escape'),
      { key: 'Escape', run: escape },
      indentWithTab,
    ]),
    EditorView.domEventHandlers({
      keydown: (event, view) => {
        if (!KEPT_KEYS.has(event.key)) setLeaves(view, false);
      },
      blur: (_, view) => setLeaves(view, false),
    }),
  ];
}

/** Keys that do not end the way out. */
const KEPT_KEYS: ReadonlySet<string> = new Set(['Tab', 'Escape', 'Shift', 'Control', 'Alt', 'Meta']);

function explaining(schema: JsonSchema, { onText, onField }: EditorEvents): Extension {
  const hover = hoverTooltip((view, offset) => {
    const { description, path } = fieldAt(view.state, schema, offset);
    if (description === '') return null;
    return {
      pos: offset,
      above: true,
      create: () => {
        const dom = document.createElement('div');
        const name = document.createElement('code');
        name.textContent = path;
        dom.append(name, ` ${description}`);
        return { dom };
      },
    };
  });
  let shown = '';
  return [
    hover,
    EditorView.updateListener.of(({ state, docChanged, selectionSet }) => {
      if (docChanged) onText(state.doc.toString());
      if (!docChanged && !selectionSet) return;
      const field = fieldAt(state, schema, state.selection.main.head);
      if (field.path === shown) return;
      shown = field.path;
      onField(field);
    }),
  ];
}

/** The field whose name or value stands at an offset. */
function fieldAt(state: EditorState, schema: JsonSchema, offset: number): FieldAtCursor {
  const tree = wholeTree(state);
  if (tree === null) return { path: '', description: '' };
  const slice = sliceOf(state);
  const name = tree.resolveInner(offset, -1);
  const property = name.name === 'PropertyName' ? name.parent : null;
  const path = property === null ? (spotAt(tree, slice, offset)?.path ?? []) : pathOf(property, slice);
  return {
    path: path.join('.'),
    description: descriptionOf(schemasAt(schema, path, valueOf(tree.topNode, slice))),
  };
}
