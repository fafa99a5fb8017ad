import { type Products, productsOf } from '../analysis/levers/products.ts';
import type { ScenarioFile } from '../scenario/file-format.ts';
import { parseScenarioText } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { describeScenarioError, type ScenarioError } from '../scenario/scenario-error.ts';
import { messageOf } from '../workers/errors.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';

export interface ReadScenario {
  /** As it is written, without results. */
  readonly file: ScenarioFile;
  readonly scenario: Scenario;
  /** What its stations are, for the words of failures. */
  readonly products: Products;
}

/**
 * Reads and validates a scenario file.
 * @throws UsageError when the file cannot be read, or with every fault of the scenario, one a line
 */
export function readScenario(file: string, io: Io): ReadScenario {
  const outcome = parseScenarioText(textOf(file, io));
  if (outcome.ok)
    return { file: outcome.file, scenario: outcome.scenario, products: productsOf(outcome.file) };
  throw new UsageError(faultsText(file, outcome.errors));
}

/** @throws UsageError when the file cannot be read */
export function textOf(file: string, io: Io): string {
  try {
    return io.read(file);
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${messageOf(error)}`);
  }
}

/** Every fault of a file, one a line. */
export function faultsText(file: string, errors: readonly ScenarioError[]): string {
  const source = file === '-' ? 'standard input' : file;
  const faults = errors.length === 1 ? '1 fault' : `${errors.length} faults`;
  return [`${source} has ${faults}`, ...errors.map((error) => `  ${describeScenarioError(error)}`)].join(
    '\n',
  );
}
