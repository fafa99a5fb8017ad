import { beforeEach, describe, expect, it, vi } from 'vitest';
import { examples } from '../../scenario/examples.ts';
import { decodeShareText } from '../../scenario/share-link.ts';
import { createDocumentStore, DocumentEditor } from '../state/document-store.ts';
import { useView } from '../state/view-store.ts';
import { copyEmbedCode } from './copy-embed-code.ts';

const example = examples[1]!;
let copied = '';
let editor: DocumentEditor;

beforeEach(() => {
  copied = '';
  vi.stubGlobal('location', { href: 'https://example.org/app/?a=b#presets' });
  vi.stubGlobal('navigator', {
    clipboard: {
      writeText: (text: string) => {
        copied = text;
        return Promise.resolve();
      },
    },
  });
  editor = new DocumentEditor(createDocumentStore(example.file), () => 0);
});

describe('copyEmbedCode', () => {
  it('names a question that is open as it is by its short link', async () => {
    await copyEmbedCode(editor);
    expect(copied).toContain(`src="https://example.org/app/?embed=1#example/${example.id}"`);
    expect(useView.getState().notice).toBe('Embed code copied');
  });

  it('holds the whole scenario where it has been changed', async () => {
    editor.setFields([['seed', 77]]);
    await copyEmbedCode(editor);
    const [, hash = ''] = /\?embed=1(#[^"]+)"/.exec(copied) ?? [];
    const shared = await decodeShareText(hash);
    expect(shared.ok && JSON.parse(shared.text)).toEqual(editor.file());
  });

  it('says so where the browser does not let it', async () => {
    vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new Error('denied')) } });
    await copyEmbedCode(editor);
    expect(useView.getState().notice).toBe('The browser did not allow copying');
  });
});
