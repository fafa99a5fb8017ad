import { useEffect, useRef, useState } from 'react';
import { productsOf } from '../../analysis/levers/products.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { runPool } from '../../workers/run-pool.ts';
import { LiveRun } from '../run/live-run.ts';
import { pagePool } from '../run/page-pool.ts';
import type { Variant } from './variants.ts';

/** A variant of the open file and its run on the same arrivals. */
export interface ComparisonColumn {
  readonly variant: Variant;
  /** Null before the first samples of the first comparison. */
  readonly run: LiveRun | null;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** Why there is no run, where it failed. */
  readonly message: string;
}

/** A slider in motion changes the file many times a second; the runs start when it rests this long. */
const DEBOUNCE_MS = 250;

/** Runs every variant, again whenever they change; until then the old runs stay, marked stale. */
export function useComparison(variants: readonly Variant[]): readonly ComparisonColumn[] {
  const [columns, setColumns] = useState<readonly ComparisonColumn[]>(() => variants.map(waitingColumn));
  const isFirst = useRef(true);

  useEffect(() => {
    const change = ({ id }: Variant, next: Partial<ComparisonColumn>): void =>
      setColumns((all) => all.map((each) => (each.variant.id === id ? { ...each, ...next } : each)));
    const stop = new AbortController();
    const start = (): void => {
      setColumns((before) => startedColumns(before, variants));
      const jobs = variants.flatMap((variant) => {
        const scenario = scenarioOf(variant.file);
        if (typeof scenario !== 'string')
          return [{ variant, scenario, run: new LiveRun(scenario, productsOf(variant.file)) }];
        change(variant, { state: 'failed', message: scenario, run: null });
        return [];
      });
      runPool(
        jobs.map(({ scenario }) => scenario),
        pagePool(stop.signal),
        {
          onUpdate: (index, update) => {
            const job = jobs[index];
            if (job === undefined) return;
            const isNew = job.run.length === 0;
            job.run.apply(update);
            if (isNew) change(job.variant, { run: job.run, state: 'running', message: '' });
          },
          onDone: (index) => {
            const job = jobs[index];
            if (job !== undefined) change(job.variant, { state: 'done' });
          },
          onError: (index, { message }) => {
            const job = jobs[index];
            if (job !== undefined) change(job.variant, { state: 'failed', message, run: null });
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
  }, [variants]);
  return columns;
}

function waitingColumn(variant: Variant): ComparisonColumn {
  return { variant, run: null, state: 'waiting', message: '' };
}

/** The old run of a variant stays until its new one has begun. */
function startedColumns(
  before: readonly ComparisonColumn[],
  variants: readonly Variant[],
): readonly ComparisonColumn[] {
  return variants.map((variant) => {
    const run = before.find((column) => column.variant.id === variant.id)?.run ?? null;
    run?.markStale();
    return { ...waitingColumn(variant), run };
  });
}

/** The scenario of a file, or why there is none. */
function scenarioOf(file: ScenarioFile): Scenario | string {
  const outcome = parseScenarioValue(file);
  if (outcome.ok) return outcome.scenario;
  const [first] = outcome.errors;
  return first === undefined ? 'There is no such scenario.' : `${first.path} ${first.message}`;
}
