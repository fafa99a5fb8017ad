import { fileValue, formatQuantity, parseQuantity, type QuantityKind } from '../../scenario/units.ts';
import { formatCount } from '../format/numbers.ts';

export type FieldReading =
  | { readonly ok: true; readonly value: number | string }
  | { readonly ok: false; readonly message: string };

/** What a field shows: thousands separated in counts, else the shortest text that reads back to the same number. */
export function textOf(kind: QuantityKind, value: number, infinityWord = 'unlimited'): string {
  if (value === Number.POSITIVE_INFINITY) return infinityWord;
  return kind === 'count' && Number.isInteger(value) ? formatCount(value) : formatQuantity(kind, value);
}

/** What the file gets for a typed text: counts and shares as numbers, the rest as text with its unit. */
export function fileValueOf(kind: QuantityKind, text: string, infinityWord?: string): FieldReading {
  const trimmed = text.trim();
  if (infinityWord !== undefined && trimmed.toLowerCase() === infinityWord)
    return { ok: true, value: infinityWord };
  const parsed = parseQuantity(kind, trimmed);
  if (parsed.ok) return { ok: true, value: fileValue(kind, parsed.value) };
  const word = infinityWord === undefined ? '' : `, or "${infinityWord}"`;
  return { ok: false, message: `${parsed.message}. Accepted: ${parsed.accepted}${word}.` };
}
