import type { ReactElement } from 'react';
import type { ScenarioError } from '../../scenario/scenario-error.ts';

/** Every fault of a file: where, what was found, what would be accepted. */
export function ErrorList({ errors }: { readonly errors: readonly ScenarioError[] }): ReactElement {
  return (
    <ul className="error-list">
      {errors.map((error) => (
        <li key={`${error.path} ${error.code} ${error.message}`}>
          <p>
            {error.path !== '' && <code>{error.path}</code>}{' '}
            {error.line !== undefined && (
              <span className="quiet">
                line {error.line}, column {error.column ?? 1}
              </span>
            )}
          </p>
          <p className="error">{error.message}</p>
          {error.accepted !== undefined && <p className="small quiet">Accepted: {error.accepted}</p>}
        </li>
      ))}
    </ul>
  );
}
