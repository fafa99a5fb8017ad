import { downloadText } from '../charts/download.ts';
import { useRun } from '../run/run-store.ts';
import type { DocumentEditor } from '../state/document-store.ts';
import { copyText, fileNameOf } from '../state/transfer.ts';
import { notify } from '../state/view-store.ts';

/** The file input of the page: the Import button and its shortcut press it. */
export const IMPORT_INPUT_ID = 'import-file';

export function chooseFile(): void {
  document.getElementById(IMPORT_INPUT_ID)?.click();
}

/** Puts the whole scenario into the address of the page, which no browser sends to a server, and copies it. */
export async function shareScenario(editor: DocumentEditor): Promise<void> {
  try {
    const { encodeShareText } = await import('../../scenario/share-link.ts');
    history.replaceState(null, '', await encodeShareText(JSON.stringify(editor.file())));
    notify((await copyText(location.href)) ? 'Link copied' : 'The link is in the address bar');
  } catch {
    notify('No link: a part of the page could not be fetched');
  }
}

/** Downloads the scenario; with the results of its run where that is finished, which makes the file a record. */
export async function exportScenario(editor: DocumentEditor): Promise<void> {
  const { file, scenario } = editor.store.getState();
  const { run } = useRun.getState();
  const results = run?.scenario === scenario && run.summary?.completed === true ? run.summary : undefined;
  try {
    // The order of the fields is that of their documentation, which the page begins without.
    const { formatScenarioFile } = await import('../../scenario/format-file.ts');
    downloadText(fileNameOf(scenario.name), 'application/json', formatScenarioFile({ ...file, results }));
  } catch {
    notify('Not exported: a part of the page could not be fetched');
  }
}
