import type { DocumentEditor } from '../state/document-store.ts';
import { withPart } from '../state/with-part.ts';
import type { Command } from './command.ts';

/** Copies the HTML that shows the open scenario in another page. */
export function embedCommand(editor: DocumentEditor): Command {
  const action = (): void =>
    void withPart(
      import('../embed/copy-embed-code.ts'),
      ({ copyEmbedCode }) => copyEmbedCode(editor),
      'Not copied',
    );
  return { id: 'embed', does: 'Copy the embed code', group: 'Scenario', action };
}
