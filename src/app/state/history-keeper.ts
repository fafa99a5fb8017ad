import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioText } from '../../scenario/parse.ts';
import type { DocumentEditor, DocumentState } from './document-store.ts';
import { boundedLine, type HistoryLine, lineAt } from './history-line.ts';
import type { DocumentStorage } from './kept-file.ts';
import { KeptHistories } from './kept-histories.ts';

/** Names the history that belongs to the file in the same storage. */
const HISTORY_KEY = 'fivetuple.document.history';

/** What is kept of one history: as many documents as undo holds, and no more text than that. */
const MOST_TEXTS = 501;
const MOST_CHARACTERS = 1_000_000;

/** Reading hundreds of documents gives way to the page this often. */
const SLICE_MS = 8;

/**
 * Keeps the undo steps of the open document. Every page writes a history of its own, and the file that is kept names the one it
 * belongs to: what one tab does never changes the steps of another, and the file that was written last brings its own.
 */
export class HistoryKeeper {
  private readonly editor: DocumentEditor;
  private readonly storage: DocumentStorage;
  private readonly id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  private readonly texts = new WeakMap<ScenarioFile, string>();
  private histories: KeptHistories | null = null;
  private isNamed = false;

  private constructor(editor: DocumentEditor, storage: DocumentStorage) {
    this.editor = editor;
    this.storage = storage;
  }

  /**
   * Brings back the steps of the last visit, and is then ready to keep those of this one.
   * @param first the file that the page began with
   */
  static async start(
    editor: DocumentEditor,
    storage: DocumentStorage,
    first: ScenarioFile,
  ): Promise<HistoryKeeper> {
    const keeper = new HistoryKeeper(editor, storage);
    try {
      keeper.histories = await KeptHistories.open();
      await keeper.bringBack(first);
    } catch {
      // What is not there, or cannot be read, leaves the open file as it is.
    }
    return keeper;
  }

  /** Writes the steps of the file that has just been written; false where the browser does not keep them. */
  async keep(): Promise<boolean> {
    try {
      // In one breath with the file: the last tab to write one is the one whose steps belong to it.
      if (this.isNamed) this.storage.setItem(HISTORY_KEY, this.id);
      this.histories ??= await KeptHistories.open();
      await this.histories.write(this.id, boundedLine(this.line(), MOST_TEXTS, MOST_CHARACTERS));
      if (!this.isNamed) await this.name(this.histories);
      return true;
    } catch {
      // It may have been closed for a newer version of the page, or by the browser: the next step opens it again.
      this.histories = null;
      return false;
    }
  }

  /** Not before it is there: until then the file keeps the history that it came from. */
  private async name(histories: KeptHistories): Promise<void> {
    this.storage.setItem(HISTORY_KEY, this.id);
    this.isNamed = true;
    await histories.forgetOldest();
  }

  private line(): HistoryLine {
    const { before, open, after } = this.editor.ownHistory();
    const texts = [...before, open, ...after].map(({ file }) => this.textOf(file));
    return { texts, at: before.length };
  }

  private textOf(file: ScenarioFile): string {
    const known = this.texts.get(file);
    if (known !== undefined) return known;
    const text = JSON.stringify(file);
    this.texts.set(file, text);
    return text;
  }

  private async bringBack(first: ScenarioFile): Promise<void> {
    const id = this.storage.getItem(HISTORY_KEY);
    const kept = id === null ? null : await this.histories?.read(id);
    if (kept == null) return;
    const { texts, at } = lineAt(kept, JSON.stringify(first));
    const before = await documentsOf(texts.slice(0, at));
    const after = await documentsOf(texts.slice(at + 1));
    this.editor.addEarlierSteps(before, after);
  }
}

/** The documents that texts hold; one that this version of the program cannot read is left out. */
async function documentsOf(texts: readonly string[]): Promise<DocumentState[]> {
  const documents: DocumentState[] = [];
  let sliceEndMs = performance.now() + SLICE_MS;
  for (const text of texts) {
    const outcome = parseScenarioText(text);
    if (outcome.ok) documents.push({ file: outcome.file, scenario: outcome.scenario });
    if (performance.now() < sliceEndMs) continue;
    await new Promise((resolve) => setTimeout(resolve));
    sliceEndMs = performance.now() + SLICE_MS;
  }
  return documents;
}
