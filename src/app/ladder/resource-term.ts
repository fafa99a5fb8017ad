import type { ResourceId } from '../../network/results/run-result.ts';
import { FIELD_TERMS, type FieldTerm } from '../help/field-terms.ts';

/** Names of the resources in docs/glossary.md; those that are words of everyday English have none there. */
const TERM_NAMES: Readonly<Partial<Record<ResourceId, string>>> = {
  'client-ports': 'ephemeral port',
  'snat-ports': 'source port',
  'source-ports': 'source port',
  'port-blocks': 'port block',
  'flow-table': 'flow table',
  admission: 'admission limit',
  'max-connections': 'connection limit',
  'file-descriptors': 'file descriptor',
  'accept-queue': 'accept queue',
  availability: 'availability',
  'no-answer': 'no answer',
};

/** What a resource is, as the glossary has it; null where it needs no explanation. */
export function resourceTerm(resource: ResourceId): FieldTerm | null {
  const name = TERM_NAMES[resource];
  return FIELD_TERMS.find(({ term }) => term === name) ?? null;
}
