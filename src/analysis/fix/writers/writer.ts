/** What the writers of all systems share. */

import type { SourcePool } from '../../../scenario/scenario.ts';
import type { FixPlace } from '../fix-place.ts';
import { MAX_LISTED } from '../listed.ts';
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

/** Whole seconds, at least one: what most configurations take. */
export const wholeSeconds = (sec: number): number => Math.max(1, Math.round(sec));

export const wholeMilliseconds = (sec: number): number => Math.max(1, Math.round(sec * 1000));
