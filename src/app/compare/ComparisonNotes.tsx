import type { ReactElement } from 'react';
import { joinWords } from './join-words.ts';
import { haveSameArrivals } from './same-arrivals.ts';
import type { ComparisonColumn } from './use-comparison.ts';

/** What the comparison rests on: how many runs, under which seed, and whether the same clients arrive in all columns. */
export function ComparisonNotes(props: {
  readonly columns: readonly ComparisonColumn[];
  readonly baseline: ComparisonColumn | null;
}): ReactElement {
  const { columns, baseline } = props;
  const reference = baseline ?? columns[0];
  const seed = reference?.run?.scenario.seed;
  return (
    <p className="quiet small">
      1 run each, all under {seed === undefined ? 'the same seed' : `seed ${seed}`}.{' '}
      {reference !== undefined && arrivalsSentence(columns, reference)}{' '}
      {baseline === null
        ? 'Choose a baseline to see differences as numbers.'
        : `Differences are from ${baseline.variant.name}.`}
    </p>
  );
}

/** Empty until two columns can be told apart or found the same. */
function arrivalsSentence(columns: readonly ComparisonColumn[], reference: ComparisonColumn): string {
  const others = columns.filter(({ run }) => run !== null && run !== reference.run);
  const { run } = reference;
  if (run === null || others.length === 0) return '';
  const unlike = others.filter(
    (column) => column.run !== null && !haveSameArrivals(run.scenario, column.run.scenario),
  );
  if (unlike.length === 0) return 'The same clients arrive at the same times in all columns.';
  const names = joinWords(unlike.map(({ variant }) => variant.name));
  const arrive = unlike.length === 1 ? 'has' : 'have';
  return `Arrivals differ: ${names} ${arrive} other clients than ${reference.variant.name}.`;
}
