import { type ReactElement, useMemo } from 'react';
import { markTerms } from './field-terms.ts';
import { TermText } from './TermText.tsx';

/** A text by itself in which the terms of the glossary are explained. It brings the glossary with it: for views that are fetched. */
export function Marked({ text }: { readonly text: string }): ReactElement {
  const [pieces = []] = useMemo(() => markTerms([text]), [text]);
  return <TermText pieces={pieces} />;
}
