import type { PortMapChoice } from '../../../network/results/run-result.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import { addressName, destinationName } from '../space-names.ts';

/** Names of the sides of a matrix. */
export interface MatrixNames {
  readonly addresses: readonly string[];
  readonly destinations: readonly string[];
}

export function matrixNames(scenario: Scenario, choice: PortMapChoice): MatrixNames {
  return {
    addresses: list(choice.addresses, (index) => addressName(scenario, choice.station, index)),
    destinations: list(choice.destinations, (index) => destinationName(scenario, choice, index)),
  };
}

function list(length: number, name: (index: number) => string): string[] {
  return Array.from({ length }, (_, index) => name(index));
}
