import { expect, test } from 'vitest';
import { factsOf } from '../../analysis/errors/limit-facts.ts';
import { knownErrors } from '../../analysis/errors/lookup.ts';
import { GLOSSARY } from '../help/glossary.ts';

test('the terms that limits name are in the glossary', () => {
  const limits = new Set(knownErrors.flatMap(({ meanings }) => meanings.map(({ limit }) => limit)));
  const terms = [...limits].flatMap((limit) => factsOf(limit).term ?? []);
  expect(terms.length).toBeGreaterThan(5);
  expect(terms.filter((term) => !Object.hasOwn(GLOSSARY, term))).toEqual([]);
});
