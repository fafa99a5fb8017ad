import {
  LOOKUP_ADVICE,
  type LookupHit,
  lookUpError,
  type PossibleLimit,
} from '../../analysis/errors/lookup.ts';
import { parseText } from '../arguments.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { jsonDocument } from '../json-document.ts';
import { textOf } from '../read-scenario.ts';
import { UsageError } from '../usage-error.ts';

/** `lookup TEXT [--json]`: the limit that an error or a log line means. */
export function lookup(argv: readonly string[], io: Io): number {
  const { text: given, values } = parseText(argv, { json: { type: 'boolean' } }, 'the error or log line');
  const text = given === '-' ? textOf('-', io) : given;
  if (text.trim() === '') throw new UsageError(`the text is empty. ${LOOKUP_ADVICE}`);
  const hits = lookUpError(text);
  if (values.json === true) {
    io.out(jsonDocument({ hits, ...(hits.length === 0 ? { advice: LOOKUP_ADVICE } : {}) }));
    return EXIT_OK;
  }
  io.out(
    hits.length === 0 ? `Nothing known is in this text.\n${LOOKUP_ADVICE}\n` : hits.map(hitText).join('\n'),
  );
  return EXIT_OK;
}

function hitText({ title, says, limits, source }: LookupHit): string {
  const [first, ...others] = limits;
  return [
    title,
    `  ${says}`,
    ...(first === undefined ? [] : ['', ...limitLines(first, 'The limit')]),
    ...others.flatMap((limit) => ['', ...limitLines(limit, 'Or')]),
    '',
    `  Source: ${source}`,
    '',
  ].join('\n');
}

function limitLines({ label, when, howToRaise, confirm, scenario }: PossibleLimit, lead: string): string[] {
  return [
    `  ${lead}: ${label}${when === 'always' ? '' : `, when ${when}`}`,
    ...confirm.map(({ what, look }) => `    ${look}\n      ${what}`),
    `    ${howToRaise}`,
    `    Scenario: public/scenarios/${scenario}.json`,
  ];
}
