import { expect, it } from 'vitest';
import { resourceTerm } from './resource-term.ts';

it('has a resource explained by the glossary, but for plain words', () => {
  const resources = [
    'client-ports',
    'snat-ports',
    'source-ports',
    'port-blocks',
    'flow-table',
    'admission',
    'max-connections',
    'file-descriptors',
    'accept-queue',
    'availability',
    'no-answer',
  ] as const;
  expect(resources.filter((resource) => resourceTerm(resource) === null)).toEqual([]);
  expect(resourceTerm('flow-table')?.term).toBe('flow table');
  expect(resourceTerm('memory')).toBeNull();
});
