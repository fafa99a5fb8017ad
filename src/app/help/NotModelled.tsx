import type { ReactElement } from 'react';
import { NOT_MODELLED } from './not-modelled.ts';

/** Stands beside the results, so that nobody takes them for more than they are. */
export function NotModelled(): ReactElement {
  return (
    <details className="not-modelled">
      <summary>Not modelled here</summary>
      <ul>
        {NOT_MODELLED.map(({ what, so }) => (
          <li key={what}>
            <strong>{what}.</strong> {so}
          </li>
        ))}
      </ul>
    </details>
  );
}
