import { useEffect, useRef, useState } from 'react';
import { productsOf } from '../../analysis/symptoms.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { STRATEGIES, type Strategy } from '../../scenario/strategies.ts';
import { runPool } from '../../workers/run-pool.ts';
import { SimulatorClient } from '../../workers/simulator-client.ts';
import { spawnSimulationWorker } from '../../workers/spawn-worker.ts';
import { LiveRun } from '../run/live-run.ts';
import { useApp } from '../state/app-context.ts';
import { fileUnder } from '../state/strategy-file.ts';

/** A strategy and its run on the arrivals of the open file. */
export interface ComparisonColumn {
  readonly strategy: Strategy;
  /** Null before the first samples of the first comparison. */
  readonly run: LiveRun | null;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** Why there is no run, where it failed. */
  readonly message: string;
}

/** A slider in motion changes the file many times a second; the runs start when it rests this long. */
const DEBOUNCE_MS = 250;
const MOST_WORKERS = 3;
/** Half of what a browser gives a tab, shared by the workers. */
const MEMORY_LIMIT_BYTES = 2 ** 30;

/**
 * Runs every strategy as the switch would open it, again whenever the open file changes; until then the old runs stay,
 * marked stale.
 */
export function useComparison(file: ScenarioFile): readonly ComparisonColumn[] {
  const [columns, setColumns] = useState<readonly ComparisonColumn[]>(() =>
    STRATEGIES.map((strategy) => ({ strategy, run: null, state: 'waiting', message: '' })),
  );
  const isFirst = useRef(true);
  const { editor } = useApp();

  useEffect(() => {
    const change = (strategy: Strategy, next: Partial<ComparisonColumn>): void =>
      setColumns((all) => all.map((each) => (each.strategy === strategy ? { ...each, ...next } : each)));
    const stop = new AbortController();
    const start = (): void => {
      setColumns(markStale);
      const jobs = STRATEGIES.flatMap((strategy) => {
        const own = fileUnder(editor, strategy, file);
        const scenario = scenarioOf(own);
        if (typeof scenario !== 'string')
          return [{ strategy, scenario, run: new LiveRun(scenario, productsOf(own)) }];
        change(strategy, { state: 'failed', message: scenario, run: null });
        return [];
      });
      const pool = {
        newRunner: () => new SimulatorClient(spawnSimulationWorker),
        workers: workersForPage(),
        memoryLimitBytes: MEMORY_LIMIT_BYTES,
        signal: stop.signal,
      };
      runPool(
        jobs.map(({ scenario }) => scenario),
        pool,
        {
          onUpdate: (index, update) => {
            const job = jobs[index];
            if (job === undefined) return;
            const isNew = job.run.length === 0;
            job.run.apply(update);
            if (isNew) change(job.strategy, { run: job.run, state: 'running', message: '' });
          },
          onDone: (index) => {
            const job = jobs[index];
            if (job !== undefined) change(job.strategy, { state: 'done' });
          },
          onError: (index, { message }) => {
            const job = jobs[index];
            if (job !== undefined) change(job.strategy, { state: 'failed', message, run: null });
          },
        },
      ).catch((error: unknown) => {
        if (!stop.signal.aborted) throw error;
      });
    };
    const timer = setTimeout(start, isFirst.current ? 0 : DEBOUNCE_MS);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [file, editor]);
  return columns;
}

function markStale(columns: readonly ComparisonColumn[]): readonly ComparisonColumn[] {
  return columns.map((column) => {
    column.run?.markStale();
    return { ...column, state: 'waiting', message: '' };
  });
}

/** The scenario of a file, or why there is none. */
function scenarioOf(file: ScenarioFile): Scenario | string {
  const outcome = parseScenarioValue(file);
  if (outcome.ok) return outcome.scenario;
  const [first] = outcome.errors;
  return first === undefined ? 'The scenario has no such strategy.' : `${first.path} ${first.message}`;
}

/** One processor is left to the page. */
function workersForPage(): number {
  return Math.max(1, Math.min(MOST_WORKERS, (navigator.hardwareConcurrency || 2) - 1));
}
