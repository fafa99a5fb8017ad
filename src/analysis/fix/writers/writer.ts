/** What the writers of all systems share. */

import type { SourcePool } from '../../../scenario/scenario.ts';
import type { FixPlace } from '../fix-place.ts';
import type { SettingGroup } from '../setting-groups.ts';
import type { SnippetText } from '../snippet.ts';

/** The changes of a place in a system's words; empty where it has no setting for them. */
export type Writer = (place: FixPlace) => readonly SnippetText[];
export type Writers = Readonly<Partial<Record<SettingGroup, Writer>>>;

export function lines(...parts: readonly (string | readonly string[] | null)[]): string {
  return parts
    .flatMap((part) => (part === null ? [] : part))
    .map((line) => `${line}\n`)
    .join('');
}

export const indented = (parts: readonly string[], by = '    '): string[] =>
  parts.map((line) => (line === '' ? '' : by + line));

/** Lines of a list that a snippet shows before it only says how many there are. */
export const MAX_LISTED = 48;

export const PLACEHOLDERS =
  'The addresses are placeholders, out of ranges for documentation and tests: put your own in.';

/** Said where a list is longer than a snippet shows. */
export function shownOf(count: number, what: string): string[] {
  return count <= MAX_LISTED
    ? []
    : [`Shown are the first ${MAX_LISTED} of ${count} ${what}; the others follow the same pattern.`];
}

/** Said of products that take a port again toward each destination, where the scenario has one for all of them. */
export function perDestination({ scope }: SourcePool): string[] {
  return scope === 'source'
    ? [
        'This product takes a port again toward each destination: it carries more than the scenario reckons with its scope "source".',
      ]
    : [];
}

/** A rate in whole units, at least one: a second, and of a slower one a minute. */
export function wholeRate(perSec: number): { readonly amount: number; readonly unit: 'second' | 'minute' } {
  return perSec >= 1
    ? { amount: Math.round(perSec), unit: 'second' }
    : { amount: Math.max(1, Math.round(perSec * 60)), unit: 'minute' };
}

/** How many there are of what a place counts: servers, or instances of the hop; null for clients. */
export function instanceCount({ backends, hop }: FixPlace): number | null {
  return backends?.count ?? hop?.instances ?? null;
}

/** A name of letters, digits and hyphens, as DNS, Kubernetes and Google Cloud take it. */
export const dnsName = (slug: string): string => slug.replaceAll('_', '-');

/** Whole seconds, at least one: what most configurations take. */
export const wholeSeconds = (sec: number): number => Math.max(1, Math.round(sec));

export const wholeMilliseconds = (sec: number): number => Math.max(1, Math.round(sec * 1000));
