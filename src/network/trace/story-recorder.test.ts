import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { TestFile } from '../../../test/support/finished-run.ts';
import { compile } from '../plan.ts';
import { Simulation } from '../simulation.ts';
import type { ConnectionStory, StoryEntry, StoryOutcome } from './connection-story.ts';
import { OutcomeFinder } from './outcome-finder.ts';
import { StoryRecorder } from './story-recorder.ts';
import type { SourceEnd, TraceStep } from './trace-step.ts';

const CLIENTS: TestFile['clients'][number] = {
  count: 300,
  addresses: 3,
  arrivals: { rampUp: '60s' },
  roundTrip: '20ms',
  session: { lifetime: { distribution: 'exponential', mean: '40s' } },
  reconnect: { policy: 'full-jitter', base: '1s', cap: '8s' },
};

const file = (path: TestFile['path'], more: Partial<TestFile> = {}): TestFile => ({
  duration: '5m',
  sampleEvery: '1s',
  clients: [CLIENTS],
  path: path ?? [],
  backends: { count: 3 },
  ...more,
});

const PATHS: Readonly<Record<string, TestFile['path']>> = {
  snat: [{ name: 'edge', mode: 'snat', snat: { addresses: 2, ports: '1024-3023', hold: '30s' } }],
  dnat: [{ name: 'edge', mode: 'dnat' }],
  dsr: [{ name: 'edge', mode: 'dsr' }],
  proxy: [{ name: 'edge', mode: 'proxy', instances: 2 }],
  router: [
    { name: 'spray', mode: 'router', balance: 'source-hash' },
    { name: 'edge', mode: 'snat', instances: 2 },
  ],
  direct: [],
};

const simulationOf = (of: TestFile): Simulation => new Simulation(compile(buildScenario(of)));

/** The run to its end with one client followed. */
function follow(
  of: TestFile,
  number: number,
  untilSec = Infinity,
): { readonly run: Simulation; readonly story: ConnectionStory } {
  const run = simulationOf(of);
  const recorder = new StoryRecorder(run.net, 0, number);
  run.net.tracer = recorder;
  run.advanceTo(untilSec);
  return { run, story: recorder.story() };
}

function findFirst(of: TestFile, outcome: StoryOutcome): number {
  const run = simulationOf(of);
  const finder = new OutcomeFinder(outcome);
  run.net.tracer = finder;
  while (!run.done && finder.found === null) run.advance(1);
  return finder.found!.number;
}

const kinds = (story: ConnectionStory, kind: TraceStep['kind']): StoryEntry[] =>
  story.entries.filter(({ step }) => step.kind === kind);

const OUTCOMES: TestFile = file(
  [{ name: 'edge', mode: 'snat', snat: { ports: '1024-1073', scope: 'source', hold: '30s' } }],
  { clients: [{ ...CLIENTS, connectTimeout: '4s' }] },
);

describe('a traced run', () => {
  it.each(Object.keys(PATHS))('has the same results to the last bit: %s', (name) => {
    const of = file(PATHS[name]);
    const plain = simulationOf(of);
    plain.advance(Infinity);
    const { run } = follow(of, 7);
    expect(run.summary()).toEqual(plain.summary());
    expect(run.summary().seriesHash).toMatch(/^[0-9a-f]{16}$/);
  });

  it('agrees with the counters, all clients together', () => {
    const run = simulationOf(OUTCOMES);
    const counts = new Map<string, number>();
    const add = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
    run.net.tracer = {
      note: (_, step) => {
        add(step.kind);
        if (step.kind === 'failed' || step.kind === 'dropped' || step.kind === 'ack-lost')
          add(`${step.kind === 'failed' ? 'failed' : 'dropped'} ${step.station} ${step.resource}`);
      },
    };
    run.advance(Infinity);
    const { counters } = run;
    expect(counts.get('attempt')).toBe(counters.attempts);
    expect(counts.get('established')).toBe(counters.established);
    expect(counts.get('closed')).toBe(counters.closed);
    expect(counts.get('failed')).toBe(counters.ledger.total);
    expect(counters.ledger.total).toBeGreaterThan(20);
    for (const { count } of run.summary().failures) expect(counts.get('failed 0 snat-ports')).toBe(count);
    for (const { count } of run.summary().droppedSyns) expect(counts.get('dropped 0 snat-ports')).toBe(count);
    // Every port that is held at the end was told of.
    expect(counts.get('held')).toBeGreaterThan(run.net.pools[0]!.totalHeld);
  });
});

