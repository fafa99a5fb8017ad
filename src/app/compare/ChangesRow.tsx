import { type ReactElement, useMemo } from 'react';
import { ChangeList } from '../kept-runs/ChangeList.tsx';
import { inputChanges } from '../kept-runs/input-changes.ts';
import { documentOf } from '../kept-runs/kept-run.ts';
import type { ComparisonColumn } from './use-comparison.ts';

/** What each column sets differently from the baseline, and nothing else. */
export function ChangesRow(props: {
  readonly columns: readonly ComparisonColumn[];
  readonly baseline: ComparisonColumn;
}): ReactElement {
  const { columns, baseline } = props;
  return (
    <tr>
      <th scope="row">
        Changed inputs <span className="compare-note">from {baseline.variant.name}</span>
      </th>
      {columns.map((column) => (
        <td key={column.variant.id}>
          {column === baseline ? (
            <span className="quiet">baseline</span>
          ) : (
            <Changes column={column} baseline={baseline} />
          )}
        </td>
      ))}
    </tr>
  );
}

function Changes(props: {
  readonly column: ComparisonColumn;
  readonly baseline: ComparisonColumn;
}): ReactElement {
  const before = props.baseline.variant.file;
  const after = props.column.variant.file;
  const changes = useMemo(() => {
    const [one, other] = [documentOf(before), documentOf(after)];
    return one === null || other === null ? null : inputChanges(one, other);
  }, [before, after]);
  return changes === null ? <span className="quiet">–</span> : <ChangeList changes={changes} />;
}
