/** Groups F, G and J: 120,000 connections through a router, through direct server return, to one listener; ECMP. */
import type { HopFile } from '../../../src/scenario/file-format.ts';
import {
  type CaseRun,
  DISTRIBUTION,
  EXACT,
  type GroundTruthCase,
  type SimulatedCase,
  within,
} from '../ground-truth-case.ts';
import { measuredCase, measuredIds } from '../measured-values.ts';
import { established, failed, measuredReading, peakConcurrent, perBackend, resource } from '../readings.ts';
import { addressesBefore, dials, SERVER, STAYS } from '../scenarios.ts';

const CONNTRACK = { flowTable: { max: 262_144 } } as const;

function large(
  id: string,
  addresses: number,
  path: HopFile[],
  readings: SimulatedCase['readings'],
  backends = 1,
): SimulatedCase {
  return {
    id,
    what: measuredCase(id).what,
    scenario: {
      duration: '10s',
      clients: [
        dials(120_000, '5s', {
          addresses,
          ...(backends > 1 ? { ports: '1024-65535' } : {}),
        }),
      ],
      path: path.length === 0 ? 'direct' : path,
      backends: { ...SERVER, count: backends },
    },
    seeds: backends > 1 ? 100 : 2,
    quick: id === 'J_120k_12ips',
    readings: [measuredReading(id, 'maxConcurrent', peakConcurrent), ...readings],
  };
}

const noFailures = (id: string) => measuredReading(id, 'failed', failed, EXACT);
const flowEntries = (id: string) =>
  measuredReading(id, 'flowTableEntries', (run) => resource(run, 'path.0', 'flow-table').peakUsed);
const fullestBackend = (id: string) =>
  measuredReading(id, 'fullestBackend', (run) => Math.max(...perBackend(run)), DISTRIBUTION);

function ecmp(id: string): SimulatedCase {
  const clients = Number(/clients(\d+)$/.exec(id)?.[1]);
  return {
    id,
    what: measuredCase(id).what,
    scenario: (seed) => ({
      duration: 10,
      clients: [...addressesBefore(seed, clients), dials(8000, '5s', { addresses: clients })],
      path: [{ mode: 'router', balance: 'source-hash' }],
      backends: { ...SERVER, count: 4 },
    }),
    seeds: 200,
    quick: clients === 16,
    readings: [
      measuredReading(id, 'established', established),
      measuredReading(
        id,
        'fullestBackend',
        (run) => Math.max(...perBackend(run)),
        clients === 1 ? EXACT : DISTRIBUTION,
      ),
    ],
  };
}

/** One request of 200 B and its reply of 4,000 B, segments handed over whole as veth pairs do. */
function shareOfBytes(id: string): SimulatedCase {
  const tracks = id === 'G_dsr_tracked';
  return {
    id,
    what: measuredCase(id).what,
    scenario: {
      duration: '5s',
      clients: [
        dials(1000, '1s', {
          session: {
            lifetime: STAYS,
            messages: { rate: '1/s', size: '200B', replySize: '4000B', segment: 65_483 },
          },
        }),
      ],
      path: [{ mode: 'dsr', balance: 'maglev', flowTable: { max: tracks ? 262_144 : 'unlimited' } }],
      backends: { ...SERVER, count: 4 },
    },
    seeds: 1,
    quick: true,
    readings: [measuredReading(id, 'balancerShareOfBytes', balancerShare, within(0.02))],
  };
}

function balancerShare({ summary }: CaseRun): number {
  const [balancer, backends] = summary.traffic.map(
    (each) => each.towardBackendsBytesPerSec + each.towardClientsBytesPerSec,
  );
  return (balancer ?? 0) / (backends ?? 0);
}

export const SCALE_CASES: readonly GroundTruthCase[] = [
  large(
    'F_router_ct',
    1600,
    [{ mode: 'router', ...CONNTRACK }],
    [noFailures('F_router_ct'), flowEntries('F_router_ct')],
  ),
  large('F_router_noct', 1600, [{ mode: 'router' }], [noFailures('F_router_noct')]),
  large(
    'G_dsr_tracked',
    3200,
    [{ mode: 'dsr', balance: 'maglev', ...CONNTRACK }],
    [flowEntries('G_dsr_tracked'), fullestBackend('G_dsr_tracked')],
    4,
  ),
  large('G_dsr_notrack', 3200, [{ mode: 'router', balance: 'maglev' }], [fullestBackend('G_dsr_notrack')], 4),
  ...['G_dsr_tracked', 'G_dsr_notrack'].map(shareOfBytes),
  ...measuredIds('G_ecmp').map(ecmp),
  large('J_120k_12ips', 12, [], [noFailures('J_120k_12ips')]),
];
