import type { ReactElement } from 'react';
import { useDocument } from '../state/app-context.ts';

/** What the scenario shows and what to watch, in the words of its file; absent where the file has none. */
export function About(): ReactElement | null {
  const description = useDocument(({ scenario }) => scenario.description);
  if (description === '') return null;
  return (
    <details className="about">
      <summary>About this question</summary>
      <p>{description}</p>
    </details>
  );
}
