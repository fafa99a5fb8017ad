/**
 * Estimates of rare blocking against what is known exactly, and against counting where there is something to count. Seeds are
 * fixed; intervals are of 99 % unless said otherwise.
 */
import { describe, expect, test } from 'vitest';
import { addressesForBlocking } from '../../src/analysis/rare/addresses-for-blocking.ts';
import { type PoolDemand, rareBlocking } from '../../src/analysis/rare/pool-blocking.ts';
import { type ChurnLifetimes, PoolChurn } from '../../src/analysis/rare/pool-churn.ts';
import { refusalsInRun } from '../../src/analysis/rare/run-refusals.ts';
import { type PortSpace, spaceLossOf } from '../../src/analysis/rare/space-loss.ts';
import { stagedBlocking } from '../../src/analysis/rare/staged-blocking.ts';
import { erlangB, loadForBlocking, serversForBlocking } from '../../src/analysis/theory/erlang-b.ts';
import { streamFor } from '../../src/engine/random.ts';
import { NetfilterSpaces } from '../../src/network/ports/tuple-space/netfilter-spaces.ts';
import type { SourcePool } from '../../src/scenario/scenario.ts';
import { buildScenario } from '../support/build-scenario.ts';
import { interval, zOf } from '../support/statistics.ts';

function pool(ports: number, given: Partial<SourcePool> = {}): SourcePool {
  return {
    addresses: 1,
    ports: { first: 65_536 - ports, last: 65_535, reserved: [] },
    scope: 'source',
    blockSize: 0,
    blockReuse: 'none',
    maxPortsPerClient: 0,
    selection: 'netfilter',
    choose: 'random',
    holdSec: 0,
    takeOver: false,
    preservePort: false,
    ...given,
  };
}

function space(
  ports: number,
  given: Partial<SourcePool> = {},
  lifetimes: ChurnLifetimes = 'exponential',
): PortSpace {
  return {
    settings: pool(ports, given),
    destinations: 1,
    senders: 1,
    senderPorts: [],
    holdLifetimes: 0,
    lifetimes,
  };
}

function demand(source: SourcePool, openErl: number, given: Partial<PoolDemand> = {}): PoolDemand {
  return {
    source,
    instances: 1,
    destinations: 10,
    senders: 100_000,
    sendersEach: 100_000,
    senderPorts: [],
    openErl,
    holdLifetimes: 0,
    lifetimes: 'exponential',
    ...given,
  };
}

describe('loads in stages give Erlang B, far beyond what runs could count', () => {
  const blockings = [1e-2, 1e-4, 1e-6, 1e-9];
  test.each([10, 100, 1000].flatMap((ports) => blockings.map((blocking) => ({ ports, blocking }))))(
    '$ports ports at $blocking',
    ({ ports, blocking }) => {
      const openErl = loadForBlocking(ports, blocking);
      const lifetimes = Math.max(100, 10_000 / ports);
      const found = stagedBlocking(space(ports, { selection: 'random' }), openErl, {
        runs: 10,
        lifetimes,
        seed: 1,
        // Twelve cases: all of them together keep to 99 %.
        confidence: 0.999,
      });
      expect(found.high / found.low, 'the interval is narrow enough to tell').toBeLessThan(25);
      expect(found.low).toBeLessThanOrEqual(blocking);
      expect(found.high).toBeGreaterThanOrEqual(blocking);
    },
  );
});

