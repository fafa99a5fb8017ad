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
  throw new RangeError(`The first scenario is not valid: ${outcome.errors[0]?.message}`);
}

/** Files are small: their text is the quickest exact comparison. */
export function sameFile(before: ScenarioFile, after: ScenarioFile): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}

/** Changes to the document. All of them check first: what is not valid is answered with its errors and goes nowhere. */
export class DocumentEditor {
  readonly store: DocumentStore;
  private readonly nowMs: () => number;
  private lastField = '';
  private lastEditMs = Number.NEGATIVE_INFINITY;
  private dragging = false;

  constructor(store: DocumentStore, nowMs: () => number) {
    this.store = store;
    this.nowMs = nowMs;
  }

  /** Replaces the whole document, as one step. */
  replace(file: unknown): readonly ScenarioError[] {
    this.endGroup();
    return this.commit(file);
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
    this.store.setState({ file: outcome.file, scenario: outcome.scenario });
    return [];
  }
}

/** Whether there is something to undo and to redo, for buttons. */
export function useHistory(store: DocumentStore): { readonly canUndo: boolean; readonly canRedo: boolean } {
  const canUndo = useStore(store.temporal, (state) => state.pastStates.length > 0);
  const canRedo = useStore(store.temporal, (state) => state.futureStates.length > 0);
  return { canUndo, canRedo };
}
