import { createRoot } from 'react-dom/client';
import { NewVersion } from './NewVersion.tsx';
import { startPageWorker } from './page-worker.ts';

/** Keeps the page for use without a network, and gives the notice of new versions a place. Fetched when the page is at rest. */
export function startOffline(): void {
  const place = document.createElement('div');
  document.body.append(place);
  createRoot(place).render(<NewVersion />);
  void startPageWorker();
}
