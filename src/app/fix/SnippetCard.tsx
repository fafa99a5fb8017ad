import { type ReactElement, useState } from 'react';
import { type Snippet, SYNTAX_NAMES } from '../../analysis/fix/snippet.ts';
import { copyText } from '../state/transfer.ts';
import { LinkedText } from '../ui/LinkedText.tsx';

/** One text to be pasted: what it is, where it goes, and what else has to be done. */
export function SnippetCard({ snippet }: { readonly snippet: Snippet }): ReactElement {
  const { title, syntax, language, code, whereItGoes, caveats, source } = snippet;
  return (
    <figure className="snippet">
      <figcaption>
        <span>
          {title} <span className="quiet">{SYNTAX_NAMES[syntax]}</span>
        </span>
        <CopyButton text={code} what={title} />
      </figcaption>
      <pre data-language={language}>
        <code>
          {linesOf(code).map(({ at, line }) => (
            <span key={at} data-comment={isComment(line) || undefined}>
              {line}
            </span>
          ))}
        </code>
      </pre>
      <dl className="snippet-facts">
        <div>
          <dt>Where</dt>
          <dd>{whereItGoes}</dd>
        </div>
        {caveats.length > 0 && (
          <div>
            <dt>Mind</dt>
            <dd>
              <ul className="fix-notes">
                {caveats.map((caveat) => (
                  <li key={caveat}>{caveat}</li>
                ))}
              </ul>
            </dd>
          </div>
        )}
        <div>
          <dt>Source</dt>
          <dd>
            <LinkedText text={source} />
          </dd>
        </div>
      </dl>
    </figure>
  );
}

/** Each line with its end, by the place where it begins. */
function linesOf(code: string): { readonly at: number; readonly line: string }[] {
  let at = 0;
  return code.split(/(?<=\n)/).map((line) => {
    const begins = at;
    at += line.length;
    return { at: begins, line };
  });
}

const isComment = (line: string): boolean => /^\s*(#|\/\/|\/\*\*)/.test(line);

/** Says on itself what became of it: a dialog covers the notices of the page. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }): ReactElement {
  const [said, setSaid] = useState('Copy');
  return (
    <button
      type="button"
      className="button button-framed"
      aria-label={`${said} ${what}`}
      onClick={() => {
        void copyText(text).then((copied) => setSaid(copied ? 'Copied' : 'Not allowed'));
      }}
      onBlur={() => setSaid('Copy')}
    >
      <span aria-live="polite">{said}</span>
    </button>
  );
}
