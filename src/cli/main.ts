import { SYSTEMS } from '../analysis/fix/snippet.ts';
import { addresses } from './commands/addresses.ts';
import { assertTargets } from './commands/assert.ts';
import { check } from './commands/check.ts';
import { fix } from './commands/fix.ts';
import { importTrace } from './commands/import-trace.ts';
import { limits } from './commands/limits.ts';
import { lookup } from './commands/lookup.ts';
import { merge } from './commands/merge.ts';
import { plan } from './commands/plan.ts';
import { policies } from './commands/policies.ts';
import { run } from './commands/run.ts';
import { sensitivity } from './commands/sensitivity.ts';
import { sweep } from './commands/sweep.ts';
import { EXIT_INVALID, EXIT_OK, type Io } from './io.ts';
import { UsageError } from './usage-error.ts';

interface Command {
  readonly usage: string;
  readonly purpose: string;
  readonly options: readonly string[];
  readonly act: (argv: readonly string[], io: Io) => number | Promise<number>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  check: {
    usage: 'check FILE',
    purpose: 'validate a scenario; every fault with its path',
    options: [],
    act: check,
  },
  limits: {
    usage: 'limits FILE [--json] [--explain]',
    purpose: 'what binds first, next, ... in closed form',
    options: [
      '--json      one document on standard output',
      '--explain   the arithmetic, how to raise it and the source of each limit',
    ],
    act: limits,
  },
  run: {
    usage: 'run FILE [--json] [--seed N] [--replications R | --precision P]',
    purpose: 'simulate the scenario to its end',
    options: [
      '--json            one document on standard output',
      '--seed N          run under this seed instead of the scenario’s own',
      '--replications R  run under R seeds; intervals over all of them',
      '--precision P     as many replications as the 95 % interval needs to lie within P of the mean, such as 5%',
      '--half-width W    the same with half the width of the interval in the unit of the output',
      '--of OUTPUT       of what: blocking (unless given), peak, mean, failed',
      '--most-replications R  the end, precise or not: 100 unless given',
      '--workers N       replications at the same time; as many as the machine has cores unless given',
    ],
    act: run,
  },
  plan: {
    usage: 'plan FILE [--json] [--replications R] [--workers N] [--no-verify]',
    purpose: 'the smallest changes that meet the targets, cheapest first, each put to the test by simulation',
    options: [
      '--json            one document on standard output',
      '--replications R  runs of each plan, under the same seeds for all (5)',
      '--workers N       runs at the same time; as many as the machine has cores unless given',
      '--no-verify       closed form only, without simulation',
      'Exits with 1 where no plan meets the targets.',
    ],
    act: plan,
  },
  assert: {
    usage: 'assert FILE... [--junit OUT.xml] [--replications R] [--json]',
    purpose: 'are the targets met? 0 where all are, 1 where one is not',
    options: [
      '--junit OUT.xml   a JUnit report: a test suite a file, a test case a target',
      '--replications R  runs of each file; 5 unless given. One run has no interval for some targets',
      '--allow-unclear   a target that is neither met nor missed for sure does not fail',
      '--json            one document on standard output',
      '--workers N       replications at the same time; as many as the machine has cores unless given',
    ],
    act: assertTargets,
  },
  sensitivity: {
    usage: 'sensitivity FILE [--of MEASURE] [--simulate] [--json]',
    purpose: 'which inputs move the answer most: one at a time, low and high',
    options: [
      '--of MEASURE      in closed form headroom (unless given), capacity, blocking; simulated blocking, peak, failed',
      '--spread S        how far each input moves, 20% unless given; an input with a range moves to its ends',
      '--simulate        run each scenario under the same seeds instead of the closed form',
      '--replications R  seeds of each; differences then have intervals. 1 unless given',
      '--workers N       runs at the same time; as many as the machine has cores unless given',
      '--json            one document on standard output',
    ],
    act: sensitivity,
  },
  sweep: {
    usage: 'sweep FILE --over PATH=VALUES [--over ...] [--json|--csv]',
    purpose: 'every combination of the values of one or two parameters',
    options: [
      '--over PATH=VALUES  a number of the file, such as path.0.snat.addresses, and its values:',
      '                    1..16 each whole number; 10m..1h:6 six evenly spaced; 1k..1M:7:log seven in equal',
      '                    ratios; 10m..1h:+10m in steps; 1..64:x2 each twice the one before; 1,2,4,8 a list',
      '--replications R    runs of each point, under the same R seeds (3)',
      '--out LOG           write each run to LOG as it ends; where LOG is there, go on from it',
      '--shard I/N         only every N-th run, from the I-th on; writes the log, for merge to join',
      '--workers N         runs at the same time; as many as the machine has cores unless given',
      '--json, --csv       one document on standard output, a point a line',
    ],
    act: sweep,
  },
  merge: {
    usage: 'merge LOG... [--partial] [--json|--csv]',
    purpose: 'what sweep prints, from its logs or those of its shards',
    options: [
      '--partial      of the runs that are there, where some are missing',
      '--json, --csv  one document on standard output',
    ],
    act: merge,
  },
  policies: {
    usage: 'policies FILE [--replications R] [--json]',
    purpose: 'the events of the scenario under five reconnect policies',
    options: [
      '--replications R  seeds of each policy, the same for all; differences then have intervals. 1 unless given',
      '--workers N       runs at the same time; as many as the machine has cores unless given',
      '--json            one document on standard output',
    ],
    act: policies,
  },
  addresses: {
    usage: 'addresses FILE [--blocking P] [--hop NAME] [--json]',
    purpose: 'source addresses needed under every tuple scope and port selection',
    options: [
      '--blocking P   share of new connections that may be refused, instead of the scenario’s target',
      '--hop NAME     the hop whose source addresses are asked about; the first one that has any unless given',
      '--json         one document on standard output',
    ],
    act: addresses,
  },
  fix: {
    usage: 'fix FILE [--change PATH=VALUE]... [--system NAME] [--json]',
    purpose: 'changes written down for sysctl, nftables, HAProxy, a cloud ...',
    options: [
      '--change PATH=VALUE  a field with its new value, as often as needed; nothing after = is the default',
      '                     without one: the smallest change of the first limit that does not carry the target',
      `--system NAME        ${SYSTEMS.join(', ')}`,
      '--json               one document on standard output',
    ],
    act: fix,
  },
  lookup: {
    usage: 'lookup TEXT [--json]',
    purpose: 'the limit that an error or a log line means',
    options: [
      'TEXT is the line in quotes; - reads standard input',
      '--json      one document on standard output',
    ],
    act: lookup,
  },
  'import-trace': {
    usage: 'import-trace FILE --as arrivals|lifetime [--repeats 24h]',
    purpose: 'a CSV as the JSON that a scenario holds',
    options: [
      '--as arrivals     times, and rates or counts: an arrivals block with its profile',
      '--as lifetime     bins and counts, quantiles, or a lifetime a row: an empirical lifetime',
      '--repeats TIME    the profile begins anew after that time',
    ],
    act: importTrace,
  },
};

