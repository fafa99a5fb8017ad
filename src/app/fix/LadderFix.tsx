import { type ReactElement, useMemo } from 'react';
import { smallestChange } from '../../analysis/fix/smallest-change.ts';
import { guideTo } from '../../analysis/limits/limit-guide.ts';
import type { LimitRow } from '../../analysis/limits/limit-row.ts';
import { useDocument } from '../state/app-context.ts';
import { FixSnippets } from './FixSnippets.tsx';

/** The smallest change of one limit of the ladder, written down. */
export function LadderFix({ row }: { readonly row: LimitRow }): ReactElement {
  const file = useDocument((state) => state.file);
  const changes = useMemo(() => smallestChange(file, row), [file, row]);
  if (changes === null)
    return <p>No change of this resource alone carries what is asked. {guideTo(row.resource).howToRaise}</p>;
  return <FixSnippets file={file} changes={changes} />;
}
