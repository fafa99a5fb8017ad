/** From an error message or log lines to the limits that they can mean. */
import type { ResourceId } from '../../network/results/run-result.ts';
import { hostErrors } from './host-errors.ts';
import type { Confirmation, KnownError, LimitId } from './known-error.ts';
import { factsOf } from './limit-facts.ts';
import { networkErrors } from './network-errors.ts';
import { proxyErrors } from './proxy-errors.ts';

export const knownErrors: readonly KnownError[] = [...hostErrors, ...proxyErrors, ...networkErrors];

export interface PossibleLimit {
  readonly limit: LimitId;
  /** Null for timers and tables that are no resource of the model. */
  readonly resource: ResourceId | null;
  readonly label: string;
  readonly when: string;
  readonly explanation: string;
  readonly howToRaise: string;
  readonly confirm: readonly Confirmation[];
  readonly scenario: string;
  readonly term: string | null;
}

export interface LookupHit {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  /** What of the text it was known by. */
  readonly matched: string;
  /** The likeliest first. */
  readonly limits: readonly PossibleLimit[];
  readonly source: string;
}

/** More than a long stack trace; a whole log file would take long and say little. */
const MOST_CHARACTERS = 100_000;
const MOST_HITS = 5;

/** What to give where nothing was found. */
export const LOOKUP_ADVICE =
  'Give the line of the log with the error itself: an errno or its text (EADDRNOTAVAIL, "Too many open files"), a kernel message ("nf_conntrack: table full"), a metric (PortAllocationErrorCount), the flags of an HAProxy or Envoy log line (SC--, UO), or an HTTP status.';

/** The known errors in a text, the most telling first: what more of the text was known by says more. */
export function lookUpError(text: string): readonly LookupHit[] {
  const given = straightened(text.slice(0, MOST_CHARACTERS));
  const found = knownErrors.flatMap((error) => {
    const matched = longestMatch(error, given);
    return matched === null ? [] : [{ error, matched }];
  });
  // The sort is stable: of equally long matches the more basic error comes first.
  return found
    .sort((a, b) => generality(a.error) - generality(b.error) || b.matched.length - a.matched.length)
    .slice(0, MOST_HITS)
    .map(({ error, matched }) => hit(error, matched));
}

const generality = ({ isGeneral }: KnownError): number => (isGeneral === true ? 1 : 0);

/** Typographic quotes, dashes and runs of blanks, as chats and tickets make them, become plain again. */
function straightened(text: string): string {
  return text
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u201c\u201d]/g, '"')
    .replaceAll(/[\u2010-\u2015]/g, '-')
    .replaceAll(/[ \t\u00a0\u2009\u202f]+/g, ' ')
    .trim();
}

function longestMatch({ patterns }: KnownError, text: string): string | null {
  let longest: string | null = null;
  for (const pattern of patterns) {
    const matched = pattern.exec(text)?.[0].trim();
    if (matched !== undefined && matched.length > (longest?.length ?? 0)) longest = matched;
  }
  return longest;
}

function hit({ id, title, says, meanings, confirm = [], source }: KnownError, matched: string): LookupHit {
  return {
    id,
    title,
    says,
    matched,
    source,
    limits: meanings.map(({ limit, when }, index) => {
      const facts = factsOf(limit);
      return {
        ...facts,
        limit,
        resource: limit === 'idle-timers' || limit === 'time-wait-sockets' ? null : limit,
        when,
        confirm: index === 0 ? [...confirm, ...facts.confirm] : facts.confirm,
      };
    }),
  };
}
