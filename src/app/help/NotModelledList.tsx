import type { ReactElement } from 'react';
import { markTerms } from './field-terms.ts';
import { NOT_MODELLED } from './not-modelled.ts';
import { TermText } from './TermText.tsx';

const PIECES = markTerms(NOT_MODELLED.flatMap(({ what, so }) => [what, so]));

/** What the simulation leaves out, with its terms explained. */
export function NotModelledList(): ReactElement {
  return (
    <ul>
      {NOT_MODELLED.map(({ what }, index) => (
        <li key={what}>
          <strong>
            <TermText pieces={PIECES[2 * index] ?? []} />.
          </strong>{' '}
          <TermText pieces={PIECES[2 * index + 1] ?? []} />
        </li>
      ))}
    </ul>
  );
}
