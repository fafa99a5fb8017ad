import { createRoot } from 'react-dom/client';
import { productsOf } from '../../analysis/levers/products.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { newController, stopMotion } from '../start-app.ts';
import type { App } from '../state/app-context.ts';
import { createDocumentStore, DocumentEditor } from '../state/document-store.ts';
import { type LoadExamples, linkedFile } from '../state/first-file.ts';
import { Embed } from './Embed.tsx';

/** Opens the page as a widget in the page of another: read-only, and without a trace in the browser's storage. */
export async function openEmbedded(
  root: HTMLElement,
  firstFile: ScenarioFile,
  loadExamples: LoadExamples,
): Promise<void> {
  const editor = new DocumentEditor(createDocumentStore(firstFile), () => performance.now());
  // There is no own document here: whatever is open is only looked at.
  editor.look.setState({ own: editor.ownHistory() });
  const app: App = { editor, controller: newController() };
  const trouble = await openLink(editor, loadExamples);
  const show = (): void => {
    const { file, scenario } = editor.store.getState();
    app.controller.show(scenario, productsOf(file));
    document.title = `${scenario.name} · Fivetuple`;
  };
  show();
  editor.store.subscribe(show);
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) stopMotion(editor);
  const page = createRoot(root);
  const render = (trouble: string): void =>
    page.render(<Embed app={app} hash={location.hash} trouble={trouble} />);
  render(trouble);
  globalThis.addEventListener('hashchange', () => void openLink(editor, loadExamples).then(render));
}

/** Shows what the address links to; the result says why that cannot be shown, and is empty where it can. */
async function openLink(editor: DocumentEditor, loadExamples: LoadExamples): Promise<string> {
  const linked = await linkedFile(location.hash, loadExamples);
  if (linked === null) return '';
  if (!linked.ok) return linked.errors[0]?.message ?? 'The link holds no scenario';
  editor.lookAt(linked.file);
  return '';
}
