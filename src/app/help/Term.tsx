import type { ReactElement, ReactNode } from 'react';
import { Explained } from './Explained.tsx';
import { GLOSSARY, type TermId } from './glossary.ts';

/** A word of the glossary. */
export function Term({ id, children }: { readonly id: TermId; readonly children?: ReactNode }): ReactElement {
  const { term, text } = GLOSSARY[id];
  return (
    <Explained term={term} text={text}>
      {children}
    </Explained>
  );
}
