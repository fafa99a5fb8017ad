/** Inputs that are known as a range only: what the sensitivity of an answer, and a choice of least regret, are asked of. */
import * as z from 'zod/mini';
import type { FieldDoc } from './field-docs/field-doc.ts';
import { numberOrText, text } from './leaf-schemas.ts';
import { compact } from './plain-value.ts';
import type { UncertainInput } from './uncertain-input.ts';

export const uncertainSchema = z.strictObject({
  field: text(1, 200),
  low: numberOrText(),
  likely: z.optional(numberOrText()),
  high: numberOrText(),
});

export type UncertainFile = z.input<typeof uncertainSchema>;
export type ParsedUncertain = z.output<typeof uncertainSchema>;

export function normalizeUncertain(parsed: readonly ParsedUncertain[] = []): UncertainInput[] {
  return parsed.map(({ field, low, likely, high }) => ({ field, low, likely: likely ?? null, high }));
}

/** The ranges as they stand in a file; they name fields, so that the file must have them. */
export function uncertainFile(inputs: readonly UncertainInput[]): UncertainFile[] | undefined {
  if (inputs.length === 0) return undefined;
  return inputs.map(({ field, low, likely, high }) =>
    compact({ field, low, likely: likely ?? undefined, high }),
  );
}

export const uncertainFieldDocs: readonly FieldDoc[] = [
  {
    path: 'uncertain',
    kind: 'list',
    what: 'Inputs that are known as a range only. A run takes what the file says; "sensitivity" asks what the ends of each range do to the answer.',
    default: [],
  },
  {
    path: 'uncertain.*.field',
    kind: 'text',
    what: 'The dotted path of a number in clients, path or backends, such as "clients.0.session.lifetime.median".',
  },
  { path: 'uncertain.*.low', kind: 'any', what: 'The lowest value, as it would be written in that field.' },
  {
    path: 'uncertain.*.likely',
    kind: 'any',
    what: 'The likeliest value; what the file says unless given.',
  },
  { path: 'uncertain.*.high', kind: 'any', what: 'The highest value.' },
];
