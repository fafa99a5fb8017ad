import { estimateAnswer } from '../../analysis/answer/answer.ts';
import { shownAs, symptomOf } from '../../analysis/answer/symptoms.ts';
import type { Products } from '../../analysis/levers/products.ts';
import { blockingText, pathBlockingText } from '../../analysis/limits/blocking-text.ts';
import { type Demand, demandOf } from '../../analysis/limits/demand.ts';
import { hashImbalanceOf, hashImbalanceText } from '../../analysis/limits/hash-pool.ts';
import { changeText } from '../../analysis/limits/limit-change.ts';
import { guideTo } from '../../analysis/limits/limit-guide.ts';
import type { LimitRow } from '../../analysis/limits/limit-row.ts';
import { ladderFor } from '../../analysis/limits/limits.ts';
import { type PathBlocking, pathBlocking } from '../../analysis/limits/path-blocking.ts';
import { predictedBlocking } from '../../analysis/limits/predicted-blocking.ts';
import { EFFECT_TEXT, type TimeoutLadder, timeoutLadders } from '../../analysis/limits/timeout-ladder.ts';
import { waterfallFor } from '../../analysis/limits/waterfall.ts';
import { formatCount, formatDuration, formatShare } from '../../analysis/wording/format-quantity.ts';
import { wholeWithin } from '../../analysis/wording/whole-units.ts';
import { ENGINE_VERSION } from '../../network/engine-version.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { parseCommand } from '../arguments.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { jsonDocument } from '../json-document.ts';
import { formatTable } from '../print-table.ts';
import { readScenario } from '../read-scenario.ts';
import { waterfallDocument, waterfallText } from '../waterfall-report.ts';

/** `limits FILE [--json] [--explain]`: the ladder of limits in closed form. */
export function limits(argv: readonly string[], io: Io): number {
  const { file, values } = parseCommand(argv, { json: { type: 'boolean' }, explain: { type: 'boolean' } });
  const { scenario, products } = readScenario(file, io);
  const demand = demandOf(scenario);
  const rows = ladderFor(scenario, demand);
  const waterfall = waterfallFor(scenario, demand, products);
  const { verdict, sentence, detail, basis } = estimateAnswer(scenario, products);
  if (values.json === true) {
    io.out(
      jsonDocument({
        scenario: scenario.name,
        engineVersion: ENGINE_VERSION,
        answer: { verdict, sentence, detail, basis },
        demand: { connections: demand.connections, arithmetic: demand.arithmetic },
        limits: rows.map((row) => ({
          ...row,
          change: changeText(row, scenario, demand, products),
          ...guideTo(row.resource),
          ...shownAs(products, row),
          blocking: predictedBlocking(row, scenario),
          hashImbalance: hashImbalanceOf(row),
        })),
        pathBlocking: pathBlockingDocument(pathBlocking(scenario)),
        waterfall: waterfallDocument(waterfall),
        timeouts: timeoutLadders(scenario),
      }),
    );
    return EXIT_OK;
  }
  io.out(`${sentence}\n${detail === '' ? '' : `${detail}\n`}\n`);
  io.out(`Demand: ${demand.arithmetic}\n\n`);
  io.out(ladderTable(rows));
  io.out(`\n${waterfallText(waterfall, values.explain === true)}`);
  for (const ladder of timeoutLadders(scenario)) io.out(`\n${timeoutText(ladder)}`);
  if (values.explain === true) io.out(`\n${explanations(rows, scenario, demand, products)}`);
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

function explanations(
  rows: readonly LimitRow[],
  scenario: Scenario,
  demand: Demand,
  products: Products,
): string {
  const path = pathBlockingText(pathBlocking(scenario));
  return [
    ...(path === null ? [] : [`Blocking on the whole path: ${path}\n`]),
    ...rows.map((row) => explanation(row, scenario, demand, products)),
  ].join('\n');
}

function explanation(row: LimitRow, scenario: Scenario, demand: Demand, products: Products): string {
  const { symptom } = symptomOf(products, row.station, row.resource);
  const change = changeText(row, scenario, demand, products);
  const blocking = predictedBlocking(row, scenario);
  const imbalance = hashImbalanceText(row);
  const { howToRaise, source } = guideTo(row.resource);
  return [
    `${row.label} at ${row.stationName}`,
    `  ${row.arithmetic}`,
    ...(change === null ? [] : [`  To carry the demand: ${change}.`]),
    ...(blocking === null ? [] : [`  Blocking at the demand: ${blockingText(blocking)}`]),
    ...(imbalance === null ? [] : [`  ${imbalance}`]),
    `  How it shows: ${symptom}.`,
    `  ${howToRaise}`,
    `  Source: ${source}`,
    '',
  ].join('\n');
}

function pathBlockingDocument(path: PathBlocking | null): object | null {
  if (path === null) return null;
  const { parts, ...rest } = path;
  return {
    ...rest,
    parts: parts.map(({ row, probability }) => ({
      station: row.station,
      resource: row.resource,
      probability,
    })),
  };
}

/** "Timers of a quiet connection": what fires, in order, and the heartbeat that none of them beats. */
function timeoutText({ population, rungs, ...ladder }: TimeoutLadder): string {
  const { sentence, arithmetic, safeHeartbeatSec, missShare, endedWithinHour } = ladder;
  const table = formatTable(
    [
      { title: 'after', align: 'right' },
      { title: 'where', align: 'left' },
      { title: 'timer', align: 'left' },
      { title: 'what it does', align: 'left' },
    ],
    rungs.map(({ afterSec, where, timer, effect }) => [
      formatDuration(afterSec),
      where,
      timer,
      EFFECT_TEXT[effect],
    ]),
  );
  const raced =
    missShare > 0 && missShare < 1
      ? `Of connections that stay open, ${formatShare(endedWithinHour)} are ended within an hour.\n`
      : '';
  const safe = safeHeartbeatSec === null ? '' : `Safe heartbeat: ${arithmetic}.\n`;
  return `Timers of a quiet connection of ${population}:\n${table}${sentence}\n${raced}${safe}`;
}
