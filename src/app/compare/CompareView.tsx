import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { formatCount, formatDuration, formatTraffic } from '../format/numbers.ts';
import { useApp, useDocument } from '../state/app-context.ts';
import { bestColumns, comparisonSentence, type RankedColumn } from './best-columns.ts';
import { CompareTable } from './CompareTable.tsx';
import { COMPARISON_ROWS, type ComparisonRow } from './comparison-rows.ts';
import { outcomeOf, POLICY_ROWS } from './policy-rows.ts';
import { bestPolicies, policySentence, type RankedPolicy } from './policy-sentence.ts';
import { type ComparisonColumn, useComparison } from './use-comparison.ts';
import {
  type ComparisonKind,
  mayComparePolicies,
  policyVariants,
  strategyVariants,
  type Variant,
} from './variants.ts';
import './compare.css';

/** Numbers are read again this often while runs go on. */
const REFRESH_MS = 200;

const KIND_NAMES: Readonly<Record<ComparisonKind, string>> = {
  strategies: 'Strategies',
  policies: 'Reconnect policies',
};

/** The open file with one thing changed in each column, on the same clients, arrivals and lifetimes. */
export function CompareView({ onOpen }: { readonly onOpen: (variant: Variant) => void }): ReactElement {
  const { editor } = useApp();
  const file = useDocument((state) => state.file);
  const scenario = useDocument((state) => state.scenario);
  const [wanted, setWanted] = useState<ComparisonKind>('strategies');
  const mayChoose = mayComparePolicies(scenario);
  const kind = mayChoose ? wanted : 'strategies';
  const variants = useMemo(
    () => (kind === 'policies' ? policyVariants(file, scenario) : strategyVariants(editor, file)),
    [kind, file, scenario, editor],
  );

  return (
    <section className="compare" aria-label={`Comparison of ${KIND_NAMES[kind].toLowerCase()}`}>
      {mayChoose && <KindSwitch kind={kind} onChange={setWanted} />}
      <Comparison key={kind} kind={kind} variants={variants} onOpen={onOpen} />
    </section>
  );
}

function KindSwitch(props: {
  readonly kind: ComparisonKind;
  readonly onChange: (kind: ComparisonKind) => void;
}): ReactElement {
  return (
    <fieldset className="compare-kind">
      <legend className="visually-hidden">What is compared</legend>
      <div className="segments">
        {(['strategies', 'policies'] as const).map((kind) => (
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
}): ReactElement {
  const { kind, variants, onOpen } = props;
  const columns = useComparison(variants);
  useRefresh(columns.some(({ state }) => state === 'running'));
  const done = columns.filter(({ state }) => state === 'done');
  const isComplete = columns.every(({ state }) => state === 'done' || state === 'failed');
  const { sentence, best } = isComplete ? VERDICTS[kind](done) : NO_VERDICT;

  return (
    <>
      <p className="compare-answer" aria-live={isComplete ? 'polite' : 'off'}>
        {isComplete
          ? sentence
          : `${done.length} of ${columns.length} ${KIND_NAMES[kind].toLowerCase()} simulated on the same arrivals…`}
      </p>
      <p className="quiet small">1 run each, all under the same seed.</p>
      <CompareTable columns={columns} rows={ROWS[kind]} best={best} isComplete={isComplete} onOpen={onOpen} />
    </>
  );
}

interface Verdict {
  readonly sentence: string;
  /** Identities of the best columns. */
  readonly best: readonly string[];
}

const NO_VERDICT: Verdict = { sentence: '', best: [] };
const ROWS: Readonly<Record<ComparisonKind, readonly ComparisonRow[]>> = {
  strategies: COMPARISON_ROWS,
  policies: POLICY_ROWS,
};
const VERDICTS: Readonly<Record<ComparisonKind, (done: readonly ComparisonColumn[]) => Verdict>> = {
  strategies: (done) => {
    const ranked = done.flatMap((column) => rankedColumn(column) ?? []);
    const sentence = comparisonSentence(ranked, { count: formatCount, traffic: formatTraffic });
    return { sentence, best: idsAt(done, bestColumns(ranked)) };
  },
  policies: (done) => {
    const ranked = done.flatMap((column) => rankedPolicy(column) ?? []);
    const sentence = policySentence(ranked, { count: formatCount, duration: formatDuration });
    return { sentence, best: idsAt(done, bestPolicies(ranked)) };
  },
};

function idsAt(columns: readonly ComparisonColumn[], indices: readonly number[]): string[] {
  return indices.flatMap((index) => columns[index]?.variant.id ?? []);
}

function rankedPolicy({ variant, run }: ComparisonColumn): RankedPolicy | null {
  if (run === null || run.summary === null) return null;
  const { peakAttemptsPerSec, recoveredAfterSec, failedAttempts } = outcomeOf(run, run.summary);
  return { name: variant.name, failed: failedAttempts, recoveredAfterSec, peakAttemptsPerSec };
}

function rankedColumn({ variant, run }: ComparisonColumn): RankedColumn | null {
  if (run === null || run.summary === null) return null;
  const { failed, peakConcurrent, traffic } = run.summary;
  const hops = traffic.filter(({ station }) => station.startsWith('path.'));
  const sums = hops.map((hop) => hop.towardBackendsBytesPerSec + hop.towardClientsBytesPerSec);
  return {
    name: variant.name,
    failed,
    peakConcurrent,
    throughBalancer: hops.length === 0 ? null : Math.max(...sums),
  };
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
