import type { DocumentEditor } from '../state/document-store.ts';
import { notify } from '../state/view-store.ts';
import type { Command } from './command.ts';

/** Copies the HTML that shows the open scenario in another page. */
export function embedCommand(editor: DocumentEditor): Command {
  const action = (): void => {
    import('../embed/copy-embed-code.ts')
      .then(({ copyEmbedCode }) => copyEmbedCode(editor))
      .catch(() => notify('Not copied: a part of the page could not be fetched'));
  };
  return { id: 'embed', does: 'Copy the embed code', group: 'Scenario', action };
}
