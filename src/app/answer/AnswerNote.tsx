import type { ReactElement } from 'react';
import { Marked } from '../help/Marked.tsx';
import { unbroken } from './unbroken.ts';

/** What a finished run adds to the answer, its terms explained; absent where that is nothing. */
export function AnswerNote({ text }: { readonly text: string }): ReactElement | null {
  return text === '' ? null : (
    <p className="answer-note">
      <Marked text={unbroken(text)} />
    </p>
  );
}
