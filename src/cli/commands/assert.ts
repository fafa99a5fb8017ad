import { ladderOfLimits } from '../../analysis/limits/limits.ts';
import { estimatedBlocking } from '../../analysis/rare/estimated-blocking.ts';
import { replicationSeeds, underSeeds } from '../../analysis/runs/replications.ts';
import { blockingByTheory } from '../../analysis/targets/blocking-theory.ts';
import { judgeTargets, TARGET_KINDS } from '../../analysis/targets/judge-targets.ts';
import type { Judgement, TrialRun } from '../../analysis/targets/target-kind.ts';
import { type Trial, trialsOf } from '../../analysis/targets/trial.ts';
import { targetRun, trialRun } from '../../analysis/targets/trial-run.ts';
import { ENGINE_VERSION } from '../../network/engine-version.ts';
import type { RunResult } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { parseFiles, wholeNumber } from '../arguments.ts';
import { refuseTooLarge } from '../compiled.ts';
import { EXIT_OK, EXIT_TARGET_MISSED, type Io } from '../io.ts';
import { jsonDocument } from '../json-document.ts';
import { type JunitCase, junitXml } from '../junit-xml.ts';
import { MOST_REPLICATIONS } from '../precision-options.ts';
import { formatTable } from '../print-table.ts';
import { readScenario } from '../read-scenario.ts';
import { runMany } from '../run-many.ts';
import { threadsFor, workersOption } from '../threads.ts';
import { UsageError } from '../usage-error.ts';
import { attemptToWrite } from '../write-file.ts';

const REPLICATIONS_UNLESS_GIVEN = 5;

interface Gate {
  readonly file: string;
  readonly scenario: Scenario;
  /** Runs beside those of the scenario itself, for the targets that ask for them. */
  readonly trials: readonly Trial[];
  /** Of the largest run. */
  readonly memoryBytes: number;
}

interface GateResult extends Gate {
  readonly judgements: readonly Judgement[];
  readonly wallSec: number;
}

/** `assert FILE... [--junit OUT.xml] [--replications R] [--allow-unclear] [--json] [--workers N]`: are the targets met? */
export async function assertTargets(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = parseFiles(argv, {
    json: { type: 'boolean' },
    junit: { type: 'string' },
    replications: { type: 'string' },
    workers: { type: 'string' },
    'allow-unclear': { type: 'boolean' },
  });
  const given = values.replications ?? String(REPLICATIONS_UNLESS_GIVEN);
  const count = wholeNumber('--replications', given, 1, MOST_REPLICATIONS);
  const workers = workersOption(values.workers);
  const gates = readGates(files, io);
  const results: GateResult[] = [];
  for (const gate of gates) results.push(await judged(gate, count, workers, io));
  const passes = (judgement: Judgement): boolean =>
    judgement.verdict === 'met' || (judgement.verdict === 'unclear' && values['allow-unclear'] === true);
  const ok = results.every(({ judgements }) => judgements.every(passes));
  if (values.junit !== undefined) writeReport(values.junit, results, passes, io);
  io.out(values.json === true ? jsonDocument(documentOf(results, ok)) : results.map(textOf).join('\n'));
  return ok ? EXIT_OK : EXIT_TARGET_MISSED;
}

/** Nothing is run before every file is known to be good. */
function readGates(files: readonly string[], io: Io): Gate[] {
  const faults: string[] = [];
  const gates = files.flatMap((file) => {
    try {
      return [readGate(file, io)];
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      faults.push(error.message);
      return [];
    }
  });
  if (faults.length > 0) throw new UsageError(faults.join('\n'));
  return gates;
}

function readGate(file: string, io: Io): Gate {
  const { scenario } = readScenario(file, io);
  if (TARGET_KINDS.every(({ field }) => scenario.targets[field] === null)) {
    const names = TARGET_KINDS.map(({ name }) => name).join(', ');
    throw new UsageError(`${file} has no target to judge (accepted in "targets": ${names})`);
  }
  const trials = trialsOf(scenario).filter(
    ({ kind }) => kind === 'return' || scenario.targets.arrivalsPerSec !== null,
  );
  const memoryBytes = Math.max(...[scenario, ...trials.map((trial) => trial.scenario)].map(refuseTooLarge));
  return { file, scenario, trials, memoryBytes };
}

async function judged(gate: Gate, count: number, workers: number | null, io: Io): Promise<GateResult> {
  const { scenario, trials, memoryBytes } = gate;
  const { targets } = scenario;
  const startedMs = io.nowMs();
  const threads = workers ?? threadsFor(io.processors, memoryBytes);
  const seeds = replicationSeeds(scenario.seed, count);
  const runsOf = async <Made>(
    asked: Scenario,
    make: (scenario: Scenario, result: RunResult) => Made,
  ): Promise<readonly Made[]> =>
    runMany(underSeeds(asked, seeds), threads, io, (result) => make(asked, result));
  const trialRuns = async (kind: Trial['kind']): Promise<readonly TrialRun[]> => {
    const trial = trials.find((each) => each.kind === kind);
    return trial === undefined ? [] : runsOf(trial.scenario, (_, result) => trialRun(trial, result));
  };
  const ladder = ladderOfLimits(scenario);
  const judgements = judgeTargets({
    scenario,
    targets,
    expectedOpen: null,
    runs: await runsOf(scenario, targetRun),
    ladder,
    theory: () => blockingByTheory(scenario, ladder, estimatedBlocking),
    steadyTrials: await trialRuns('steady'),
    returnTrials: await trialRuns('return'),
  });
  return { ...gate, judgements, wallSec: (io.nowMs() - startedMs) / 1000 };
}

/** One line a target. */
function textOf({ file, scenario, judgements }: GateResult): string {
  const table = formatTable(
    [
      { title: 'verdict', align: 'left' },
      { title: 'target', align: 'left' },
      { title: 'asked, found, judged', align: 'left' },
    ],
    judgements.map((judgement) => [judgement.verdict, judgement.target, lineOf(judgement)]),
  );
  return `${file}: ${scenario.name}\n${table}`;
}

function lineOf({ asked, found, judged: why, assumptions }: Judgement): string {
  const assumed = assumptions === null ? '' : ` It assumes: ${assumptions}`;
  return `asked: ${asked}; found: ${found}; judged: ${why}.${assumed}`;
}

function documentOf(results: readonly GateResult[], ok: boolean): object {
  return {
    ok,
    engineVersion: ENGINE_VERSION,
    files: results.map(({ file, scenario, judgements }) => ({
      file,
      scenario: scenario.name,
      seed: scenario.seed,
      targets: judgements,
    })),
  };
}

function writeReport(
  path: string,
  results: readonly GateResult[],
  passes: (judgement: Judgement) => boolean,
  io: Io,
): void {
  const suites = results.map(({ file, scenario, judgements, wallSec }) => ({
    name: file,
    cases: judgements.map((judgement): JunitCase => {
      const message = lineOf(judgement);
      const isUnclear = judgement.verdict === 'unclear';
      const result = passes(judgement)
        ? isUnclear
          ? ({ kind: 'skipped', message } as const)
          : ({ kind: 'passed' } as const)
        : ({ kind: 'failed', type: judgement.verdict, message } as const);
      // All targets of a file are judged by the same runs.
      const sec = wallSec / judgements.length;
      return { name: judgement.target, className: scenario.name, sec, output: message, result };
    }),
  }));
  attemptToWrite(path, () => io.write(path, junitXml('fivetuple assert', suites)));
}
