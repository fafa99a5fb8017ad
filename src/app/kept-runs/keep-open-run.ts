import { useCompareChoice } from '../compare/compare-choice.ts';
import { runOfColumn } from '../compare/my-columns.ts';
import type { LiveRun } from '../run/live-run.ts';
import { useRun } from '../run/run-store.ts';
import type { DocumentEditor, DocumentState } from '../state/document-store.ts';
import { notify, useView } from '../state/view-store.ts';
import { WORK_MODE_NAMES } from '../state/work-mode-names.ts';
import { addShownColumn } from './column-of-run.ts';
import { documentOf, KEPT_FORMAT, type KeptRun, keptPartsOf } from './kept-run.ts';
import { addRun, freeName, loadKeptRuns, MOST_KEPT_RUNS, useKeptRuns } from './kept-runs.ts';
import { leastUsedLook } from './line-looks.ts';
import { runName } from './run-name.ts';

let isWaiting = false;

/** Keeps the run of the open scenario; one that is under way when it is finished, unless the scenario changes before. */
export async function keepOpenRun(editor: DocumentEditor): Promise<void> {
  await loadKeptRuns();
  const open = editor.store.getState();
  const run = finishedRun(open);
  if (run !== null) {
    await keep(open, run);
    return;
  }
  if (isWaiting) return;
  isWaiting = true;
  const { mode } = useView.getState();
  const pause = mode === 'watch' ? '' : `; it waits while ${WORK_MODE_NAMES[mode].name} is shown`;
  notify(`The run is kept when it is finished${pause}`);
  const unsubscribe = [
    useRun.subscribe(() => {
      const finished = finishedRun(open);
      if (finished === null) return;
      end();
      void keep(open, finished);
    }),
    editor.store.subscribe((state) => {
      if (state.scenario === open.scenario) return;
      end();
      notify('Not kept: the scenario has changed before its run was finished');
    }),
  ];
  function end(): void {
    for (const leave of unsubscribe) leave();
    isWaiting = false;
  }
}

/** The run of that scenario, if it has come to its end. */
export function finishedRun({ scenario }: DocumentState): LiveRun | null {
  const { run, status } = useRun.getState();
  const isOwn = run?.scenario === scenario && !run.stale && status === 'done';
  return isOwn && run.summary?.completed === true ? run : null;
}

async function keep(open: DocumentState, run: LiveRun): Promise<void> {
  const { runs } = useKeptRuns.getState();
  const { summary } = run;
  if (summary === null) return;
  const same = runs.find((each) => isSameRun(each, open, summary.engineVersion));
  if (same !== undefined) {
    notify(`Kept already, as “${same.name}”`);
    return;
  }
  const kept: KeptRun = {
    format: KEPT_FORMAT,
    id: crypto.randomUUID(),
    name: freeName(runName(open, referenceOf(open, runs)), runs),
    look: leastUsedLook(runs.map(({ look }) => look)),
    isPinned: false,
    keptAtMs: Date.now(),
    file: open.file,
    ...keptPartsOf(run, summary),
  };
  const forgotten = await addRun(kept);
  if (forgotten === null) {
    notify(`Not kept: all ${MOST_KEPT_RUNS} kept runs are pinned`);
    return;
  }
  addShownColumn(kept.id);
  const gone = forgotten.map(({ name }) => `“${name}”`).join(', ');
  notify(`Kept as “${kept.name}”${gone === '' ? '' : `; the oldest that was not pinned made room: ${gone}`}`);
}

function isSameRun({ file, summary }: KeptRun, open: DocumentState, engineVersion: string): boolean {
  return summary.engineVersion === engineVersion && JSON.stringify(file) === JSON.stringify(open.file);
}

/** What a new run is named by its difference from: the baseline if that is a kept run, else the first run that was kept of the question. */
function referenceOf({ file }: DocumentState, runs: readonly KeptRun[]): DocumentState | null {
  const baseline = runOfColumn(useCompareChoice.getState().baselines.mine, runs);
  const reference = baseline ?? runs.findLast((run) => run.file.name === file.name);
  return reference === undefined ? null : documentOf(reference.file);
}
