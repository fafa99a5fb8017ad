import { runLives } from '../../analysis/documents/lives-document.ts';
import { replicationRun, reportOf, runDocument } from '../../analysis/documents/run-document.ts';
import { chartCsv } from '../charts/chart-csv.ts';
import { downloadText } from '../charts/download.ts';
import { saveAllCharts } from '../charts/picture/save-pictures.ts';
import type { LiveRun } from '../run/live-run.ts';
import { fileNameOf } from '../state/transfer.ts';
import { notify } from '../state/view-store.ts';

/** Saves what a finished run has shown, in the document that `fivetuple run --json` writes. */
function saveResults(run: LiveRun): void {
  const { scenario, products, summary, lifeTables } = run;
  if (summary === null || !summary.completed) {
    notify('The run is not finished yet');
    return;
  }
  const result = { summary, series: run, lifeTables };
  const runs = {
    runs: [replicationRun(scenario, result)],
    lives: runLives(scenario, result),
    precision: null,
  } as const;
  const text = JSON.stringify(runDocument(reportOf(scenario, products, runs, null)), null, 2);
  downloadText(fileNameOf(scenario.name, '-results.json'), 'application/json', `${text}\n`);
}

/** Saves every sample of every recorded column. */
function saveSeries(run: LiveRun): void {
  const columns = run.info.map((_, at) => at);
  downloadText(fileNameOf(run.scenario.name, '-series.csv'), 'text/csv', chartCsv(run, columns));
}

export const SAVE_RUN = { results: saveResults, series: saveSeries, charts: saveAllCharts } as const;
