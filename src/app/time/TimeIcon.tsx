import type { ReactElement } from 'react';

const SHAPES = {
  play: 'M4.5 2.5v11l9-5.5z',
  pause: 'M4 2.5h3v11H4zM9 2.5h3v11H9z',
  start: 'M3 2.5h2v11H3zM13 2.5v11L5.5 8z',
  end: 'M11 2.5h2v11h-2zM3 2.5v11L10.5 8z',
  back: 'M11.5 3v10L5 8z',
  on: 'M4.5 3v10L11 8z',
  'mark-back': 'M7 5v6L2.5 8zM8.5 2.5h6l-3 4zM11 6h1v7.5h-1z',
  'mark-on': 'M9 5v6l4.5-3zM1.5 2.5h6l-3 4zM4 6h1v7.5H4z',
} as const;

export type TimeIconName = keyof typeof SHAPES;

/** Filled shapes of a tape deck; the button that holds one carries the name. */
export function TimeIcon({ name }: { readonly name: TimeIconName }): ReactElement {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden="true">
      <path d={SHAPES[name]} />
    </svg>
  );
}
