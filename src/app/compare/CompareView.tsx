import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { useApp, useDocument } from '../state/app-context.ts';
import type { ColumnActions } from './ColumnHead.tsx';
import { CommonChart } from './CommonChart.tsx';
import { CompareTable } from './CompareTable.tsx';
import { ComparisonNotes } from './ComparisonNotes.tsx';
import { COMPARISON_KINDS, chooseBaseline, chooseComparison, useCompareChoice } from './compare-choice.ts';
import { hasEvents } from './compared-run.ts';
import { COMPARISON_ROWS } from './comparison-rows.ts';
import { MyColumns } from './MyColumns.tsx';
import { POLICY_ROWS, rowsWithEvents } from './policy-rows.ts';
import { type ComparisonColumn, useComparison } from './use-comparison.ts';
import {
  type ComparisonKind,
  mayComparePolicies,
  policyVariants,
  strategyVariants,
  type Variant,
} from './variants.ts';
import { NO_VERDICT, VERDICTS } from './verdicts.ts';
import '../kept-runs/runs.css';
import './compare.css';

/** Numbers are read again this often while runs go on. */
const REFRESH_MS = 200;

const KIND_NAMES: Readonly<Record<ComparisonKind, string>> = {
  strategies: 'Strategies',
  policies: 'Reconnect policies',
  mine: 'My columns',
};

/** What columns of each kind are called while they are simulated. */
const COLUMNS: Readonly<Record<ComparisonKind, string>> = {
  strategies: 'strategies',
  policies: 'reconnect policies',
  mine: 'columns',
};

/** The open file with one thing changed in each column, or columns of the reader's choice, under one seed. */
export function CompareView({ onOpen }: { readonly onOpen: (variant: Variant) => void }): ReactElement {
  const { editor } = useApp();
  const file = useDocument((state) => state.file);
  const scenario = useDocument((state) => state.scenario);
  const wanted = useCompareChoice((state) => state.kind);
  const hasPolicies = mayComparePolicies(scenario);
  const kind = wanted === 'policies' && !hasPolicies ? 'strategies' : wanted;
  const variants = useMemo(
    () => (kind === 'policies' ? policyVariants(file, scenario) : strategyVariants(editor, file)),
    [kind, file, scenario, editor],
  );

  return (
    <section className="compare" aria-label={`Comparison of ${KIND_NAMES[kind].toLowerCase()}`}>
      <KindSwitch
        kind={kind}
        kinds={COMPARISON_KINDS.filter((each) => each !== 'policies' || hasPolicies)}
        onChange={(next) => chooseComparison({ kind: next })}
      />
      {kind === 'mine' ? (
        <MyColumns>
          {(mine, onRemove) => <Comparison kind="mine" variants={mine} onOpen={onOpen} onRemove={onRemove} />}
        </MyColumns>
      ) : (
        <Comparison key={kind} kind={kind} variants={variants} onOpen={onOpen} />
      )}
    </section>
  );
}

function KindSwitch(props: {
  readonly kind: ComparisonKind;
  readonly kinds: readonly ComparisonKind[];
  readonly onChange: (kind: ComparisonKind) => void;
}): ReactElement {
  return (
    <fieldset className="compare-kind">
      <legend className="visually-hidden">What is compared</legend>
      <div className="segments">
        {props.kinds.map((kind) => (
          <label key={kind} className="segment">
            <input
              type="radio"
              name="comparison"
              checked={kind === props.kind}
              onChange={() => props.onChange(kind)}
            />
            {KIND_NAMES[kind]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Comparison(props: {
  readonly kind: ComparisonKind;
  readonly variants: readonly Variant[];
  readonly onOpen: (variant: Variant) => void;
  readonly onRemove?: ColumnActions['onRemove'];
}): ReactElement {
  const { kind, variants, onOpen, onRemove } = props;
  const columns = useComparison(variants);
  useRefresh(columns.some(({ state }) => state === 'running'));
  const baseline = useBaseline(kind, columns);
  const done = columns.filter(({ state }) => state === 'done');
  const isComplete = columns.every(({ state }) => state === 'done' || state === 'failed');
  const { sentence, best } = isComplete ? VERDICTS[kind](done) : NO_VERDICT;
  const endSec = Math.max(0, ...columns.map(({ run }) => run?.scenario.durationSec ?? 0));
  const actions: ColumnActions = {
    onOpen,
    onBaseline: (id) => chooseBaseline(kind, id),
    ...(onRemove === undefined ? {} : { onRemove }),
  };

  return (
    <>
      <p className="compare-answer" aria-live={isComplete ? 'polite' : 'off'}>
        {isComplete
          ? sentence
          : `${done.length} of ${columns.length} ${COLUMNS[kind]} simulated on the same arrivals…`}
      </p>
      <ComparisonNotes columns={columns} baseline={baseline} />
      <CommonChart columns={columns} endSec={endSec} />
      <CompareTable
        columns={columns}
        rows={rowsOf(kind, columns)}
        best={best}
        baseline={baseline}
        isComplete={isComplete}
        endSec={endSec}
        actions={actions}
      />
    </>
  );
}

function rowsOf(kind: ComparisonKind, columns: readonly ComparisonColumn[]) {
  if (kind === 'policies') return POLICY_ROWS;
  if (kind === 'strategies') return COMPARISON_ROWS;
  return rowsWithEvents(columns.some(({ run }) => run !== null && hasEvents(run)));
}

/** The column that was chosen; of the reader's own columns the first, until another is chosen or none. */
function useBaseline(kind: ComparisonKind, columns: readonly ComparisonColumn[]): ComparisonColumn | null {
  const chosen = useCompareChoice((state) => state.baselines[kind]);
  const found = columns.find(({ variant }) => variant.id === chosen);
  if (found !== undefined) return found;
  return kind === 'mine' && chosen !== null ? (columns[0] ?? null) : null;
}

/** Renders again a few times a second while `active`. */
function useRefresh(active: boolean): void {
  const [, setCount] = useState(0);
  useEffect(() => {
    if (!active) return undefined;
    const timer = setInterval(() => setCount((count) => count + 1), REFRESH_MS);
    return () => clearInterval(timer);
  }, [active]);
}
