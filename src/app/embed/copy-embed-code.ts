import { encodeShareText } from '../../scenario/share-link.ts';
import { type DocumentEditor, sameFile } from '../state/document-store.ts';
import { loadExamples } from '../state/example-list.ts';
import { copyText } from '../state/transfer.ts';
import { notify } from '../state/view-store.ts';
import { embedCode } from './embed-code.ts';

/** Puts the HTML that shows the open scenario in another page on the clipboard. */
export async function copyEmbedCode(editor: DocumentEditor): Promise<void> {
  const { file, scenario } = editor.store.getState();
  const hash = (await exampleHash(editor)) ?? (await encodeShareText(JSON.stringify(file)));
  const copied = await copyText(embedCode(location.href, hash, scenario.name));
  notify(copied ? 'Embed code copied' : 'The browser did not allow copying');
}

/** The short name of a question that is open as it is. */
async function exampleHash(editor: DocumentEditor): Promise<string | null> {
  const examples = await loadExamples().catch(() => []);
  const open = examples.find(({ file }) => sameFile(file, editor.file()));
  return open === undefined ? null : `#example/${open.id}`;
}
