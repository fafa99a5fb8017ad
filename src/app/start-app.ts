import { productsOf } from '../analysis/levers/products.ts';
import type { ScenarioFile } from '../scenario/file-format.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { SimulatorClient } from '../workers/simulator-client.ts';
import { spawnSimulationWorker } from '../workers/spawn-worker.ts';
import { usePlayhead } from './run/playhead.ts';
import { RunController } from './run/run-controller.ts';
import type { App } from './state/app-context.ts';
import { createDocumentStore, DocumentEditor, type DocumentState } from './state/document-store.ts';
import { type LoadExamples, linkedFile } from './state/first-file.ts';
import { browserStorage, restoreFile } from './state/kept-file.ts';
import { forgetLink, pageOf, showWorkspace } from './state/page-address.ts';
import { useSaveState } from './state/save-state.ts';
import { SIDE_PAGE_NAMES } from './state/side-page-names.ts';
import { type Page, useView } from './state/view-store.ts';

const GIB = 2 ** 30;

/** A quarter of the machine's memory, as far as the browser tells, and no more than one tab can count on. */
function memoryLimitBytes(): number {
  const { deviceMemory = 4 } = navigator as { readonly deviceMemory?: number };
  return Math.min(2, deviceMemory / 4) * GIB;
}

/** What runs the scenario of this page. */
export function newController(): RunController {
  return new RunController(
    new SimulatorClient(spawnSimulationWorker),
    new SimulatorClient(spawnSimulationWorker),
    memoryLimitBytes(),
  );
}

/**
 * Opens the document and starts its run: what was kept of the last visit, or the question on the first. A question that
 * the address links to is opened in its place, and undo goes back; a shared scenario is shown, and the document waits.
 */
export async function startApp(firstFile: ScenarioFile, loadExamples: LoadExamples): Promise<App> {
  const storage = browserStorage();
  const restored = restoreFile(storage) ?? firstFile;
  const app = {
    editor: new DocumentEditor(createDocumentStore(restored), () => performance.now()),
    controller: newController(),
  };
  useView.setState({ page: pageOf(location.hash) });
  await openLink(app.editor, loadExamples);
  keepUpToDate(app, loadExamples);
  // Nobody has changed anything yet; until then the open file is in the storage that answers at once.
  const { file } = app.editor.ownHistory().open;
  import('./state/keep-document.ts')
    .then(({ keepDocument }) => keepDocument(app.editor, storage, restored, file))
    .catch(() => useSaveState.setState({ state: 'unavailable' }));
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) stopMotion(app.editor);
  return app;
}

/** Opens what the address of the page links to, if it links to anything. */
async function openLink(editor: DocumentEditor, loadExamples: LoadExamples): Promise<void> {
  const linked = await linkedFile(location.hash, loadExamples);
  if (linked === null) return;
  if (!linked.ok) useView.setState({ importFailure: { source: 'the link', errors: linked.errors } });
  else if (linked.isShared) editor.lookAt(linked.file);
  else editor.open(linked.file);
}

function keepUpToDate({ editor, controller }: App, loadExamples: LoadExamples): void {
  const show = ({ file, scenario }: DocumentState): void => {
    controller.show(scenario, productsOf(file));
    document.title = titleOf(useView.getState().page, scenario);
  };
  show(editor.store.getState());
  editor.store.subscribe((state) => {
    show(state);
    // Who changes the scenario wants to see it.
    showWorkspace();
    if (!editor.isLooking()) forgetLink();
  });
  // The other modes run scenarios of their own.
  useView.subscribe(({ mode, page }) => {
    controller.suspend(mode !== 'watch');
    document.title = titleOf(page, editor.store.getState().scenario);
  });
  globalThis.addEventListener('hashchange', () => {
    useView.setState({ page: pageOf(location.hash) });
    void openLink(editor, loadExamples);
  });
}

function titleOf(page: Page, { name }: Scenario): string {
  return `${page === 'workspace' ? name : SIDE_PAGE_NAMES[page].name} · Fivetuple`;
}

/** Without motion the page opens on the whole run instead of playing it. */
export function stopMotion(editor: DocumentEditor): void {
  usePlayhead.setState({ playing: false, timeSec: editor.store.getState().scenario.durationSec });
}
