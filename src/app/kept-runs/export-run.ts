import { downloadScenario } from '../state/transfer.ts';
import type { KeptRun } from './kept-run.ts';

/** Downloads a kept run as the open scenario is exported: its file with the results. */
export function exportRun({ name, file, summary }: KeptRun): Promise<void> {
  return downloadScenario(name, { ...file, results: summary });
}
