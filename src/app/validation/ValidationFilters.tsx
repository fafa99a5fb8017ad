import type { ReactElement } from 'react';
import { formatCount } from '../format/numbers.ts';
import { FilterBar, type FilterOption, FilterSearch, FilterSelect } from '../ui/FilterBar.tsx';
import { type ValidationDocument, VERDICTS } from './validation-document.ts';
import type { RowFilter, RowOrder } from './validation-rows.ts';
import { setFilter, useValidation } from './validation-store.ts';
import { VERDICT_WORDS } from './verdict-words.ts';

const VERDICT_OPTIONS: readonly FilterOption<RowFilter['verdict']>[] = [
  ['', 'all'],
  ...VERDICTS.map((verdict) => [verdict, VERDICT_WORDS[verdict].word] as const),
];
const ORDER_OPTIONS: readonly FilterOption<RowOrder>[] = [
  ['case', 'by case'],
  ['error', 'largest error first'],
];

/** What of the table is shown, and in which order. */
export function ValidationFilters(props: {
  readonly document: ValidationDocument;
  readonly shown: number;
}): ReactElement {
  const { document, shown } = props;
  const { filter, order } = useValidation();
  const groups: readonly FilterOption<string>[] = [
    ['', 'all'],
    ...document.groups.map(({ letter, title }) => [letter, `${letter}\u2002${title}`] as const),
  ];
  const status = `${formatCount(shown)} of ${formatCount(document.counts.quantities)} quantities`;
  return (
    <FilterBar status={status}>
      <FilterSelect
        label="Group"
        value={filter.group}
        options={groups}
        onChange={(group) => setFilter({ group })}
      />
      <FilterSelect
        label="Verdict"
        value={filter.verdict}
        options={VERDICT_OPTIONS}
        onChange={(verdict) => setFilter({ verdict })}
      />
      <FilterSelect
        label="Order"
        value={order}
        options={ORDER_OPTIONS}
        onChange={(chosen) => useValidation.setState({ order: chosen })}
      />
      <FilterSearch
        text={filter.text}
        placeholder="case, setup, quantity, reason"
        onChange={(text) => setFilter({ text })}
      />
    </FilterBar>
  );
}
