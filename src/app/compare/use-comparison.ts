import { type Dispatch, type SetStateAction, useCallback, useEffect, useRef, useState } from 'react';
import { productsOf } from '../../analysis/levers/products.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { runPool } from '../../workers/run-pool.ts';
import { LiveRun } from '../run/live-run.ts';
import { pagePool } from '../run/page-pool.ts';
import { useWorkAtRest } from '../run/work-at-rest.ts';
import { sameFile } from '../state/document-store.ts';
import type { ComparedRun } from './compared-run.ts';
import type { Variant } from './variants.ts';

/** A variant of the open file and its run on the same arrivals. */
export interface ComparisonColumn {
  readonly variant: Variant;
  /** Null before the first samples of the first comparison. */
  readonly run: ComparedRun | null;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** Why there is no run, where it failed. */
  readonly message: string;
}

type SetColumns = Dispatch<SetStateAction<readonly ComparisonColumn[]>>;

/** Runs every variant, again when its file changes; until then its old run stays, marked stale. */
export function useComparison(variants: readonly Variant[]): readonly ComparisonColumn[] {
  const [columns, setColumns] = useState<readonly ComparisonColumn[]>(() => variants.map(waitingColumn));
  const latest = useRef(columns);
  useEffect(() => {
    latest.current = columns;
  }, [columns]);
  const compare = useCallback((next: readonly Variant[], signal: AbortSignal) => {
    runVariants(latest.current, next, setColumns, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }, []);
  useWorkAtRest(variants, compare);
  return columns;
}

async function runVariants(
  before: readonly ComparisonColumn[],
  variants: readonly Variant[],
  setColumns: SetColumns,
  signal: AbortSignal,
): Promise<void> {
  const change = ({ id }: Variant, next: Partial<ComparisonColumn>): void =>
    setColumns((all) => all.map((each) => (each.variant.id === id ? { ...each, ...next } : each)));
  const started = startedColumns(before, variants);
  setColumns(started);
  const jobs = started.flatMap(({ variant, state }) => {
    if (state === 'done') return [];
    const scenario = scenarioOf(variant.file);
    if (typeof scenario !== 'string')
      return [{ variant, scenario, run: new LiveRun(scenario, productsOf(variant.file)) }];
    change(variant, { state: 'failed', message: scenario, run: null });
    return [];
  });
  await runPool(
    jobs.map(({ scenario }) => scenario),
    pagePool(signal),
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
  );
}

function waitingColumn(variant: Variant): ComparisonColumn {
  if (variant.ready !== undefined) return { variant, run: variant.ready, state: 'done', message: '' };
  return { variant, run: null, state: 'waiting', message: '' };
}

/** What is finished stays where its file does; the old run of another file stays until the new one has begun. */
function startedColumns(
  before: readonly ComparisonColumn[],
  variants: readonly Variant[],
): readonly ComparisonColumn[] {
  return variants.map((variant) => {
    const old = before.find((column) => column.variant.id === variant.id);
    if (variant.ready !== undefined || !(old?.run instanceof LiveRun)) return waitingColumn(variant);
    const isSame = old.state === 'done' && !old.run.stale && sameFile(old.variant.file, variant.file);
    if (isSame) return { ...old, variant };
    old.run.markStale();
    return { ...waitingColumn(variant), run: old.run };
  });
}

/** The scenario of a file, or why there is none. */
function scenarioOf(file: ScenarioFile): Scenario | string {
  const outcome = parseScenarioValue(file);
  if (outcome.ok) return outcome.scenario;
  const [first] = outcome.errors;
  return first === undefined ? 'There is no such scenario.' : `${first.path} ${first.message}`;
}
