// The ground comes first: the style sheets of components build on it.
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/layout.css';
import './styles/contrast.css';
import './styles/print.css';
import './styles/large-screens.css';
import { createRoot } from 'react-dom/client';
import { defaultFile } from '../scenario/default-scenario.ts';
import { App } from './App.tsx';
import { preloadFieldTexts } from './controls/field-texts.ts';
import { isEmbedded } from './embed/is-embedded.ts';
import { preloadDialogs } from './layout/LazyDialogs.tsx';
import { preloadRunViews } from './layout/lazy-run-views.ts';
import { startApp } from './start-app.ts';
import { loadExamples } from './state/example-list.ts';
import { startTheme } from './state/theme.ts';

/** No await at the top of the file: what is fetched on the way imports from the file that this one is built into. */
async function open(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page lacks #root.');
  if (isEmbedded(location.search)) {
    const { openEmbedded } = await import('./embed/open-embedded.tsx');
    await openEmbedded(root, defaultFile, loadExamples);
    return;
  }
  const app = await startApp(defaultFile, loadExamples);
  createRoot(root).render(<App app={app} />);
  // Without them the page is whole but for the list of questions.
  loadExamples().catch(() => {});
  setTimeout(prepareForLater, 2000);
}

/** What is not needed yet, and must not delay the first answer: the frame of dialogs, and the page without a network. */
function prepareForLater(): void {
  preloadDialogs();
  if (import.meta.env.PROD && 'serviceWorker' in navigator) keepForOffline();
}

/** Without it the page is whole, as long as there is a network. */
function keepForOffline(): void {
  import('./offline/start-offline.tsx').then(({ startOffline }) => startOffline()).catch(() => {});
}

startTheme();
preloadRunViews();
preloadFieldTexts();
void open();
