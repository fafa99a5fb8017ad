import type { ReactElement } from 'react';
import type { Keys } from './command.ts';

/** The keys of a command beside its name; who listens has them as the command's `aria-keyshortcuts`. */
export function KeyNames({ keys }: { readonly keys: Keys }): ReactElement {
  return (
    <span className="key-names" aria-hidden="true">
      {keys.shown.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
