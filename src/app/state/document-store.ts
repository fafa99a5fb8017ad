import { temporal } from 'zundo';
import { create, useStore } from 'zustand';
import { setField } from '../../scenario/edit.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { ScenarioError } from '../../scenario/scenario-error.ts';

/** The open document: the file as the user wrote it, and the same with every default filled in. Always valid. */
export interface DocumentState {
  readonly file: ScenarioFile;
  readonly scenario: Scenario;
}

const HISTORY_LIMIT = 500;
/** Changes of one control that follow each other within this time are one step of undo. */
const SAME_STEP_MS = 700;

export type DocumentStore = ReturnType<typeof createDocumentStore>;

/** @throws RangeError when the first file is not valid: it is the program's own. */
export function createDocumentStore(first: ScenarioFile) {
  return create<DocumentState>()(
    temporal(() => opened(first), {
      limit: HISTORY_LIMIT,
      equality: (before, after) => sameFile(before.file, after.file),
    }),
  );
}

function opened(file: ScenarioFile): DocumentState {
  const outcome = parseScenarioValue(file);
  if (outcome.ok) return { file: outcome.file, scenario: outcome.scenario };
  throw new RangeError(`The scenario is not valid: ${outcome.errors[0]?.message}`);
}

/** Files are small: their text is the quickest exact comparison. */
export function sameFile(before: ScenarioFile, after: ScenarioFile): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}

/** A document with its steps: `before` oldest first, `after` the next one to redo first. */
export interface DocumentHistory {
  readonly before: readonly DocumentState[];
  readonly open: DocumentState;
  readonly after: readonly DocumentState[];
}

/** A shared scenario that is looked at. It is read-only: the visitor's own document waits, with its history. */
export interface Look {
  /** The own document, set aside; null while it is the one on show. */
  readonly own: DocumentHistory | null;
  /** What a change would have made of the shared scenario: the page offers to make it the visitor's own. */
  readonly wanted: ScenarioFile | null;
}

const NO_LOOK: Look = { own: null, wanted: null };

const READ_ONLY: readonly ScenarioError[] = [
  { path: '', code: 'read-only', message: 'This shared scenario is read-only until you make it yours' },
];

/**
 * Changes to the document. All of them check first: what is not valid is answered with its errors and goes nowhere. So
 * does what would change a shared scenario that is only looked at; it is kept as `look.wanted`.
 */
export class DocumentEditor {
  readonly store: DocumentStore;
  readonly look = create<Look>()(() => NO_LOOK);
  private readonly nowMs: () => number;
  private lastField = '';
  private lastEditMs = Number.NEGATIVE_INFINITY;
  private dragging = false;

  constructor(store: DocumentStore, nowMs: () => number) {
    this.store = store;
    this.nowMs = nowMs;
  }

  /** Replaces the whole document, as one step: a change of what is open. */
  replace(file: unknown): readonly ScenarioError[] {
    this.endGroup();
    return this.commit(file);
  }

  /** Opens another document in place of the visitor's own, as one step; a shared one that is looked at is left. */
  open(file: unknown): readonly ScenarioError[] {
    const outcome = parseScenarioValue(file);
    if (!outcome.ok) return outcome.errors;
    this.backToOwn();
    return this.replace(outcome.file);
  }

  /** Shows a shared scenario without a change to the visitor's own document. One that is open already is not foreign. */
  lookAt(file: ScenarioFile): void {
    if (!this.isLooking() && sameFile(file, this.file())) return;
    this.endDrag();
    this.look.setState({ own: this.ownHistory(), wanted: null });
    this.putInPlace({ before: [], open: opened(file), after: [] });
  }

  isLooking(): boolean {
    return this.look.getState().own !== null;
  }

  /** Makes the shared scenario the visitor's own, one step after the document that was; with the change that was wanted. */
  makeOwn(): void {
    const { own, wanted } = this.look.getState();
    if (own === null) return;
    this.look.setState(NO_LOOK);
    this.putInPlace({ before: [...own.before, own.open], open: this.store.getState(), after: [] });
    if (wanted !== null) this.replace(wanted);
  }

  /** Leaves the shared scenario; the own document is on show again as it was left, with its history. */
  backToOwn(): void {
    const { own } = this.look.getState();
    if (own === null) return;
    this.look.setState(NO_LOOK);
    this.putInPlace(own);
  }

  /** The change that was wanted in the shared scenario is wanted no more. */
  dropWanted(): void {
    this.look.setState({ wanted: null });
  }

