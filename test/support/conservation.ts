/** A recount of a run, while it goes on and from its series; for tests. */

import type { ConnectionState } from '../../src/network/connections/connections.ts';
import { compile } from '../../src/network/plan.ts';
import { auditSimulation } from '../../src/network/results/audit.ts';
import type { ColumnInfo, RunResult } from '../../src/network/results/run-result.ts';
import { hasDescriptor } from '../../src/network/set-up/walk-step.ts';
import { Simulation } from '../../src/network/simulation.ts';
import type { Arrivals, Scenario } from '../../src/scenario/scenario.ts';

/** Connections that all full counts of a run look at together, and the fewest and the most counts of one. */
const COUNTED = 1_000_000;
const FEWEST_COUNTS = 6;
const MOST_COUNTS = 20;

export interface AuditedRun {
  /** The same as that of a run without an audit. */
  readonly run: RunResult;
  /** One line for each difference. */
  readonly faults: readonly string[];
}

/**
 * Runs a scenario to its end. The recorded columns must balance at every sample; at some of them everything is
 * counted anew from the connections themselves.
 */
export function auditedRun(scenario: Scenario): AuditedRun {
  const { durationSec, sampleEverySec } = scenario;
  const run = new Simulation(compile(scenario));
  const faults: string[] = [];
  for (const sample of samplesToCountAt(scenario)) {
    run.advanceTo(sample * sampleEverySec);
    const found = [...auditSimulation(run), ...recordedFaults(run, sample)];
    faults.push(...found.map((fault) => `at ${run.timeSec} s: ${fault}`));
  }
  run.advanceTo(durationSec);
  if (!run.done) faults.push(`not done at ${run.timeSec} s`);
  const samples = Math.floor(durationSec / sampleEverySec) + 1;
  if (run.recorder.series.length !== samples) faults.push(`not ${samples} samples`);
  return { run: run.result(), faults: [...faults, ...auditSimulation(run), ...seriesFaults(run)] };
}

/** Samples spread over the run, and those during and after each event, when most is on the move. */
function samplesToCountAt({ durationSec, sampleEverySec, events, clients }: Scenario): number[] {
  const last = Math.floor(durationSec / sampleEverySec);
  const connections = clients.reduce((sum, { count }) => sum + count, 0);
  const counts = Math.min(MOST_COUNTS, Math.max(FEWEST_COUNTS, Math.round(COUNTED / connections)));
  const spread = Array.from({ length: counts }, (_, i) => Math.round(((i + 1) * last) / counts));
  const moved = events.map(({ atSec }) => Math.floor(atSec / sampleEverySec) + 1);
  return [...new Set([...spread, ...moved])].filter((sample) => sample <= last).sort((a, b) => a - b);
}

/** What the newest sample says against a count of the connections and of the holds. */
function recordedFaults(run: Simulation, sample: number): string[] {
  const { series } = run.recorder;
  if (series.length !== sample + 1 || series.timeSec[sample] !== run.timeSec)
    return [`${series.length} samples, the last at ${series.timeSec[series.length - 1]} s`];
  const counted = countedByColumn(run);
  return series.info.flatMap(({ key }, column) => {
    const recorded = series.columns[column]![sample]!;
    const count = counted.get(key);
    return count === undefined || count === recorded
      ? []
      : [`${key}: recorded ${recorded}, counted ${count}`];
  });
}

/** What can be counted from connections alone, by the key of its column. */
function countedByColumn({ net }: Simulation): Map<string, number> {
  const byState = new Map<string, number>();
  const byStation = net.stations.map(({ instances }) => new Int32Array(instances));
  net.connections.forEach(({ instances, step }, state) => {
    byState.set(state, (byState.get(state) ?? 0) + 1);
    net.stations.forEach(({ listener }, index) => {
      const instance = instances[index]!;
      if (instance < 0 || (listener !== null && !hasDescriptor(step, index))) return;
      byStation[index]![instance]! += 1;
    });
  });
  const ofState = (state: ConnectionState): number => byState.get(state) ?? 0;
  return new Map([
    ['concurrent', ofState('established')],
    ['connecting', ofState('connecting')],
    ['waiting', ofState('waiting')],
    ['forgotten', ofState('forgotten')],
    ['remnants', ofState('remnant')],
    ...net.stations.flatMap(({ key }, index): [string, number][] => {
      const counts = [...byStation[index]!];
      return [
        [`${key}:connections`, counts.reduce((sum, count) => sum + count, 0)],
        ...counts.map((count, i): [string, number] => [`${key}.${i}:connections`, count]),
      ];
    }),
  ]);
}

/** Sums that hold between the columns of a run at every sample. */
function seriesFaults({ recorder: { series }, net, counters, plan }: Simulation): string[] {
  const clients = net.groups.every(({ comesBack }) => comesBack)
    ? net.groups.reduce((sum, { arrivals }) => sum + arrivals.count, 0)
    : Infinity;
  const allHereSec = Math.max(...plan.scenario.clients.map(({ arrivals }) => lastStartSec(arrivals)));
  const at = (where: (info: ColumnInfo) => boolean): ((sample: number) => number) => {
    const columns = series.columns.filter((_, index) => where(series.info[index]!));
    return (sample) => columns.reduce((sum, column) => sum + column[sample]!, 0);
  };
  const of = (quantity: ColumnInfo['quantity']) => at((info) => info.quantity === quantity);
  const [attempts, established, failed] = [of('attempts'), of('established'), of('failed')];
  const [connecting, concurrent, forgotten] = [of('connecting'), of('concurrent'), of('forgotten')];
  const [closed, waiting] = [of('closed'), of('waiting')];
  const wholes = series.info.flatMap((info, index) => (hasParts(series.info, info) ? [index] : []));
  const faults: string[] = [];
  const expectSame = (what: string, sample: number, left: number, right: number): void => {
    if (left !== right) faults.push(`${what} at ${series.timeSec[sample]} s: ${left} and ${right}`);
  };
  const parts = wholes.map((index) => ({ index, sum: at((info) => isPartOf(info, series.info[index]!)) }));
  for (let i = 0; i < series.length; i++) {
    expectSame(
      'attempts = established + failed + in progress',
      i,
      attempts(i),
      established(i) + failed(i) + connecting(i),
    );
    expectSame(
      'established = connected + forgotten + closed',
      i,
      established(i),
      concurrent(i) + forgotten(i) + closed(i),
    );
    const present = concurrent(i) + forgotten(i) + connecting(i) + waiting(i);
    const all = series.timeSec[i]! >= allHereSec && counters.gone === 0;
    if (present > clients || (all && present < clients))
      faults.push(`${present} of ${clients} clients at ${series.timeSec[i]} s`);
    for (const { index, sum } of parts)
      expectSame(`${series.info[index]!.key} = its parts`, i, series.columns[index]![i]!, sum(i));
  }
  return faults;
}

function lastStartSec(arrivals: Arrivals): number {
  return arrivals.pattern === 'population' ? arrivals.startSec + arrivals.rampUpSec : Infinity;
}

function isPartOf(part: ColumnInfo, whole: ColumnInfo): boolean {
  const { quantity, station, index } = part;
  return index !== null && quantity === whole.quantity && station === whole.station;
}

function hasParts(info: readonly ColumnInfo[], whole: ColumnInfo): boolean {
  return whole.station !== null && whole.index === null && info.some((each) => isPartOf(each, whole));
}
