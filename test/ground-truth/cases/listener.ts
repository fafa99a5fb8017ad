/** Group I: descriptors, the accept queue, the schedule of a SYN that nobody answers. */
import { type CaseRun, type GroundTruthCase, type SimulatedCase, within } from '../ground-truth-case.ts';
import { measuredCase, measuredIds } from '../measured-values.ts';
import {
  columnSumAt,
  droppedSyns,
  isKey,
  measuredReading,
  peakConcurrent,
  reachedAtSec,
} from '../readings.ts';
import { dials, SERVER } from '../scenarios.ts';

/** accept() is paused: one accept in eleven days. */
const PAUSED_PER_SEC = 1e-6;

/** The dialler gives up before it sends a second SYN. */
const SINGLE = { linearTimeouts: 0, retries: 0 } as const;

function paused(id: string): SimulatedCase {
  const [, backlog = '0', window = '0'] = /backlog(\d+)_win(\d+)/.exec(id) ?? [];
  const dialled = window === '1' ? Number(backlog) + 30 : Number(backlog) + 400;
  return {
    id,
    what: measuredCase(id).what,
    scenario: {
      duration: '10s',
      clients: [dials(dialled, '1s', { addresses: 100, connectTimeout: '1000s', syn: SINGLE })],
      path: 'direct',
      backends: { ...SERVER, backlog: Number(backlog), acceptsPerSecond: PAUSED_PER_SEC },
    },
    seeds: 3,
    quick: true,
    readings: [],
  };
}

/** SYNs toward a server whose only place is taken: when each of them goes out. */
function schedule(linear: number, retries: number): SimulatedCase {
  const id = 'I03_syn_schedule';
  const label = `linear${linear}_retries${retries}`;
  const from = 5;
  const sent = Object.keys(measuredCase(id).values).filter((key) => key.startsWith(`${label} SYN`));
  return {
    id: `${id}/${label}`,
    what: measuredCase(id).what,
    scenario: {
      duration: 150,
      sampleEvery: '10ms',
      clients: [
        dials(1, 0, { name: 'first' }),
        dials(1, 0, {
          name: 'unanswered',
          arrivals: { pattern: 'population', start: from, rampUp: 0 },
          connectTimeout: '1000s',
          syn: { linearTimeouts: linear, retries },
        }),
      ],
      path: [{ mode: 'snat', snat: { ports: '20000-20000' } }],
      backends: SERVER,
    },
    seeds: 1,
    quick: true,
    readings: [
      ...sent.map((quantity, n) =>
        measuredReading(
          id,
          quantity,
          (run) => reachedAtSec(run, 'dropped:path.0:snat-ports', n + 2) - from,
          within(0.05),
        ),
      ),
      measuredReading(
        id,
        `${label} gave up after, s`,
        (run) => reachedAtSec(run, 'failed:path.0:snat-ports', 1) - from,
        within(0.05),
      ),
    ],
  };
}

/** A process with 500 descriptors, five of its own; its backlog fills when it has no more. */
const NO_DESCRIPTOR = 'I01_emfile_abort0';
const noDescriptor: SimulatedCase = {
  id: NO_DESCRIPTOR,
  what: measuredCase(NO_DESCRIPTOR).what,
  scenario: {
    duration: '10s',
    clients: [dials(2000, '1s', { addresses: 100, connectTimeout: '1000s', syn: SINGLE })],
    path: 'direct',
    backends: { ...SERVER, backlog: 128, fileDescriptors: 500, reservedDescriptors: 5 },
  },
  seeds: 3,
  quick: true,
  readings: [
    measuredReading(NO_DESCRIPTOR, 'accepted', peakConcurrent),
    measuredReading(NO_DESCRIPTOR, 'clientEstablished', clientEstablished),
    measuredReading(NO_DESCRIPTOR, 'acceptQueue', acceptQueue),
  ],
};

const queued = measuredIds('I02').map(
  (id): SimulatedCase => ({
    ...paused(id),
    readings: [
      measuredReading(id, 'acceptQueue', acceptQueue),
      measuredReading(id, 'clientEstablished', clientEstablished),
      measuredReading(id, 'timedOut', droppedSyns),
    ],
  }),
);

function clientEstablished({ summary }: CaseRun): number {
  return summary.peakClientEstablished;
}

/** Connections that wait to be accepted: those in set-up, long after the clients of dropped SYNs have given up. */
function acceptQueue(run: CaseRun): number {
  return columnSumAt(run, 10, isKey('connecting'));
}

export const LISTENER_CASES: readonly GroundTruthCase[] = [
  noDescriptor,
  ...queued,
  schedule(4, 6),
  schedule(4, 2),
  schedule(0, 6),
  schedule(0, 2),
];
