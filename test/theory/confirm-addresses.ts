/**
 * `npm run confirm-addresses`: the numbers of SNAT addresses for 100,000 clients and ten servers, confirmed by simulations of that
 * size. For netfilter the exact probability that the next connection is refused is read from the port spaces of whole runs; for
 * an exhaustive search refusals are counted near a target of 1e-3, and Erlang B at 1e-6 is met by loads in stages.
 */
import process from 'node:process';
import { demandOf } from '../../src/analysis/limits/demand.ts';
import { addressesForBlocking } from '../../src/analysis/rare/addresses-for-blocking.ts';
import { rareBlocking, spaceOf } from '../../src/analysis/rare/pool-blocking.ts';
import { poolDemandOf } from '../../src/analysis/rare/pool-demand.ts';
import { refusalsInRun } from '../../src/analysis/rare/run-refusals.ts';
import { stagedBlocking } from '../../src/analysis/rare/staged-blocking.ts';
import { studentInterval } from '../../src/analysis/runs/interval.ts';
import { replicationSeeds } from '../../src/analysis/runs/replications.ts';
import { erlangB, loadForBlocking } from '../../src/analysis/theory/erlang-b.ts';
import type { HopFile } from '../../src/scenario/file-format.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { buildScenario } from '../support/build-scenario.ts';

type SourcePoolFile = NonNullable<HopFile['snat']>;

const MEAN_SEC = 600;
const HOLD_SEC = 60;
const RUNS = 6;
const CLIENTS = 100_000;
const PORTS = 64_512;

function scenarioOf(snat: SourcePoolFile, clients = CLIENTS): Scenario {
  return buildScenario({
    duration: 8 * MEAN_SEC,
    sampleEvery: MEAN_SEC / 4,
    clients: [
      {
        count: clients,
        addresses: clients,
        // A lost SYN is not sent again, so that an attempt is a claim.
        connectTimeout: '1ms',
        arrivals: { pattern: 'poisson', rate: clients / MEAN_SEC },
        session: { lifetime: { distribution: 'exponential', mean: MEAN_SEC } },
        reconnect: { policy: 'none' },
      },
    ],
    path: [
      {
        name: 'edge',
        mode: 'snat',
        balance: 'random',
        snat: { scope: 'source', hold: HOLD_SEC, ports: '1024-65535', ...snat },
        flowTable: { max: 'unlimited' },
      },
    ],
    backends: { count: 10, fileDescriptors: 'unlimited' },
  });
}

function line(text: string): void {
  process.stdout.write(`${text}\n`);
}

const few = (value: number): string => value.toExponential(2);

/** What the estimate says of so many addresses, and what whole runs say. */
function confirm(name: string, snat: SourcePoolFile, clients: number, addresses: number): void {
  const scenario = scenarioOf({ ...snat, addresses }, clients);
  const asked = poolDemandOf(scenario, 0, demandOf(scenario))!;
  const estimate = rareBlocking({ ...asked, openErl: clients }, addresses);
  const runs = replicationSeeds(1, RUNS).map((seed) =>
    refusalsInRun({ ...scenario, seed }, 0, asked.senderPorts, {
      fromSec: 5 * MEAN_SEC,
      everySec: MEAN_SEC / 4,
    }),
  );
  const { mean, low, high } = studentInterval(runs.map((run) => run.mean))!;
  const failed = runs.reduce((sum, { counted }) => sum + counted.failed, 0);
  const attempts = runs.reduce((sum, { counted }) => sum + counted.attempts, 0);
  line(
    `  ${name}, ${clients} clients, ${addresses} addresses: estimate ${few(estimate.probability)} (${few(estimate.low)} .. ${few(estimate.high)}, ` +
      `${estimate.method}); ${RUNS} runs ${few(mean)} (${few(low)} .. ${few(high)}); counted ${failed} of ${attempts}`,
  );
}

function confirmFound(name: string, snat: SourcePoolFile, target: number): void {
  const scenario = scenarioOf(snat);
  const asked = poolDemandOf(scenario, 0, demandOf(scenario))!;
  const { addresses } = addressesForBlocking({ ...asked, openErl: CLIENTS }, target);
  line(`${name}: ${addresses} addresses for ${target}`);
  if (addresses === null) return;
  confirm(name, snat, CLIENTS, addresses);
  if (addresses > 1) confirm(name, snat, CLIENTS, addresses - 1);
}

confirmFound('random choice, exhaustive search', { selection: 'random', choose: 'random' }, 1e-6);
confirmFound('source hash, netfilter', { selection: 'netfilter', choose: 'source-hash' }, 1e-6);
const probing = { selection: 'netfilter', takeOver: false, preservePort: false } as const;
confirmFound('random choice, netfilter probing alone', { ...probing, choose: 'random' }, 1e-6);

line('near a target of 1e-3, where refusals are counted');
const exhaustiveLoad = Math.floor((2 * loadForBlocking(PORTS, 1e-3)) / (1 + HOLD_SEC / MEAN_SEC));
confirm('random choice, exhaustive search', { selection: 'random', choose: 'random' }, exhaustiveLoad, 2);
confirm('random choice, netfilter probing alone', { ...probing, choose: 'random' }, 110_000, 2);

line('Erlang B of 64,512 ports from runs at higher loads');
for (const target of [1e-6, 1e-9]) {
  const loadErl = loadForBlocking(PORTS, target);
  const asked = poolDemandOf(scenarioOf({ selection: 'random' }), 0, demandOf(scenarioOf({})))!;
  const found = stagedBlocking({ ...spaceOf(asked), holdLifetimes: 0 }, loadErl, {
    runs: 8,
    lifetimes: 40,
    seed: 1,
  });
  line(
    `  ${Math.round(loadErl)} erlangs: Erlang B ${few(erlangB(PORTS, loadErl))}; ` +
      `${found.runs} runs ${few(found.probability)} (${few(found.low)} .. ${few(found.high)})`,
  );
}