describe('the path of a connection', () => {
  const isInUse = (run: Simulation, { station, address, port, destination }: SourceEnd): boolean =>
    run.portMap(station, address, destination ?? 0).cells[port!] === 2;

  it.each(Object.keys(PATHS))('has ports that the port map shows as in use at that moment: %s', (name) => {
    const of = file(PATHS[name]);
    const { story } = follow(of, 11);
    const up = kinds(story, 'established')[0]!;
    const { run } = follow(of, 11, up.timeSec);
    const { tuples, instances } = story.paths[up.path]!;
    expect(instances).not.toContain(null);
    expect(tuples).toHaveLength((PATHS[name] ?? []).length + 1);
    for (const tuple of tuples) expect(isInUse(run, tuple!.source), JSON.stringify(tuple)).toBe(true);
  });

  it('is rewritten as each kind of hop does it', () => {
    const seen = (name: string) => {
      const { story } = follow(file(PATHS[name]), 11);
      const { tuples } = story.paths[kinds(story, 'established')[0]!.path]!;
      return tuples.map((tuple) => [tuple!.source.station, tuple!.destination.station]);
    };
    expect(seen('direct')).toEqual([['clients.0', 0]]);
    expect(seen('dnat')).toEqual([
      ['clients.0', 0],
      ['clients.0', 1],
    ]);
    expect(seen('dsr')).toEqual([
      ['clients.0', 0],
      ['clients.0', 0],
    ]);
    expect(seen('snat')).toEqual([
      ['clients.0', 0],
      ['path.0', 1],
    ]);
    expect(seen('router')).toEqual([
      ['clients.0', 0],
      ['clients.0', 0],
      ['path.1', 2],
    ]);
  });

  it('leads to the server that the last stretch names, where the destination is rewritten', () => {
    const { story } = follow(file(PATHS['proxy']), 11);
    const { tuples, instances } = story.paths[kinds(story, 'established')[0]!.path]!;
    expect(tuples[1]!.destination.instance).toBe(instances[1]);
  });
});

describe('a story', () => {
  it('begins with the arrival and tells the times in order', () => {
    const { story, run } = follow(OUTCOMES, findFirst(OUTCOMES, 'dropped'));
    expect(story.entries[0]!.step.kind).toBe('arrived');
    const times = story.entries.map(({ timeSec }) => timeSec);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(run.timeSec);
  });

  it('of one that fails names the hop and the resource that the ledger counts', () => {
    const number = findFirst(OUTCOMES, 'failed');
    const { story, run } = follow(OUTCOMES, number);
    const failed = kinds(story, 'failed')[0]!;
    const first = run.summary().failures.find(({ firstAtSec }) => firstAtSec === failed.timeSec)!;
    expect(failed.step).toMatchObject({ station: 0, resource: first.resource });
    expect(first.station).toBe('path.0');
    // Before it: each SYN was dropped there, and sent again when its timer fired.
    const before = story.entries.slice(0, story.entries.indexOf(failed));
    const drops = before.filter(({ step }) => step.kind === 'dropped');
    expect(drops.length).toBeGreaterThan(1);
    const timers = before.flatMap(({ step }) =>
      step.kind === 'waits' && step.for === 'syn-timer' ? [step.untilSec] : [],
    );
    expect(drops.slice(1).map(({ timeSec }) => timeSec)).toEqual(timers);
    // After it: the delay of its policy.
    const next = story.entries[story.entries.indexOf(failed) + 1]!;
    expect(next.step.kind).toBe('tries-again');
  });

  it('tells what stays taken after the close, and until when: then it is free', () => {
    const of = file(PATHS['snat']);
    const { story } = follow(of, 11);
    const held = kinds(story, 'held').find(({ step }) => step.kind === 'held' && step.what === 'port')!;
    const step = held.step as Extract<TraceStep, { kind: 'held' }>;
    expect(step.untilSec).toBe(held.timeSec + 30);
    const { station, address, port, destination } = step.source!;
    const cellAt = (sec: number): number => {
      const run = simulationOf(of);
      run.advanceTo(sec);
      return run.portMap(station, address, destination ?? 0).cells[port!]!;
    };
    expect(cellAt(step.untilSec - 0.001)).toBe(3);
    expect(cellAt(step.untilSec)).not.toBe(3);
  });

  it('tells who has cut it', () => {
    const of = file(PATHS['proxy'], {
      clients: [{ ...CLIENTS, session: { lifetime: { distribution: 'deterministic', value: '1h' } } }],
      events: [{ at: '2m', action: 'crash', target: 'edge', instances: 1, down: '10s' }],
    });
    const { story, run } = follow(of, findFirst(of, 'cut'));
    const [cut] = kinds(story, 'closed');
    expect(cut!.step).toMatchObject({ reason: 'crash', closer: 0 });
    expect(cut!.timeSec).toBe(120);
    expect(run.summary().closedBy.crash).toBeGreaterThan(10);
    expect(kinds(story, 'established').length).toBeGreaterThan(1);
  });

  it('is cut short where it has no end', () => {
    const of = file([{ name: 'edge', mode: 'proxy', limits: { maxConnections: 1 } }], {
      duration: '20s',
      clients: [
        {
          ...CLIENTS,
          count: 2,
          addresses: 1,
          arrivals: { rampUp: '1s' },
          reconnect: { policy: 'immediate' },
        },
      ],
    });
    const { story } = follow(of, 1);
    expect(story.entries).toHaveLength(2000);
    expect(story.omitted).toBeGreaterThan(1000);
  });
});
