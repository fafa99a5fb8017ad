/**
 * Group N: long-lived connections over 10 servers by the algorithms of HAProxy and nginx. Servers are added, restarted one
 * after the other, and a part of the connections is closed and opened again.
 */
import type { EventFile, HopFile } from '../../../src/scenario/file-format.ts';
import type { TestFile } from '../../support/finished-run.ts';
import {
  type CaseRun,
  DISTRIBUTION,
  type GroundTruthCase,
  type Reading,
  type SimulatedCase,
  type Tolerance,
} from '../ground-truth-case.ts';
import { measuredCase, measuredIds, measuredValues } from '../measured-values.ts';
import { perBackendAt } from '../readings.ts';
import { STAYS } from '../scenarios.ts';

const CONNECTIONS = 7200;
const SERVERS = 10;
const ADDED = 2;
const SEEDS = 40;

/** HAProxy gives a unit of weight 16 points, and a key to the nearest one. */
const HAPROXY_RING = { points: 16, pick: 'nearest' } as const;

/** What a case of that name ran, in the words of a scenario. */
function balancerOf(id: string): Pick<HopFile, 'balance' | 'ring' | 'workers'> {
  const workers = { count: Number(/_w(\d)$/.exec(id)?.[1] ?? 1) };
  if (id.includes('_lc')) return { balance: 'least-connections', workers };
  if (id.includes('_rr')) return { balance: 'round-robin', workers };
  if (id.includes('random2')) return { balance: 'power-of-two', ring: HAPROXY_RING };
  if (id.includes('source_map_seq')) return { balance: 'source-modulo' };
  if (id.includes('source_map')) return { balance: 'source-hash' };
  return id.includes('haproxy')
    ? { balance: 'consistent-hash', ring: HAPROXY_RING }
    : { balance: 'consistent-hash' };
}

/** Round robin and least connections: no draw decides where a connection goes, but for the worker that accepts it. */
function isExact(id: string): boolean {
  return /_(lc|rr)(_w\d)?$/.test(id);
}

/** The three runs of a case had the same ring, and addresses of their own. */
function drawnTolerance(id: string): Tolerance {
  return /consistent|hash_src|random2/.test(id) ? { kind: 'band' } : DISTRIBUTION;
}

/** Client addresses of the case: the last number of its name, else 2,000. */
function addressesOf(id: string): number {
  return Number(/(\d+)$/.exec(id.replace(/_w\d$|random2$/, ''))?.[1] ?? 2000);
}

function scenarioOf(id: string, seed: number, connections: number, rampUpSec: number): TestFile {
  const addresses = addressesOf(id);
  const before = (seed - 1) * addresses;
  return {
    duration: '50s',
    sampleEvery: '500ms',
    clients: [
      // Gives the others addresses of their own under each seed, and as good as never dials.
      ...(before === 0
        ? []
        : [
            {
              name: 'other addresses',
              addresses: before,
              arrivals: { pattern: 'poisson', rate: 1e-12 },
            } as const,
          ]),
      {
        name: 'clients',
        count: connections,
        addresses,
        arrivals: { rampUp: rampUpSec },
        session: { lifetime: STAYS },
        reconnect: { policy: 'immediate' },
      },
    ],
    path: [{ name: 'balancer', mode: 'proxy', ...balancerOf(id) }],
    backends: { count: SERVERS, ports: [8000] },
  };
}

/** A few connections, where no draw decides. */
const FEW: Tolerance = { kind: 'absolute', by: 5 };

/** Readings of how even the servers are at a time. */
function evenness(id: string, step: string, atSec: number, servers: number, exact: boolean): Reading[] {
  const counts = (run: CaseRun): number[] => perBackendAt(run, atSec).slice(0, servers);
  const reading = (quantity: string, read: Reading['read'], tolerance: Tolerance): Reading => ({
    quantity: `${quantity}@${step}`,
    measured: undisturbed(id, `${quantity}@${step}`),
    read,
    tolerance,
  });
  const tolerance = exact ? FEW : drawnTolerance(id);
  return [
    reading('fullest', (run) => Math.max(...counts(run)), tolerance),
    ...(exact ? [reading('emptiest', (run) => Math.min(...counts(run)), FEW)] : []),
    ...(exact ? [] : [reading('variation', (run) => variation(counts(run)), tolerance)]),
  ];
}