describe('the drop probability of netfilter’s windows', () => {
  /** As measured by counting 20,000 SYNs at a fixed number of ports in use, of 64,512. */
  const shares = [0.8, 0.85, 0.9, 0.95, 0.98, 0.99];
  const afterFill = [5e-5, 0.00015, 0.00395, 0.05965, 0.26485, 0.49815];
  const afterChurn = [0, 0, 0.00025, 0.0027, 0.0315, 0.1373];
  const trials = 20_000;
  const states = 3;

  test.each(shares.map((share, i) => ({ share, filled: afterFill[i]!, churned: afterChurn[i]! })))(
    'with $share of 64,512 ports in use is that of an independent program: $filled after a fill, $churned after churn',
    ({ share, filled, churned }) => {
      const inUse = Math.round(share * 64_512);
      const found = Array.from({ length: states }, (_, seed) => heldAt(inUse, seed + 1));
      expectCounted(
        found.map(([fill]) => fill),
        filled,
      );
      expectCounted(
        found.map(([, churn]) => churn),
        churned,
      );
    },
  );

  /** Drop probability after opening so many, and after each of them was closed and opened again about twice. */
  function heldAt(inUse: number, seed: number): readonly [number, number] {
    const range = { first: 1024, last: 65_535, reserved: [] };
    const spaces = new NetfilterSpaces(1, range, false, streamFor(seed, 'ports'));
    const random = streamFor(seed, 'churn');
    const open = (): number => {
      for (;;) {
        const tuple = spaces.claim(0);
        if (tuple !== -1) return tuple;
      }
    };
    const tuples = Int32Array.from({ length: inUse }, open);
    const filled = spaces.refusalProbability(0);
    for (let turn = 0; turn < 2 * inUse; turn++) {
      const at = random.nextBelow(inUse);
      spaces.release(tuples[at]!);
      tuples[at] = open();
    }
    return [filled, spaces.refusalProbability(0)];
  }

  /** One state was counted, some others were computed: 99.9 % of counts, with the scatter of states. */
  function expectCounted(computed: readonly number[], counted: number): void {
    const { mean, half } = interval(computed);
    const ofStates = half / 9.925;
    const spread = Math.sqrt((mean * (1 - mean)) / trials + ofStates * ofStates * states * (1 + 1 / states));
    expect(Math.abs(counted - mean)).toBeLessThan(zOf(0.999) * spread + 1 / trials);
  }

  test.each([
    [1000, 0.97],
    [28_232, 0.9],
    [64_512, 0.97],
  ])('of %i ports at a load of %f is the share that is counted', (ports, share) => {
    const pairs = Array.from({ length: 8 }, (_, run) => {
      const churn = new PoolChurn({ ...space(ports), offeredErl: share * ports }, run + 1);
      churn.advance(2);
      const { offered, refused } = churn;
      let computed = 0;
      const looks = ports < 5000 ? 400 : 8;
      for (let look = 0; look < looks; look++) {
        churn.advance(0.25);
        computed += churn.refusalProbability() / looks;
      }
      return { computed, counted: (churn.refused - refused) / (churn.offered - offered) };
    });
    const difference = interval(pairs.map(({ computed, counted }) => computed - counted));
    const counted = interval(pairs.map((pair) => pair.counted));
    expect(Math.abs(difference.mean)).toBeLessThan(difference.half);
    expect(difference.half).toBeLessThan(0.25 * counted.mean);
  });
});

describe('the fewest addresses', () => {
  const exhaustive = pool(64_512, { selection: 'linux-connect', choose: 'round-robin' });

  test('of scope source are the exact inverse of Erlang B', () => {
    for (const openErl of [63_000, 64_000, 100_000, 127_000, 128_400, 1_000_000]) {
      const { addresses, blocking, oneFewer } = addressesForBlocking(demand(exhaustive, openErl), 1e-6);
      expect(addresses).toBe(Math.ceil(serversForBlocking(openErl, 1e-6) / 64_512));
      expect(blocking?.method).toBe('Erlang B');
      expect(blocking?.probability).toBe(erlangB(addresses! * 64_512, openErl));
      if (addresses! > 1) expect(oneFewer?.probability).toBe(erlangB((addresses! - 1) * 64_512, openErl));
    }
  });

  test.each(['source-hash', 'source-destination-hash', 'random', 'round-robin', 'least-used'] as const)(
    'chosen by %s meet the target, and one fewer do not',
    (choose) => {
      for (const scope of ['source', 'destination'] as const)
        for (const selection of ['linux-connect', 'netfilter'] as const) {
          const source = pool(4000, { choose, scope, selection });
          const asked = demand(source, 60_000, { destinations: 4 });
          const needed = addressesForBlocking(asked, 1e-3, { effort: 'coarse' });
          expect(needed.blocking!.probability).toBeLessThanOrEqual(1e-3);
          expect(needed.oneFewer!.probability).toBeGreaterThan(1e-3);
          expect(rareBlocking(asked, needed.addresses! - 1, { effort: 'coarse' })).toEqual(needed.oneFewer);
        }
    },
  );

  test('are more for netfilter’s probing, and a space carries a fifth less', () => {
    const load = 120_000;
    const erlang = addressesForBlocking(demand({ ...exhaustive, choose: 'random' }, load), 1e-6);
    const probing = addressesForBlocking(demand(pool(64_512), load), 1e-6, { effort: 'coarse' });
    expect(erlang.addresses).toBe(2);
    expect(probing.addresses).toBe(3);
    expect(probing.isCertain).toBe(true);
    expect(probing.openPerSpace / erlang.openPerSpace).toBeGreaterThan(0.78);
    expect(probing.openPerSpace / erlang.openPerSpace).toBeLessThan(0.85);
  });
});

