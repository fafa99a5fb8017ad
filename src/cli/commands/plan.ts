import { type Planning, planTargets } from '../../analysis/plan/planning.ts';
import { DEFAULT_MEMORY_LIMIT_BYTES } from '../../analysis/runs/run.ts';
import { trialsOf } from '../../analysis/targets/trial.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { OWN_PLANNER } from '../../workers/planner.ts';
import { type PlanCheck, verifyPlans } from '../../workers/verify-plans.ts';
import { parseCommand, wholeNumber } from '../arguments.ts';
import { largestRunBytes } from '../compiled.ts';
import { EXIT_OK, EXIT_TARGET_MISSED, type Io } from '../io.ts';
import { jsonDocument } from '../json-document.ts';
import { planDocument } from '../plan-document.ts';
import { planReport } from '../plan-report.ts';
import { planText } from '../plan-text.ts';
import { Progress } from '../progress.ts';
import { readScenario } from '../read-scenario.ts';
import { threadsFor, workersOption } from '../threads.ts';

/** Enough for an interval; a target that takes more says so. */
const REPLICATIONS = '5';
const MOST_REPLICATIONS = 1000;

/** `plan FILE [--json] [--replications R] [--workers N] [--no-verify]`: what meets the targets. */
export async function plan(argv: readonly string[], io: Io): Promise<number> {
  const { file: path, values } = parseCommand(argv, {
    json: { type: 'boolean' },
    replications: { type: 'string' },
    workers: { type: 'string' },
    'no-verify': { type: 'boolean' },
  });
  const replications = wholeNumber(
    '--replications',
    values.replications ?? REPLICATIONS,
    1,
    MOST_REPLICATIONS,
  );
  const workers = workersOption(values.workers);
  const { file } = readScenario(path, io);
  const planning = planTargets(file);
  const checks =
    values['no-verify'] === true ? [] : await verified(file, planning, replications, workers, io);
  const report = planReport(file, planning, checks);
  io.out(values.json === true ? jsonDocument(planDocument(report)) : planText(report));
  return report.best === undefined ? EXIT_TARGET_MISSED : EXIT_OK;
}

async function verified(
  file: ScenarioFile,
  { plans }: Planning,
  replications: number,
  workers: number | null,
  io: Io,
): Promise<readonly PlanCheck[]> {
  const progress = new Progress(io, plans.length * replications);
  const trials = plans.flatMap((each) => trialsOf(each.scenario)).map(({ scenario }) => scenario);
  const checks = await verifyPlans(file, plans, {
    pool: {
      newRunner: io.newRunner,
      workers: workers ?? threadsFor(io.processors, largestRunBytes(trials)),
      memoryLimitBytes: DEFAULT_MEMORY_LIMIT_BYTES,
    },
    planner: OWN_PLANNER,
    replications,
    onProgress: (share) => progress.show(share),
  });
  progress.clear();
  return checks;
}
