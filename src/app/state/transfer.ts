import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioText } from '../../scenario/parse.ts';
import { downloadText } from '../charts/download.ts';
import type { DocumentEditor } from './document-store.ts';
import { notify, useView } from './view-store.ts';
import { withPart } from './with-part.ts';

/** Files larger than this are no scenarios; the biggest sensible one has a few thousand weights. */
const MAX_FILE_BYTES = 5_000_000;

/** Opens a scenario from text. What is not valid is listed in a dialog, and the open scenario stays as it is. */
export function openText(editor: DocumentEditor, text: string, source: string): boolean {
  const outcome = parseScenarioText(text);
  const errors = outcome.ok ? editor.open(outcome.file) : outcome.errors;
  if (errors.length > 0) {
    useView.setState({ importFailure: { source, errors } });
    return false;
  }
  notify(`Opened ${source}`);
  return true;
}

export async function openFile(editor: DocumentEditor, file: File): Promise<boolean> {
  if (file.size > MAX_FILE_BYTES) {
    const message = `is ${file.size} bytes long`;
    const accepted = `a scenario file of at most ${MAX_FILE_BYTES} bytes`;
    useView.setState({
      importFailure: { source: file.name, errors: [{ path: '', code: 'out-of-range', message, accepted }] },
    });
    return false;
  }
  return openText(editor, await file.text(), file.name);
}

/**
 * A file name made of a name: letters and digits, words joined by hyphens.
 * @param ending what follows it as it is
 */
export function fileNameOf(name: string, ending = '.json'): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return `${words.slice(0, 60) || 'scenario'}${ending}`;
}

/** Downloads a scenario, with the results of a run where it has them. */
export function downloadScenario(name: string, file: ScenarioFile): Promise<void> {
  return withPart(
    // The order of the fields is that of their documentation, which the page begins without.
    import('../../scenario/format-file.ts'),
    ({ formatScenarioFile }) => downloadText(fileNameOf(name), 'application/json', formatScenarioFile(file)),
    'Not exported',
  );
}

/** Puts a text on the clipboard; false where the browser does not let us. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
