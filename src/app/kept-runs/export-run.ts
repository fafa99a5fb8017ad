import { downloadText } from '../charts/download.ts';
import { fileNameOf } from '../state/transfer.ts';
import { notify } from '../state/view-store.ts';
import type { KeptRun } from './kept-run.ts';

/** Downloads a kept run as the open scenario is exported: its file with the results. */
export async function exportRun({ name, file, summary }: KeptRun): Promise<void> {
  try {
    const { formatScenarioFile } = await import('../../scenario/format-file.ts');
    downloadText(fileNameOf(name), 'application/json', formatScenarioFile({ ...file, results: summary }));
  } catch {
    notify('Not exported: a part of the page could not be fetched');
  }
}
