import type { ReactElement } from 'react';
import type { ScenarioError } from '../../scenario/scenario-error.ts';

/** Every fault of a file: where, what was found, what would be accepted. Its place is a button where one can go there. */
export function ErrorList(props: {
  readonly errors: readonly ScenarioError[];
  readonly onGoTo?: (error: ScenarioError) => void;
}): ReactElement {
  const { errors, onGoTo } = props;
  return (
    <ul className="error-list">
      {errors.map((error) => (
        <li key={`${error.path} ${error.code} ${error.message}`}>
          <p>
            {onGoTo === undefined ? (
              <PlaceOf error={error} />
            ) : (
              <button type="button" className="link-button" onClick={() => onGoTo(error)}>
                <PlaceOf error={error} />
              </button>
            )}
          </p>
          <p className="error">{error.message}</p>
          {error.accepted !== undefined && <p className="small quiet">Accepted: {error.accepted}</p>}
        </li>
      ))}
    </ul>
  );
}

function PlaceOf({ error: { path, line, column } }: { readonly error: ScenarioError }): ReactElement {
  return (
    <>
      {path !== '' && <code>{path}</code>}{' '}
      {line !== undefined && (
        <span className="quiet">
          line {line}, column {column ?? 1}
        </span>
      )}
    </>
  );
}
