import type { ReactElement } from 'react';

/** Strokes on a grid of 16. */
const PATHS = {
  close: 'M4 4l8 8M12 4l-8 8',
  undo: 'M6 3.5L2.5 7 6 10.5M2.5 7H10a3.5 3.5 0 0 1 0 7H7',
  redo: 'M10 3.5L13.5 7 10 10.5M13.5 7H6a3.5 3.5 0 0 0 0 7h3',
  reset: 'M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3',
  check: 'M3 8.5l3.5 3.5L13 4.5',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.5 10.5L14 14',
  contrast: 'M8 2a6 6 0 1 0 0 12 6 6 0 0 0 0-12M8 2v12M8 5h4.9M8 8h6M8 11h4.9',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z',
  system: 'M2 3.5h12v7.5H2zM6 14h4M8 11v3',
} as const;

export type IconName = keyof typeof PATHS;

/** An icon says nothing by itself: the button that holds it carries the name. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  return (
    <svg
      className="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
