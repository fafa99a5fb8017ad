import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Value<Option> = Option extends { type: 'boolean' }
  ? boolean
  : Option extends { multiple: true }
    ? readonly string[]
    : string;
type Values<T extends Options> = { readonly [K in keyof T]?: Value<T[K]> };

/**
 * The one file and the options of a command.
 * @throws UsageError for an unknown option, a missing value, or another number of files than one
 */
export function parseCommand<T extends Options>(
  argv: readonly string[],
  options: T,
): { readonly file: string; readonly values: Values<T> } {
  const {
    files: [file, ...more],
    values,
  } = parseFiles(argv, options);
  if (more.length > 0) throw new UsageError(`one FILE at a time: ${JSON.stringify(more[0])} is one too many`);
  return { file, values };
}

/**
 * The files and the options of a command that takes several.
 * @throws UsageError for an unknown option, a missing value, or no file
 */
export function parseFiles<T extends Options>(
  argv: readonly string[],
  options: T,
): { readonly files: readonly [string, ...string[]]; readonly values: Values<T> } {
  const parsed: { positionals: string[]; values: Values<T> } = parse(argv, options);
  const [file, ...more] = parsed.positionals;
  if (file === undefined)
    throw new UsageError('a scenario FILE is missing (accepted: a path, or - for standard input)');
  return { files: [file, ...more], values: parsed.values };
}

/**
 * The one text and the options of a command that takes no file.
 * @throws UsageError for an unknown option, a missing value, or another number of texts than one
 */
export function parseText<T extends Options>(
  argv: readonly string[],
  options: T,
  what: string,
): { readonly text: string; readonly values: Values<T> } {
  const parsed: { positionals: string[]; values: Values<T> } = parse(argv, options);
  const [text, ...more] = parsed.positionals;
  if (text === undefined)
    throw new UsageError(`${what} is missing (accepted: a text, or - for standard input)`);
  if (more.length > 0)
    throw new UsageError(`put the text in quotes: ${JSON.stringify(more[0])} is a second argument`);
  return { text, values: parsed.values };
}

/**
 * A whole number given to an option.
 * @throws UsageError unless it is one from `least` to `most`
 */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new UsageError(
      `${option} ${JSON.stringify(text)} (accepted: a whole number from ${least} to ${most})`,
    );
  return value;
}

function parse<T extends Options>(
  argv: readonly string[],
  options: T,
): { positionals: string[]; values: Values<T> } {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // The first sentence names the option; what follows is advice on positional arguments.
    const [first = error.message] = error.message.split('. ');
    const names = Object.keys(options).map((option) => `--${option}`);
    const accepted = names.length === 0 ? 'none' : names.join(', ');
    throw new UsageError(`${first.replace(/\.$/, '')} (accepted: ${accepted})`);
  }
}
