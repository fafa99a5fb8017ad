import {
  type SymbolType,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond2,
  symbolSquare,
  symbolStar,
  symbolTriangle,
} from 'd3';
import type { ReactElement } from 'react';
import type { LineLook, Marker } from './line-looks.ts';

export const MARKER_SYMBOLS: Readonly<Record<Marker, SymbolType>> = {
  circle: symbolCircle,
  square: symbolSquare,
  triangle: symbolTriangle,
  diamond: symbolDiamond2,
  cross: symbolCross,
  star: symbolStar,
};

/** Area of a marker in square pixels. */
export const MARKER_AREA = 42;

/** A piece of a line as a chart draws it, for a legend. The name stands beside it. */
export function LineKey({
  look: { colour, dash, marker },
}: {
  readonly look: Pick<LineLook, 'colour' | 'dash'> & { readonly marker?: Marker };
}): ReactElement {
  const stroke = `var(--${colour})`;
  return (
    <svg className="line-key" viewBox="0 0 36 12" width="36" height="12" aria-hidden="true">
      <line x1="1" x2="35" y1="6" y2="6" stroke={stroke} strokeWidth="2" strokeDasharray={dash.join(' ')} />
      {marker !== undefined && (
        <path
          transform="translate(18 6)"
          d={symbol(MARKER_SYMBOLS[marker], MARKER_AREA)() ?? ''}
          fill={stroke}
          stroke="var(--page)"
        />
      )}
    </svg>
  );
}
