/** What the engine has to reach, measured against a report: a value, the target, and whether it is met. */
import type { AppTiming, TabRun } from '../measure/app-timing.ts';
import { type Comparison, REFERENCE, type Standing } from '../measure/compare.ts';
import { DEFAULT_HOUR, ENGINE, ROLLING_DEPLOY } from '../measure/job.ts';
import type { BenchReport } from './bench-report.ts';

export interface Target {
  readonly name: string;
  readonly target: string;
  readonly value: string;
  /** Null where this run did not measure it. */
  readonly met: boolean | null;
}

type Figures = Omit<BenchReport, 'targets'>;

export function targetsOf(report: Figures): Target[] {
  return [
    ofReference(report),
    ofFastestPeer(report),
    ...['SimPy', 'simjs'].map((name) => ofSlowPeer(report, name)),
    ...(report.app === null ? ofMemory(report) : []),
    wholeResult(report),
    ...(report.app === null ? [] : ofApp(report.app)),
    rollingDeploy(report),
    growth(report),
    ...fillTargets(report),
  ];
}

/** A value that has to stay below a limit; null where it was not measured. */
export function limit(
  name: string,
  value: number | null,
  most: number,
  text: (value: number) => string,
  unit: string,
): Target {
  return {
    name,
    target: `under ${unit}`,
    value: value === null ? 'not measured' : text(value),
    met: value === null ? null : value < most,
  };
}

function atLeast(name: string, value: number | null, least: number): Target {
  return {
    name,
    target: `at least ${least}`,
    value: value === null ? 'not measured' : value.toPrecision(3),
    met: value === null ? null : value >= least,
  };
}

/** The comparison of a size with random ports. */
function comparisonAt({ comparisons }: Figures, size: string): Comparison | undefined {
  return comparisons.find((each) => each.size === size && each.workload.selection === 'random');
}

function ofReference(report: Figures): Target {
  const reference = comparisonAt(report, '1M')?.standings.find(({ name }) => name === REFERENCE);
  return atLeast('speed of the C++ reference at 1M, share', reference?.engineSpeedRatio ?? null, 0.35);
}

function ofFastestPeer(report: Figures): Target {
  const peers = comparisonAt(report, '1M')?.standings.filter(({ kind }) => kind === 'peer') ?? [];
  const [fastest] = peers.toSorted((a, b) => a.nsPerEvent - b.nsPerEvent);
  const name = `times the fastest peer at 1M${fastest === undefined ? '' : ` (${fastest.name})`}`;
  return atLeast(name, fastest?.engineSpeedRatio ?? null, 8);
}

/** At the largest size that the peer manages; of several ways to use it the fastest counts. */
function ofSlowPeer(report: Figures, name: string): Target {
  const runs: { size: string; clients: number; standing: Standing }[] = [];
  for (const { size, workload, standings } of report.comparisons)
    for (const standing of standings)
      if (standing.name.startsWith(name)) runs.push({ size, clients: workload.clients, standing });
  const [largest] = runs.toSorted(
    (a, b) => b.clients - a.clients || a.standing.nsPerEvent - b.standing.nsPerEvent,
  );
  const label = `times ${largest?.standing.name ?? name} at ${largest?.size ?? 'its largest size'}`;
  return atLeast(label, largest?.standing.engineSpeedRatio ?? null, 50);
}

function ofMemory({ memory }: Figures): Target[] {
  return (['1M', '10M'] as const).map((size) => {
    const found = memory.find((each) => each.size === size);
    const value = found?.bytesPerConnectionBeyondFixed ?? null;
    return {
      name: `bytes a connection at ${size} beyond a fixed 64 MB`,
      target: 'at most 40',
      value: value === null ? 'not measured' : value.toFixed(1),
      met: value === null ? null : value <= 40,
    };
  });
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;

/** In a browser as a user waits for it, in Node as CPU time. */
function wholeResult({ app, questions }: Figures): Target {
  const inNode = questions.find(({ scenario }) => scenario === DEFAULT_HOUR)?.tookMs;
  return limit(`complete result of the ${DEFAULT_HOUR}`, app?.resultMs ?? inNode ?? null, 400, ms, '400 ms');
}

function ofApp({ firstPointsMs, coldFirstPointsMs, streaming, largest }: AppTiming): Target[] {
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  const first = (name: string, value: number): Target =>
    limit(`first points of the ${DEFAULT_HOUR}, ${name}`, value, 100, ms, '100 ms');
  return [
    first('warm', firstPointsMs),
    first('page just opened', coldFirstPointsMs),
    limit(
      'streaming a run to the page, of a core',
      streaming.workerShare + streaming.pageShare,
      0.01,
      percent,
      '1 %',
    ),
    ofLargest(largest),
  ];
}

function ofLargest(largest: TabRun | null): Target {
  const name = 'port-loss at 10M in a tab';
  const target = 'completes';
  if (largest === null) return { name, target, value: 'not measured', met: null };
  const { tookMs, fault } = largest;
  return { name, target, value: fault ?? `in ${(tookMs / 1000).toFixed(0)} s`, met: fault === null };
}

function rollingDeploy({ questions }: Figures): Target {
  const tookMs = questions.find(({ scenario }) => scenario === ROLLING_DEPLOY)?.tookMs ?? null;
  return limit(ROLLING_DEPLOY, tookMs, 10_000, (ms) => `${(ms / 1000).toFixed(1)} s`, '10 s');
}

function growth(report: Figures): Target {
  const cost = (size: string): number | null =>
    comparisonAt(report, size)?.standings.find(({ name }) => name === ENGINE)?.nsPerEvent ?? null;
  const small = cost('100k');
  const large = cost('10M');
  const value = small === null || large === null ? null : large / small;
  return limit('growth of the cost per event from 100k to 10M', value, 2, (x) => `${x.toFixed(2)}x`, '2x');
}

function fillTargets({ fill }: Figures): Target[] {
  return fill.map(({ selection, fillShare, ratio }) =>
    limit(
      `attempt at a ${(100 * fillShare).toFixed(2)} % full range against an empty one, ${selection}`,
      ratio,
      3,
      (x) => `${x.toFixed(2)}x`,
      '3x',
    ),
  );
}
