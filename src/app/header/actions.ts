import { useRun } from '../run/run-store.ts';
import type { DocumentEditor } from '../state/document-store.ts';
import { copyText, downloadScenario } from '../state/transfer.ts';
import { notify } from '../state/view-store.ts';
import { withPart } from '../state/with-part.ts';

/** The file input of the page: the Import button and its shortcut press it. */
export const IMPORT_INPUT_ID = 'import-file';

export function chooseFile(): void {
  document.getElementById(IMPORT_INPUT_ID)?.click();
}

/** Puts the whole scenario into the address of the page, which no browser sends to a server, and copies it. */
export function shareScenario(editor: DocumentEditor): Promise<void> {
  return withPart(
    import('../../scenario/share-link.ts'),
    async ({ encodeShareText }) => {
      history.replaceState(null, '', await encodeShareText(JSON.stringify(editor.file())));
      notify((await copyText(location.href)) ? 'Link copied' : 'The link is in the address bar');
    },
    'No link',
  );
}

/** Downloads the scenario; with the results of its run where that is finished, which makes the file a record. */
export function exportScenario(editor: DocumentEditor): Promise<void> {
  const { file, scenario } = editor.store.getState();
  const { run } = useRun.getState();
  const results = run?.scenario === scenario && run.summary?.completed === true ? run.summary : undefined;
  return downloadScenario(scenario.name, { ...file, results });
}
