// The ground comes first: the style sheets of components build on it.
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/layout.css';
import { createRoot } from 'react-dom/client';
import { examples } from '../scenario/examples.ts';
import { App } from './App.tsx';
import { preloadRunViews } from './layout/lazy-run-views.ts';
import { startApp } from './start-app.ts';
import { startTheme } from './state/theme.ts';

startTheme();
preloadRunViews();
const root = document.getElementById('root');
const [first] = examples;
if (root === null || first === undefined) throw new Error('The page lacks #root or an example to open with.');
const app = await startApp(first.file, examples);
createRoot(root).render(<App app={app} />);
