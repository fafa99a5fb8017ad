import type { ReactElement } from 'react';
import { formatCount } from '../format/numbers.ts';
import { VerdictMark } from './VerdictMark.tsx';
import { type ValidationDocument, VERDICTS } from './validation-document.ts';
import { VERDICT_WORDS } from './verdict-words.ts';

/** How measured and predicted are held against each other: in plain words, and the rules to the letter behind them. */
export function ValidationMethod({ document }: { readonly document: ValidationDocument }): ReactElement {
  const { pass, sampling, fail, notReproduced } = document.counts;
  const counts = { pass, sampling, FAIL: fail, 'not reproduced': notReproduced };
  return (
    <div className="validation-method">
      <p>
        Real TCP connections were opened through real Linux kernels, nftables, HAProxy and nginx until
        something ran out, and what happened was counted. The same set-ups were then written as scenarios and
        simulated under many seeds. Below, what was measured stands against what was predicted. Nothing in the
        model was tuned to make a case agree, and what it gets wrong or cannot express is listed like the
        rest.
      </p>
      <ul className="validation-verdicts">
        {VERDICTS.map((verdict) => (
          <li key={verdict}>
            <VerdictMark verdict={verdict} />{' '}
            <span className="validation-count">{formatCount(counts[verdict])}</span>{' '}
            <span className="quiet">{VERDICT_WORDS[verdict].meaning}</span>
          </li>
        ))}
      </ul>
      <details className="validation-rules">
        <summary>The rules to the letter, and what is not covered</summary>
        {document.method.map((paragraph) => (
          <p key={paragraph}>{paragraph.replace(/^- /, '• ')}</p>
        ))}
        {document.notCovered.map((each) => (
          <p key={each}>Not covered: {each}</p>
        ))}
      </details>
    </div>
  );
}