/** Runs the command line; returns the exit code. Faults of the program itself are thrown. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name = '--help', ...rest] = argv;
  if (name === '--help' || name === '-h' || name === 'help') {
    io.out(overview());
    return EXIT_OK;
  }
  if (name === '--version' || name === '-V') {
    io.out(`${io.version}\n`);
    return EXIT_OK;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    const kind = name.startsWith('-') ? 'option' : 'command';
    const accepted = `${Object.keys(COMMANDS).join(', ')}, --help, --version`;
    io.err(`fivetuple: unknown ${kind} ${JSON.stringify(name)} (accepted: ${accepted})\n`);
    return EXIT_INVALID;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(helpOn(command));
    return EXIT_OK;
  }
  try {
    return await command.act(rest, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.err(`fivetuple ${name}: ${error.message}\n`);
    return EXIT_INVALID;
  }
}

function overview(): string {
  const lines = Object.values(COMMANDS).map(
    ({ usage, purpose }) => `  fivetuple ${usage.padEnd(64)}${purpose}`,
  );
  return [
    'How many connections does a topology hold, and what breaks first?',
    '',
    ...lines,
    '',
    '  FILE is a scenario in JSON; - reads standard input. fivetuple COMMAND --help says more.',
    '  Exit codes: 0 done; 1 a target is missed or unclear (plan, assert); 2 the arguments or the scenario are not acceptable;',
    '  70 a fault of the program.',
    '',
  ].join('\n');
}

function helpOn({ usage, purpose, options }: Command): string {
  return [`fivetuple ${usage}`, `  ${purpose}`, ...options.map((line) => `  ${line}`), ''].join('\n');
}
