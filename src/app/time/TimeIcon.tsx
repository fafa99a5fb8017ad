import type { ReactElement } from 'react';

const SHAPES = {
  play: 'M4.5 2.5v11l9-5.5z',
  pause: 'M4 2.5h3v11H4zM9 2.5h3v11H9z',
  start: 'M3 2.5h2v11H3zM13 2.5v11L5.5 8z',
  end: 'M11 2.5h2v11h-2zM3 2.5v11L10.5 8z',
} as const;

/** Filled shapes of a tape deck; the button that holds one carries the name. */
export function TimeIcon({ name }: { readonly name: keyof typeof SHAPES }): ReactElement {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden="true">
      <path d={SHAPES[name]} />
    </svg>
  );
}
