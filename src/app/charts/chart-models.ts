import { NO_PRODUCTS, type Products } from '../../analysis/levers/products.ts';
import type { ColumnInfo } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { backendsChart } from './backends-chart.ts';
import type { ChartId, ChartModel } from './chart-model.ts';
import { concurrentChart } from './concurrent-chart.ts';
import { failuresChart } from './failures-chart.ts';
import { portsChart } from './ports-chart.ts';

type Build = (info: readonly ColumnInfo[], scenario: Scenario, products: Products) => ChartModel;

const BUILD: Readonly<Record<ChartId, Build>> = {
  concurrent: concurrentChart,
  ports: portsChart,
  failures: failuresChart,
  backends: backendsChart,
};

/** The charts in the order in which they stand, for a picker. */
export const chartChoices: readonly { readonly id: ChartId; readonly label: string }[] = [
  { id: 'concurrent', label: 'Concurrent connections' },
  { id: 'ports', label: 'Ports in use' },
  { id: 'failures', label: 'Failures by cause' },
  { id: 'backends', label: 'Load per backend' },
];

/** @param products what the stations are, for the words of failures */
export function chartModel(
  id: ChartId,
  info: readonly ColumnInfo[],
  scenario: Scenario,
  products: Products = NO_PRODUCTS,
): ChartModel {
  return BUILD[id](info, scenario, products);
}
