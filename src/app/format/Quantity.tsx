import type { ReactElement } from 'react';
import './quantity.css';
import type { Parts } from './numbers.ts';

/** A quantity with its units set smaller than its numbers: 6 m 27 s. */
export function Quantity({ parts }: { parts: Parts }): ReactElement {
  return (
    <span className="quantity">
      {parts.map(({ value, unit }, index) => (
        // A quantity has one part per unit, so the unit is its key.
        <span key={unit}>
          {index > 0 && ' '}
          {value}
          {unit !== '' && <span className="quantity-unit">{`\u202f${unit}`}</span>}
        </span>
      ))}
    </span>
  );
}
