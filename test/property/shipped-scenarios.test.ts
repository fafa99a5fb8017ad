/**
 * Conservation in every scenario that is shipped, at full scale: whatever lies in `public/scenarios` is run. The recorded
 * columns must balance at every sample; at some of them everything is counted anew from the connections themselves.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { auditSimulation } from '../../src/network/audit.ts';
import { compile } from '../../src/network/plan.ts';
import type { ColumnInfo } from '../../src/network/run-result.ts';
import { Simulation } from '../../src/network/simulation.ts';
import { hasDescriptor } from '../../src/network/walk-step.ts';
import { parseScenarioText } from '../../src/scenario/parse.ts';
import type { Arrivals, Scenario } from '../../src/scenario/scenario.ts';

const FOLDER = new URL('../../public/scenarios/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

/** A full count takes some hundredths of a second for 100,000 connections: so many a run, and one after each event besides. */
const FULL_COUNTS = 20;

test.each(FILES)('everything is conserved in %s', (name) => {
  const outcome = parseScenarioText(readFileSync(new URL(name, FOLDER), 'utf8'));
  if (!outcome.ok) throw new Error(`${name} is not valid`);
  const { scenario } = outcome;
  const run = new Simulation(compile(scenario));
  const counts = samplesToCountAt(scenario);
  for (const sample of counts) {
    run.advanceTo(sample * scenario.sampleEverySec);
    expect(auditSimulation(run), `at ${run.timeSec} s`).toEqual([]);
    expect(recordedFaults(run, sample), `at ${run.timeSec} s`).toEqual([]);
  }
  run.advanceTo(scenario.durationSec);
  expect(run.done).toBe(true);
  expect(auditSimulation(run)).toEqual([]);
  expect(run.recorder.series.length).toBe(Math.floor(scenario.durationSec / scenario.sampleEverySec) + 1);
  expect(seriesFaults(run)).toEqual([]);
});

test('there are scenarios to run', () => {
  expect(FILES.length).toBeGreaterThanOrEqual(12);
});

/** Samples spread over the run, and those during and after each event, when most is on the move. */
function samplesToCountAt({ durationSec, sampleEverySec, events }: Scenario): number[] {
  const last = Math.floor(durationSec / sampleEverySec);
  const spread = Array.from({ length: FULL_COUNTS }, (_, i) => Math.round(((i + 1) * last) / FULL_COUNTS));
  const moved = events.map(({ atSec }) => Math.floor(atSec / sampleEverySec) + 1);
  return [...new Set([...spread, ...moved])].filter((sample) => sample <= last).sort((a, b) => a - b);
}

/** What the newest sample says against a count of the connections and of the holds. */
function recordedFaults(run: Simulation, sample: number): string[] {
  const { series } = run.recorder;
  expect(series.length).toBe(sample + 1);
  expect(series.timeSec[sample]).toBe(run.timeSec);
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
  const counted = new Map<string, number>();
  const add = (key: string): void => void counted.set(key, (counted.get(key) ?? 0) + 1);
  for (const key of ['concurrent', 'connecting', 'waiting', 'forgotten', 'remnants']) counted.set(key, 0);
  for (const { key, instances } of net.stations) {
    counted.set(`${key}:connections`, 0);
    for (let i = 0; i < instances; i++) counted.set(`${key}.${i}:connections`, 0);
  }
  const columnOf = { established: 'concurrent', remnant: 'remnants' } as const;
  net.connections.forEach(({ instances, step }, state) => {
    add(state === 'established' || state === 'remnant' ? columnOf[state] : state);
    net.stations.forEach(({ key, listener }, index) => {
      const instance = instances[index]!;
      if (instance < 0 || (listener !== null && !hasDescriptor(step, index))) return;
      add(`${key}:connections`);
      add(`${key}.${instance}:connections`);
    });
  });
  return counted;
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
