import { expect, it } from 'vitest';
import { examples } from './examples.ts';
import { fieldDocs } from './field-docs/field-docs.ts';
import { numericField } from './numeric-field.ts';
import { isKeyed } from './plain-value.ts';

/** Paths of all numbers and texts of a value, with the index of each thing in a list. */
function leavesOf(value: unknown, path = ''): string[] {
  if (!isKeyed(value)) return [path];
  return Object.entries(value).flatMap(([key, child]) =>
    leavesOf(child, path === '' ? key : `${path}.${key}`),
  );
}

const QUANTITIES = new Set(['duration', 'bytes', 'rate', 'count', 'share']);

it('knows every number of every example by the kind that its description gives', () => {
  const docs = new Map(fieldDocs.map((doc) => [doc.path, doc]));
  let found = 0;
  for (const { file } of examples) {
    for (const path of leavesOf(file)) {
      const doc = docs.get(path.replaceAll(/\.\d+(?=\.|$)/g, '.*'));
      if (doc === undefined || path === 'fivetuple') continue;
      const reading = numericField(file, path);
      if (reading.ok) found += 1;
      const kind = reading.ok ? reading.field.kind : null;
      expect(`${path}: ${kind}`).toBe(`${path}: ${QUANTITIES.has(doc.kind) ? doc.kind : null}`);
    }
  }
  expect(found).toBeGreaterThan(200);
});

it('says which numbers a field takes', () => {
  const { file } = examples.find(({ id }) => id === 'failover')!;
  const fieldAt = (path: string) => {
    const reading = numericField(file, path);
    if (!reading.ok) throw new Error(reading.message);
    return reading.field;
  };
  const mirrored = fieldAt('events.0.mirrored');
  expect([mirrored.kind, [-1, 0, 0.5, 1, 2].map(mirrored.takes)]).toEqual([
    'share',
    [false, true, true, true, false],
  ]);
  const count = fieldAt('backends.count');
  expect([count.isWhole, [0, 1, 1.5, 7].map(count.takes)]).toEqual([true, [false, true, false, true]]);
});
