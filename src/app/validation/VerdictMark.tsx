import type { ReactElement } from 'react';
import type { ValidationVerdict } from './validation-document.ts';
import { VERDICT_WORDS } from './verdict-words.ts';

/** A verdict by colour, sign and word. */
export function VerdictMark({ verdict }: { readonly verdict: ValidationVerdict }): ReactElement {
  const { word, sign, meaning } = VERDICT_WORDS[verdict];
  return (
    <span className="verdict" data-verdict={verdict} title={meaning}>
      <span className="verdict-sign" aria-hidden="true">
        {sign}
      </span>
      {word}
    </span>
  );
}
