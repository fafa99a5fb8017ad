import { runCount } from '../../analysis/answer/precision-sentences.ts';
import { DEFAULT_SPREAD } from '../../analysis/sensitivity/inputs.ts';
import {
  CLOSED_FORM_MEASURES,
  type ClosedFormMeasure,
  MEASURE_NAMES,
  type Measure,
  SIMULATED_MEASURES,
  type SimulatedMeasure,
} from '../../analysis/sensitivity/measures.ts';
import { simulatedBars, simulatedJobs, simulatedOutcome } from '../../analysis/sensitivity/simulated.ts';
import {
  type BarEnd,
  closedFormBars,
  closedFormSensitivity,
  type SensitivityPlan,
  sensitivityPlan,
} from '../../analysis/sensitivity/tornado.ts';
import { ENGINE_VERSION } from '../../network/engine-version.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { parseQuantity } from '../../scenario/units.ts';
import { parseCommand, wholeNumber } from '../arguments.ts';
import { refuseTooLarge } from '../compiled.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { jsonDocument } from '../json-document.ts';
import { MOST_REPLICATIONS } from '../precision-options.ts';
import { readScenario } from '../read-scenario.ts';
import { runMany } from '../run-many.ts';
import { threadsFor, workersOption } from '../threads.ts';
import { type Tornado, tornadoText } from '../tornado-text.ts';
import { UsageError } from '../usage-error.ts';

const OPTIONS = {
  json: { type: 'boolean' },
  simulate: { type: 'boolean' },
  of: { type: 'string' },
  spread: { type: 'string' },
  replications: { type: 'string' },
  workers: { type: 'string' },
} as const;

/** `sensitivity FILE [--of MEASURE] [--spread 20%] [--simulate] [--json]`: which inputs move the answer most. */
export async function sensitivity(argv: readonly string[], io: Io): Promise<number> {
  const { file, values } = parseCommand(argv, OPTIONS);
  const spread = spreadOf(values.spread);
  const tornadoOf = values.simulate === true ? simulatedBy(values, io) : closedFormBy(values);
  const { scenario, file: written } = readScenario(file, io);
  const tornado = await tornadoOf(sensitivityPlan(written, scenario, spread));
  io.out(
    values.json === true
      ? jsonDocument(documentOf(scenario, tornado, spread))
      : `${scenario.name}\n\n${tornadoText(tornado, spread, scenario.uncertain.length > 0)}`,
  );
  return EXIT_OK;
}

type Values = { readonly [K in 'of' | 'replications' | 'workers']?: string };

function closedFormBy(values: Values): (plan: SensitivityPlan) => Tornado {
  for (const name of ['replications', 'workers'] as const)
    if (values[name] !== undefined) throw new UsageError(`--${name} goes with --simulate`);
  const measure: ClosedFormMeasure = measureOf(values.of, CLOSED_FORM_MEASURES);
  return (plan) => {
    const closed = closedFormSensitivity(plan);
    return { measure, base: closed.base[measure], bars: closedFormBars(closed, measure), runs: 0 };
  };
}

function simulatedBy(values: Values, io: Io): (plan: SensitivityPlan) => Promise<Tornado> {
  const measure: SimulatedMeasure = measureOf(values.of, SIMULATED_MEASURES);
  const count = wholeNumber('--replications', values.replications ?? '1', 1, MOST_REPLICATIONS);
  const workers = workersOption(values.workers);
  return async (plan) => {
    const memoryBytes = Math.max(...simulatedJobs(plan, 1).map(refuseTooLarge));
    const threads = workers ?? threadsFor(io.processors, memoryBytes);
    const jobs = simulatedJobs(plan, count);
    const outcomes = await runMany(jobs, threads, io, simulatedOutcome(plan.base.warmUpSec));
    return { measure, ...simulatedBars(plan, outcomes, count, measure), runs: count };
  };
}

/** The first unless one is given. */
function measureOf<M extends Measure>(text: string | undefined, known: readonly [M, ...M[]]): M {
  const found = text === undefined ? known[0] : known.find((name) => name === text);
  if (found !== undefined) return found;
  throw new UsageError(`--of ${JSON.stringify(text)} (accepted: ${known.join(', ')})`);
}

function spreadOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_SPREAD;
  const parsed = parseQuantity('share', text);
  if (parsed.ok && parsed.value > 0 && parsed.value < 1) return parsed.value;
  throw new UsageError(
    `--spread ${JSON.stringify(text)} (accepted: more than 0 and less than 1, such as 20%)`,
  );
}

function documentOf(
  { name, seed }: Scenario,
  { measure, base, bars, runs }: Tornado,
  spread: number,
): object {
  return {
    scenario: name,
    engineVersion: ENGINE_VERSION,
    measure,
    name: MEASURE_NAMES[measure],
    basis: runs === 0 ? 'closed form' : 'simulation',
    ...(runs === 0 ? {} : { seed, runs: runCount(runs) }),
    spread,
    base,
    inputs: bars.map(({ input, low, high, swing }) => ({
      field: input.field,
      label: input.label,
      base: input.base,
      isRange: input.isRange,
      low: endOf(low),
      high: endOf(high),
      swing,
    })),
  };
}

function endOf(end: BarEnd | null): object | null {
  if (end === null) return null;
  const { text, value, problem, difference } = end;
  return {
    at: text,
    value,
    ...(problem === '' ? {} : { problem }),
    ...(difference === null ? {} : { difference }),
  };
}
