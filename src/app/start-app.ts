import { productsOf } from '../analysis/levers/products.ts';
import type { ScenarioFile } from '../scenario/file-format.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { SimulatorClient } from '../workers/simulator-client.ts';
import { spawnSimulationWorker } from '../workers/spawn-worker.ts';
import { usePlayhead } from './run/playhead.ts';
import { RunController } from './run/run-controller.ts';
import type { App } from './state/app-context.ts';
import { Autosave, browserStorage, restoreFile } from './state/autosave.ts';
import { createDocumentStore, DocumentEditor, type DocumentState } from './state/document-store.ts';
import { type LoadExamples, linkedFile } from './state/first-file.ts';
import { pageOf, showWorkspace } from './state/page-address.ts';
import { SIDE_PAGE_NAMES } from './state/side-page-names.ts';
import { type Page, useView } from './state/view-store.ts';

const GIB = 2 ** 30;

/** A quarter of the machine's memory, as far as the browser tells, and no more than one tab can count on. */
function memoryLimitBytes(): number {
  const { deviceMemory = 4 } = navigator as { readonly deviceMemory?: number };
  return Math.min(2, deviceMemory / 4) * GIB;
}

/**
 * Opens the document and starts its run: what was kept of the last visit, or the question on the first; a link in the
 * address wins over both, and undo goes back to them.
 */
export async function startApp(firstFile: ScenarioFile, loadExamples: LoadExamples): Promise<App> {
  const store = createDocumentStore(restoreFile(browserStorage()) ?? firstFile);
  const editor = new DocumentEditor(store, () => performance.now());
  const controller = new RunController(
    new SimulatorClient(spawnSimulationWorker),
    new SimulatorClient(spawnSimulationWorker),
    memoryLimitBytes(),
  );
  useView.setState({ page: pageOf(location.hash) });
  await openLink(editor, loadExamples);
  keepUpToDate({ editor, controller }, loadExamples);
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) stopMotion(editor);
  return { editor, controller };
}

/** Opens what the address of the page links to, if it links to anything. */
async function openLink(editor: DocumentEditor, loadExamples: LoadExamples): Promise<void> {
  const linked = await linkedFile(location.hash, loadExamples);
  if (linked === null) return;
  if (linked.ok) editor.replace(linked.file);
  else useView.setState({ importFailure: { source: 'the link', errors: linked.errors } });
}

function keepUpToDate({ editor, controller }: App, loadExamples: LoadExamples): void {
  const autosave = new Autosave(browserStorage());
  const show = ({ file, scenario }: DocumentState): void => {
    controller.show(scenario, productsOf(file));
    document.title = titleOf(useView.getState().page, scenario);
  };
  show(editor.store.getState());
  editor.store.subscribe((state) => {
    show(state);
    autosave.schedule(state.file);
    // Who changes the scenario wants to see it.
    showWorkspace();
    // The link in the address no longer says what is open.
    if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  });
  // The other modes run scenarios of their own.
  useView.subscribe(({ mode, page }) => {
    controller.suspend(mode !== 'watch');
    document.title = titleOf(page, editor.store.getState().scenario);
  });
  globalThis.addEventListener('pagehide', () => autosave.flush());
  globalThis.addEventListener('hashchange', () => {
    useView.setState({ page: pageOf(location.hash) });
    void openLink(editor, loadExamples);
  });
}

function titleOf(page: Page, { name }: Scenario): string {
  return `${page === 'workspace' ? name : SIDE_PAGE_NAMES[page].name} · Fivetuple`;
}

/** Without motion the page opens on the whole run instead of playing it. */
function stopMotion(editor: DocumentEditor): void {
  usePlayhead.setState({ playing: false, timeSec: editor.store.getState().scenario.durationSec });
}
