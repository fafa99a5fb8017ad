/** What an error message or a log line says about limits. */
import type { ResourceId } from '../../network/results/run-result.ts';

/** A limit that can stand behind an error: a resource of the model, or a timer or table that is none. */
export type LimitId = ResourceId | 'idle-timers' | 'time-wait-sockets';

export interface Meaning {
  readonly limit: LimitId;
  /** What has to be the case for it to be this limit and not another one of the list. */
  readonly when: string;
}

export interface KnownError {
  readonly id: string;
  /** It says little by itself, such as a status or an errno that many causes have: any other hit comes before it. */
  readonly isGeneral?: true;
  /** As people name it. */
  readonly title: string;
  /** What has happened, in a sentence. */
  readonly says: string;
  /** Any of these in the text is a hit; they match without regard to case unless they need it. */
  readonly patterns: readonly RegExp[];
  /** The likeliest first; never empty. */
  readonly meanings: readonly Meaning[];
  /** Commands and metrics of this product, before those of the limit. */
  readonly confirm?: readonly Confirmation[];
  readonly source: string;
}

export interface Confirmation {
  /** What it shows, and what it says about the limit. */
  readonly what: string;
  /** A command, a file, or the name of a metric. */
  readonly look: string;
}

/**
 * A code of few letters, whose case counts, told apart from ordinary words: alone, behind one of the words that introduce
 * it, or where log lines have it.
 */
export function codePatterns(code: string, words: readonly string[], inLog: readonly RegExp[]): RegExp[] {
  const introduced = words.map(
    (word) => `[${word.charAt(0).toUpperCase()}${word.charAt(0)}]${word.slice(1)}`,
  );
  return [
    new RegExp(`^\\s*["'\`]?${code}(?:--)?["'\`]?\\s*$`),
    new RegExp(`(?:${introduced.join('|')})\\W{1,4}${code}\\b`),
    ...inLog,
  ];
}
