import { Fragment, type ReactElement } from 'react';

/** A path of the scenario file, which may break at its dots. */
export function FieldPath({ path }: { readonly path: string }): ReactElement {
  const names = path.split('.');
  return (
    <code className="change-path">
      {names.map((name, index) => (
        <Fragment key={names.slice(0, index + 1).join('.')}>
          {index > 0 && (
            <>
              .<wbr />
            </>
          )}
          {name}
        </Fragment>
      ))}
    </code>
  );
}
