import type { ReactElement } from 'react';
import { FieldPath } from './FieldPath.tsx';
import type { InputChange } from './input-changes.ts';

/** More than these are folded away. */
const SHOWN = 4;

/** Inputs that differ, as "label: from → to" with the path in the file. */
export function ChangeList({ changes }: { readonly changes: readonly InputChange[] }): ReactElement {
  if (changes.length === 0) return <span className="quiet">none</span>;
  const rest = changes.slice(SHOWN);
  return (
    <>
      <Changes changes={changes.slice(0, SHOWN)} />
      {rest.length > 0 && (
        <details className="change-rest">
          <summary>{rest.length} more</summary>
          <Changes changes={rest} />
        </details>
      )}
    </>
  );
}

function Changes({ changes }: { readonly changes: readonly InputChange[] }): ReactElement {
  return (
    <ul className="change-list">
      {changes.map(({ path, label, place, from, to }) => (
        <li key={path} title={place}>
          <span className="change-label">{label}</span>: {from}
          <span aria-hidden="true"> → </span>
          <span className="visually-hidden"> to </span>
          <strong>{to}</strong> <FieldPath path={path} />
        </li>
      ))}
    </ul>
  );
}
