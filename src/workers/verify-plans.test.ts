import { describe, expect, it } from 'vitest';
import { ownThreadPool } from '../../test/support/own-thread-pool.ts';
import type { Plan } from '../analysis/plan/plan.ts';
import { planTargets } from '../analysis/plan/planning.ts';
import { erlangB, serversForBlocking } from '../analysis/theory/erlang-b.ts';
import type { ScenarioFile } from '../scenario/file-format.ts';
import { OWN_PLANNER } from './planner.ts';
import { type PlanCheck, verifyPlans } from './verify-plans.ts';

/** 400 clients that stay, over a small range of ports. */
const small: ScenarioFile = {
  fivetuple: 1,
  duration: '10m',
  clients: [
    {
      count: 400,
      arrivals: { rampUp: '10s' },
      session: { lifetime: { distribution: 'exponential', mean: '5m' } },
      reconnect: { policy: 'fixed', base: '1s' },
    },
  ],
  path: [
    {
      name: 'edge',
      mode: 'snat',
      snat: { ports: '1024-1323', scope: 'source', selection: 'random', choose: 'round-robin', hold: 0 },
      flowTable: { timeWait: 0 },
    },
  ],
  backends: { count: 4 },
  targets: { concurrent: 400 },
};

/** The check of the way that begins with a lever, and all that was told of it. */
async function checked(
  file: ScenarioFile,
  id: string,
  replications = 2,
): Promise<{ check: PlanCheck; first: Plan; told: PlanCheck[] }> {
  const first = planTargets(file).plans.find((plan) => plan.id === id);
  if (first === undefined) throw new Error(`no plan ${id}`);
  const told: PlanCheck[] = [];
  const [check] = await verifyPlans(file, [first], {
    planner: OWN_PLANNER,
    pool: ownThreadPool(),
    replications,
    onChange: ([each]) => each !== undefined && told.push(each),
  });
  return { check: check!, first, told };
}