  /** The visitor's own document with its steps, also while a shared one is looked at. */
  ownHistory(): DocumentHistory {
    const { own } = this.look.getState();
    if (own !== null) return own;
    const { pastStates, futureStates } = this.store.temporal.getState();
    return {
      before: pastStates as DocumentState[],
      open: this.store.getState(),
      after: futureStates.toReversed() as DocumentState[],
    };
  }

  /**
   * Puts the steps of an earlier visit around those of this one. The steps after the open document are gone where
   * something has been changed meanwhile, as after any change.
   */
  addEarlierSteps(before: readonly DocumentState[], after: readonly DocumentState[]): void {
    const now = this.ownHistory();
    const isUntouched = now.before.length + now.after.length === 0;
    const history = { ...now, before: [...before, ...now.before], after: isUntouched ? after : now.after };
    if (this.isLooking()) this.look.setState({ own: history });
    else this.putSteps(history);
  }

  /**
   * Sets fields that belong together; undefined gives one back to its default. Changes under one `group` that follow
   * each other closely (a drag, a key held down) are one step; without a group each is a step of its own.
   */
  setFields(
    values: readonly (readonly [path: string, value: unknown])[],
    group = '',
  ): readonly ScenarioError[] {
    const now = this.nowMs();
    const continues =
      group !== '' &&
      group === this.lastField &&
      (this.dragging || now - this.lastEditMs < SAME_STEP_MS) &&
      this.canUndo();
    const candidate = values.reduce((file, [path, value]) => setField(file, path, value), this.file());
    const history = this.store.temporal.getState();
    if (continues) history.pause();
    const errors = this.commit(candidate);
    history.resume();
    if (errors.length === 0) {
      this.lastField = group;
      this.lastEditMs = now;
    }
    return errors;
  }

  /** Until `endDrag`, all changes under one group are one step, however long they take. */
  beginDrag(): void {
    this.endGroup();
    this.dragging = true;
  }

  endDrag(): void {
    this.dragging = false;
    this.endGroup();
  }

  undo(): void {
    this.endGroup();
    this.store.temporal.getState().undo();
  }

  redo(): void {
    this.endGroup();
    this.store.temporal.getState().redo();
  }

  file(): ScenarioFile {
    return this.store.getState().file;
  }

  /** The youngest file of the history, before or after the open one, of which that is true. */
  lastFileWhere(isWanted: (file: ScenarioFile) => boolean): ScenarioFile | undefined {
    const { pastStates, futureStates } = this.store.temporal.getState();
    return [...futureStates, ...pastStates].findLast(({ file }) => file !== undefined && isWanted(file))
      ?.file;
  }

  /** Shows a document with its steps, which is no step itself. */
  private putInPlace(history: DocumentHistory): void {
    this.endGroup();
    const temporal = this.store.temporal.getState();
    this.putSteps(history);
    temporal.pause();
    this.store.setState({ ...history.open });
    temporal.resume();
  }

  private putSteps({ before, after }: DocumentHistory): void {
    this.store.temporal.setState({
      pastStates: before.slice(-HISTORY_LIMIT),
      futureStates: after.toReversed(),
    });
  }

  private endGroup(): void {
    this.lastField = '';
  }

  private canUndo(): boolean {
    return this.store.temporal.getState().pastStates.length > 0;
  }

  private commit(candidate: unknown): readonly ScenarioError[] {
    const outcome = parseScenarioValue(candidate);
    if (!outcome.ok) return outcome.errors;
    if (sameFile(outcome.file, this.file())) return [];
    if (this.isLooking()) {
      this.endDrag();
      this.look.setState({ wanted: outcome.file });
      return READ_ONLY;
    }
    this.store.setState({ file: outcome.file, scenario: outcome.scenario });
    return [];
  }
}

/** Whether a refusal says no more than that a shared scenario is read-only, which the page answers with an offer. */
export function isReadOnly(errors: readonly ScenarioError[]): boolean {
  return errors[0]?.code === 'read-only';
}

/** Whether a shared scenario is looked at, and the change that was wanted in it. */
export function useLook(editor: DocumentEditor): {
  readonly isLooking: boolean;
  readonly wanted: ScenarioFile | null;
} {
  const isLooking = useStore(editor.look, ({ own }) => own !== null);
  const wanted = useStore(editor.look, (look) => look.wanted);
  return { isLooking, wanted };
}

/** Whether there is something to undo and to redo, for buttons. */
export function useHistory(store: DocumentStore): { readonly canUndo: boolean; readonly canRedo: boolean } {
  const canUndo = useStore(store.temporal, (state) => state.pastStates.length > 0);
  const canRedo = useStore(store.temporal, (state) => state.futureStates.length > 0);
  return { canUndo, canRedo };
}
