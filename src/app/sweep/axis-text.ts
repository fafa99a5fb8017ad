import type { QuantityKind } from '../../scenario/units.ts';
import { textOf } from '../controls/quantity-text.ts';

/** A value of a parameter, exact; seconds with a fraction stay seconds: "7.87s" and not "7870ms". */
export function axisText(kind: QuantityKind, value: number): string {
  return kind === 'duration' && value >= 1 && !Number.isInteger(value) ? `${value}s` : textOf(kind, value);
}