describe('whole simulations confirm it', () => {
  /** Lost SYNs are not sent again, so that attempts are claims. */
  function scenarioOf(addresses: number, ports: number, openErl: number, seed: number) {
    const meanSec = 100;
    return buildScenario({
      seed,
      duration: 10 * meanSec,
      sampleEvery: meanSec,
      clients: [
        {
          addresses: 5000,
          connectTimeout: '1ms',
          arrivals: { pattern: 'poisson', rate: openErl / meanSec },
          session: { lifetime: { distribution: 'exponential', mean: meanSec } },
          reconnect: { policy: 'none' },
        },
      ],
      path: [
        {
          mode: 'snat',
          balance: 'random',
          snat: {
            addresses,
            ports: `${65_536 - ports}-65535`,
            scope: 'source',
            selection: 'netfilter',
            choose: 'random',
            hold: 0,
            preservePort: false,
          },
          flowTable: { max: 'unlimited' },
        },
      ],
      backends: { count: 10, fileDescriptors: 'unlimited' },
    });
  }

  test('for netfilter at a target of 1e-3, by counting, at the number found and at one fewer', () => {
    const openErl = 10_500;
    const needed = addressesForBlocking(demand(pool(4000), openErl), 1e-3);
    expect(needed.addresses).toBe(3);
    const runs = (addresses: number) =>
      [1, 2, 3, 4].map((seed) => {
        const run = refusalsInRun(scenarioOf(addresses, 4000, openErl, seed), 0, [], {
          fromSec: 500,
          everySec: 50,
        });
        return { computed: run.mean, counted: run.counted.failed / run.counted.attempts };
      });
    const enough = runs(3);
    expect(interval(enough.map(({ counted }) => counted)).mean).toBeLessThan(1e-3);
    expect(interval(runs(2).map(({ counted }) => counted)).mean).toBeGreaterThan(1e-3);
    const computed = interval(enough.map((run) => run.computed));
    expect(computed.mean - computed.half).toBeLessThan(needed.blocking!.high);
    expect(computed.mean + computed.half).toBeGreaterThan(needed.blocking!.low);
  });

  test('for netfilter at 1e-6, of which they count next to nothing', () => {
    const openErl = 2 * spaceLossOf(space(16_384)).loadFor(1e-6);
    const runs = [1, 2, 3, 4].map((seed) =>
      refusalsInRun(scenarioOf(2, 16_384, openErl, seed), 0, [], { fromSec: 500, everySec: 25 }),
    );
    expect(runs.reduce((sum, { counted }) => sum + counted.failed, 0)).toBeLessThan(4);
    // One run is off by about nine tenths, a mean of four by about half.
    const { mean } = interval(runs.map((run) => run.mean));
    expect(mean).toBeGreaterThan(1e-6 / 3);
    expect(mean).toBeLessThan(3e-6);
  });
});
