import type { ReactElement } from 'react';
import { Explained } from './Explained.tsx';
import type { TermPiece } from './field-terms.ts';

/** A text in which terms are explained where they come first. */
export function TermText({ pieces }: { readonly pieces: readonly TermPiece[] }): ReactElement {
  return (
    <>
      {pieces.map(({ at, text, term }) =>
        term === null ? (
          <span key={at}>{text}</span>
        ) : (
          <Explained key={at} term={term.term} text={term.text}>
            {text}
          </Explained>
        ),
      )}
    </>
  );
}