describe('verifyPlans', () => {
  it('finds that a plan reaches its target, and tells how far it is', async () => {
    const { check, told } = await checked(small, 'path.0.snat.addresses', 3);
    expect(check.verdict?.standing).toBe('verified');
    expect(check.verdict?.findings.map(({ target }) => target)).toEqual(['concurrent']);
    expect(told.map(({ runsDone }) => runsDone)).toEqual([0, 1, 2, 3, 3]);
    expect(check).toMatchObject({ runs: 3, adjusted: 0, error: '' });
  });

  it('never claims a rare blocking from runs without a failure', async () => {
    const rare = { ...small, targets: { concurrent: 400, blocking: 1e-9 } };
    const ports = await checked(rare, 'path.0.snat.addresses');
    expect(ports.check.verdict?.standing).toBe('theory');
    expect(ports.check.verdict?.findings[1]?.text).toMatch(
      /: 0 of [\d,]+: at most 0\.00\d+ .*; too rare to be counted in [\d,]+ attempts; Engset gives 0$/,
    );
    const none = await checked(rare, 'strategy:dsr');
    expect(none.check.verdict?.standing).toBe('theory');
    const poisson: ScenarioFile = {
      ...rare,
      clients: [
        {
          ...rare.clients[0]!,
          arrivals: { pattern: 'poisson', rate: 400 / 300 },
          reconnect: { policy: 'none' },
        },
      ],
    };
    const erlang = await checked(poisson, 'path.0.snat.addresses');
    expect(erlang.check.verdict?.standing).toBe('theory');
    expect(erlang.check.verdict?.findings[1]?.text).toMatch(
      /; there is no steady state to count in: .*; Erlang B .* gives about [\d.]+e-\d+$/,
    );
  });

  it('measures the blocking that the inverse of Erlang B was planned for', async () => {
    const poisson: ScenarioFile = {
      ...small,
      duration: '3h',
      warmUp: '30m',
      sampleEvery: '10s',
      clients: [
        {
          ...small.clients[0]!,
          arrivals: { pattern: 'poisson', rate: 400 / 300 },
          reconnect: { policy: 'none' },
        },
      ],
      targets: { concurrent: 400, blocking: 0.05 },
    };
    const { check, first } = await checked(poisson, 'path.0.snat.ports', 5);
    // 400 ports that 400 connections want at once come before the fewest that block 5 %.
    const ports = Math.max(400, serversForBlocking(400, 0.05));
    expect(first.changes[0]?.to).toBe(`1024-${1023 + ports}`);
    expect(check.verdict?.standing).toBe('verified');
    const expected = erlangB(ports, 400);
    const text = check.verdict?.findings[1]?.text.replaceAll(',', '') ?? '';
    const [, failed = '', attempts = ''] = /: (\d+) of (\d+): /.exec(text) ?? [];
    const measured = Number(failed) / Number(attempts);
    expect(measured / expected).toBeGreaterThan(0.8);
    expect(measured / expected).toBeLessThan(1.2);
  });

  it('makes a plan larger that a hash fills unevenly, as the ladder cannot know', async () => {
    const uneven: ScenarioFile = {
      ...small,
      clients: [{ ...small.clients[0]!, count: 400, addresses: 5 }],
      path: [
        {
          name: 'edge',
          mode: 'snat',
          snat: { ports: '1024-1323', scope: 'source', selection: 'random', choose: 'source-hash', hold: 0 },
          flowTable: { timeWait: 0 },
        },
      ],
      targets: { concurrent: 400 },
      seed: 3,
    };
    const { check, first } = await checked(uneven, 'path.0.snat.addresses', 3);
    expect(first.changes[0]?.to).toBe('2');
    expect(check.adjusted).toBeGreaterThan(0);
    expect(Number(check.plan.changes[0]?.to)).toBeGreaterThan(2);
    expect(check.verdict?.seeds).toBe(3);
    // Where blocking is asked for, the binomial law of the hash is known before anything is run.
    const rare = { ...uneven, targets: { concurrent: 400, blocking: 1e-3 } };
    const plan = planTargets(rare).plans.find(({ id }) => id === 'path.0.snat.addresses');
    expect(plan?.changes[0]?.to).toBe('7');
  });

  it('tries ways beyond a scenario that seemed enough, and keeps it in the list as refuted', async () => {
    // No closed form counts the places that clients leave behind when they vanish.
    const seemsEnough: ScenarioFile = {
      ...small,
      clients: [
        {
          ...small.clients[0]!,
          session: { lifetime: { distribution: 'exponential', mean: '1m' }, vanish: 0.08 },
        },
      ],
      path: [],
      backends: { count: 1, maxConnections: 500, idleTimeout: '5m' },
      targets: { concurrent: 400, blocking: 1e-3 },
      seed: 1,
    };
    const { plans } = planTargets(seemsEnough);
    expect(plans.map(({ id }) => id)).toEqual(['nothing']);
    const checks = await verifyPlans(seemsEnough, plans, {
      pool: ownThreadPool(),
      planner: OWN_PLANNER,
      replications: 3,
    });
    expect(checks[0]).toMatchObject({ plan: { id: 'nothing' }, verdict: { standing: 'refuted' } });
    const ways = checks.slice(1);
    expect(ways.map(({ plan }) => plan.id)).toContain('backends.maxConnections');
    expect(ways.some(({ verdict }) => verdict !== null && verdict.standing !== 'refuted')).toBe(true);
  });

  it('cuts all clients at once where they must be back in time, and shows who is not', async () => {
    const storm: ScenarioFile = {
      ...small,
      path: [{ name: 'tls', mode: 'proxy', limits: { handshakesPerSecond: '10/s' } }],
      targets: { concurrent: 400, reconnectWithin: '20s' },
    };
    const { check } = await checked(storm, 'path.0.limits.handshakesPerSecond');
    const back = check.verdict?.findings.find(({ target }) => target === 'reconnectWithin');
    expect(back?.standing, back?.text).toBe('verified');
    expect(back?.text).toMatch(/^all are back within 20 s of being cut at once: 99 % back after [\d.]+ s /);
    expect(check.runs).toBe(4);
  });

  it('says why a plan could not be run', async () => {
    const plan = planTargets(small).plans[0]!;
    const pool = {
      ...ownThreadPool(),
      newRunner: () => ({ dispose: () => {}, run: () => Promise.reject(new Error('needs 9 GiB')) }),
    };
    const [check] = await verifyPlans(small, [plan], { pool, planner: OWN_PLANNER, replications: 2 });
    expect(check).toMatchObject({ verdict: null, error: 'needs 9 GiB' });
  });

  it('is made of what can cross to another thread', () => {
    const planning = planTargets({ ...small, targets: { concurrent: 900, blocking: 1e-3 } });
    expect(planning.plans.length).toBeGreaterThan(1);
    expect(structuredClone(planning)).toEqual(planning);
    const { plans, deadEnds } = planTargets({
      ...small,
      targets: { concurrent: 900 },
      costs: { snatAddress: 'never' },
    });
    expect(structuredClone({ plans, deadEnds })).toEqual({ plans, deadEnds });
  });
});
