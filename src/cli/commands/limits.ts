import { estimateAnswer } from '../../analysis/answer.ts';
import { demandOf } from '../../analysis/demand.ts';
import { formatCount, formatShare } from '../../analysis/format-quantity.ts';
import type { LimitRow } from '../../analysis/limit-row.ts';
import { ladderFor } from '../../analysis/limits.ts';
import { type Products, shownAs, symptomOf } from '../../analysis/symptoms.ts';
import { wholeWithin } from '../../analysis/whole-units.ts';
import { ENGINE_VERSION } from '../../network/engine-version.ts';
import { parseCommand } from '../arguments.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { jsonDocument } from '../json-document.ts';
import { formatTable } from '../print-table.ts';
import { readScenario } from '../read-scenario.ts';

/** `limits FILE [--json] [--explain]`: the ladder of limits in closed form. */
export function limits(argv: readonly string[], io: Io): number {
  const { file, values } = parseCommand(argv, { json: { type: 'boolean' }, explain: { type: 'boolean' } });
  const { scenario, products } = readScenario(file, io);
  const demand = demandOf(scenario);
  const rows = ladderFor(scenario, demand);
  const { verdict, sentence, detail, basis } = estimateAnswer(scenario, products);
  if (values.json === true) {
    io.out(
      jsonDocument({
        scenario: scenario.name,
        engineVersion: ENGINE_VERSION,
        answer: { verdict, sentence, detail, basis },
        demand: { connections: demand.connections, arithmetic: demand.arithmetic },
        limits: rows.map((row) => ({ ...row, ...shownAs(products, row) })),
      }),
    );
    return EXIT_OK;
  }
  io.out(`${sentence}\n${detail === '' ? '' : `${detail}\n`}\n`);
  io.out(`Demand: ${demand.arithmetic}\n\n`);
  io.out(ladderTable(rows));
  if (values.explain === true) io.out(`\n${rows.map((row) => explanation(row, products)).join('\n')}`);
  return EXIT_OK;
}

function ladderTable(rows: readonly LimitRow[]): string {
  return formatTable(
    [
      { title: 'where', align: 'left' },
      { title: 'limit', align: 'left' },
      { title: 'connections', align: 'right' },
      { title: 'used', align: 'right' },
    ],
    rows.map((row) => [
      row.stationName,
      row.label,
      formatCount(wholeWithin(row.capacityConnections)),
      formatShare(row.demandConnections / row.capacityConnections),
    ]),
  );
}

function explanation(row: LimitRow, products: Products): string {
  const { symptom } = symptomOf(products, row.station, row.resource);
  return [
    `${row.label} at ${row.stationName}`,
    `  ${row.arithmetic}`,
    ...(row.change === null ? [] : [`  To carry the demand: ${row.change}.`]),
    `  How it shows: ${symptom}.`,
    `  ${row.howToRaise}`,
    `  Source: ${row.source}`,
    '',
  ].join('\n');
}
