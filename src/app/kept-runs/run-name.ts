import type { DocumentState } from '../state/document-store.ts';
import { inputChanges } from './input-changes.ts';

/** More changes than these are counted and not named. */
const NAMED_CHANGES = 2;
const MOST_CHARACTERS = 60;

/** What differs from a run of the same question, as "Source addresses 2"; without one, or without a difference, the question. */
export function runName(open: DocumentState, reference: DocumentState | null): string {
  const question = open.scenario.name;
  if (reference === null || reference.scenario.name !== question) return question;
  const changes = inputChanges(reference, open);
  if (changes.length === 0) return question;
  const named = changes.slice(0, NAMED_CHANGES).map(({ label, to }) => `${label} ${to}`);
  const rest = changes.length - named.length;
  const name = named.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return name.length > MOST_CHARACTERS ? `${name.slice(0, MOST_CHARACTERS - 1)}…` : name;
}