/**
 * Of the steps from the rolling restart on, the runs in which every wave was back before the killed server was, if there are
 * any: a connection that comes later goes to that server, which is the measurement's haste and no balancing.
 */
function undisturbed(id: string, quantity: string): readonly number[] {
  const values = measuredValues(id, quantity);
  if (/@(base|added)$|OnAdded$/.test(quantity)) return values;
  const late = measuredValues(id, 'lateReconnects');
  const clean = values.filter((_, run) => late[run] === 0);
  return clean.length === 0 ? values : clean;
}

function variation(counts: readonly number[]): number {
  const mean = counts.reduce((sum, each) => sum + each, 0) / counts.length;
  return Math.sqrt(counts.reduce((sum, each) => sum + (each - mean) ** 2, 0) / counts.length) / mean;
}

/** The first 7,200 of 9,000 connections are there after four fifths of the ramp; then two servers join. */
function serversAdded(id: string): SimulatedCase {
  const events: EventFile[] = [
    { at: '8s', action: 'scale-out', instances: ADDED },
    // A new configuration of nginx is a reload; HAProxy was told through its socket.
    ...(id.includes('nginx') ? [{ at: '8s', action: 'reload', target: 'balancer' } as const] : []),
  ];
  return {
    id: `${id}/servers added`,
    what: measuredCase(id).what,
    scenario: (seed) => ({
      ...scenarioOf(id, seed, CONNECTIONS * 1.25, 10),
      duration: '12s',
      backends: { count: SERVERS + ADDED, ports: [8000] },
      events,
    }),
    seeds: SEEDS,
    quick: id === 'N03_nginx_lc_w1',
    readings: [
      ...evenness(id, 'added', 12, SERVERS + ADDED, isExact(id)),
      {
        quantity: 'shareOfNewOnAdded',
        measured: measuredValues(id, 'shareOfNewOnAdded'),
        read: (run) =>
          perBackendAt(run, 12)
            .slice(SERVERS)
            .reduce((sum, each) => sum + each, 0) /
          (CONNECTIONS / 4),
        tolerance: isExact(id) ? { kind: 'absolute', by: 0.003 } : drawnTolerance(id),
      },
    ],
  };
}

const RESTART_SEC = 10;
const WAVE_SEC = 2;

function rollingRestart(id: string): SimulatedCase {
  const exact = isExact(id);
  const tolerance = exact ? FEW : drawnTolerance(id);
  return {
    id: `${id}/rolling restart`,
    what: measuredCase(id).what,
    scenario: (seed) => ({
      ...scenarioOf(id, seed, CONNECTIONS, 5),
      events: [
        { at: RESTART_SEC, action: 'restart', every: WAVE_SEC, down: 1 },
        { at: '35s', action: 'disconnect', target: 'clients', share: 0.3 },
        { at: '40s', action: 'disconnect', target: 'clients', share: 0.3 },
      ],
    }),
    seeds: SEEDS,
    quick: false,
    readings: [
      ...evenness(id, 'base', 6, SERVERS, exact),
      ...evenness(id, 'rolling', 34, SERVERS, exact),
      {
        quantity: 'fullestInWaves',
        measured: undisturbed(id, 'fullestInWaves'),
        read: fullestInWaves,
        tolerance,
      },
      {
        quantity: 'reconnectsPerConnection',
        measured: undisturbed(id, 'reconnectsPerConnection'),
        read: ({ summary }) => summary.closedBy.restart / CONNECTIONS,
        tolerance: exact ? { kind: 'absolute', by: 0.005 } : drawnTolerance(id),
      },
      // Whom the churn closes is drawn, whatever the rule.
      ...evenness(id, 'churn1', 39, SERVERS, id.includes('_lc') && exact),
      ...evenness(id, 'churn2', 45, SERVERS, id.includes('_lc') && exact),
    ],
  };
}

/** The fullest server once the clients of a killed one are elsewhere, and before it is back. */
function fullestInWaves(run: CaseRun): number {
  const waves = Array.from({ length: SERVERS }, (_, wave) =>
    perBackendAt(run, RESTART_SEC + wave * WAVE_SEC + 0.5),
  );
  return Math.max(...waves.flat());
}

export const BALANCE_CASES: readonly GroundTruthCase[] = measuredIds('N').flatMap((id) => [
  serversAdded(id),
  rollingRestart(id),
]);
