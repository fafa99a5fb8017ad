import { readArrivalTrace } from '../../scenario/arrival-trace.ts';
import { readLifetimeTrace } from '../../scenario/lifetime-trace.ts';
import { parseDuration } from '../../scenario/units.ts';
import { parseCommand } from '../arguments.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { faultsText, textOf } from '../read-scenario.ts';
import { UsageError } from '../usage-error.ts';

const KINDS = ['arrivals', 'lifetime'];

/**
 * `import-trace FILE --as arrivals|lifetime`: the JSON fragment of a scenario for a table, on standard output; what the columns
 * were taken for on standard error.
 */
export function importTrace(argv: readonly string[], io: Io): number {
  const { file, values } = parseCommand(argv, { as: { type: 'string' }, repeats: { type: 'string' } });
  const { as: kind = '', repeats = '' } = values;
  if (!KINDS.includes(kind))
    throw new UsageError(`--as ${JSON.stringify(kind)} (accepted: ${KINDS.join(', ')})`);
  if (repeats !== '' && (kind !== 'arrivals' || !parseDuration(repeats).ok))
    throw new UsageError(
      `--repeats ${JSON.stringify(repeats)} (accepted: a duration such as 24h, for arrivals)`,
    );
  const text = textOf(file, io);
  const reading = kind === 'arrivals' ? readArrivalTrace(text, repeats) : readLifetimeTrace(text);
  if (!reading.ok) throw new UsageError(faultsText(file, [{ path: '', code: 'syntax', ...reading.fault }]));
  const { columns, rows, summary } = reading;
  io.err([`${rows} rows`, ...columns.map(({ name, is }) => `${name}: ${is}`), ...summary, ''].join('\n'));
  io.out(`${JSON.stringify({ [kind]: reading.file }, null, 2)}\n`);
  return EXIT_OK;
}
