import type { ScenarioFile } from '../../scenario/file-format.ts';
import { Autosave } from './autosave.ts';
import type { DocumentEditor } from './document-store.ts';
import { HistoryKeeper } from './history-keeper.ts';
import type { DocumentStorage } from './kept-file.ts';

/**
 * Keeps the visitor's own document in this browser, with its undo steps: those of the last visit come back a moment after
 * the page has started, which does not wait for them.
 * @param restored the file that the page began with, before any link was opened
 * @param open the own file that was open when the page had started: it is not kept before it changes
 */
export function keepDocument(
  editor: DocumentEditor,
  storage: DocumentStorage,
  restored: ScenarioFile,
  open: ScenarioFile,
): void {
  let keeper: HistoryKeeper | null = null;
  const starting = HistoryKeeper.start(editor, storage, restored).then((started) => {
    keeper = started;
    return started;
  });
  // Once it is there it is not waited for: a page that goes away does not come to what follows a wait.
  const autosave = new Autosave(storage, open, async () => (keeper ?? (await starting)).keep());
  const ownChanged = (): void => {
    if (!editor.isLooking()) autosave.schedule(editor.file());
  };
  ownChanged();
  editor.store.subscribe(ownChanged);
  const flush = (): void => autosave.flush();
  globalThis.addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', flush);
}
