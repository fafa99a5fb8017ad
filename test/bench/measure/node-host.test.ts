import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultOf, type Workload, workloadOf } from '../workload.ts';
import { IN_JAVASCRIPT } from './job.ts';
import { NodeHost } from './node-host.ts';

const small: Workload = { ...workloadOf('10k'), seconds: 600 };
let host: NodeHost;

beforeAll(async () => {
  host = await NodeHost.start();
});
afterAll(() => host.close());

it.each(IN_JAVASCRIPT.map(({ name }) => name))('%s does its work when built', async (contestant) => {
  const { outcome, tookMs } = await host.run(contestant, { kind: 'port-loss', contestant, workload: small });
  expect(faultOf(small, outcome!)).toBeNull();
  expect(tookMs).toBeGreaterThan(0);
});

it('a job that fails says so and leaves its process for the next', async () => {
  await expect(host.run('lane', { kind: 'scenario', scenario: 'unknown' })).rejects.toThrow(TypeError.name);
  await expect(
    host.run('lane', { kind: 'port-loss', contestant: 'Fivetuple', workload: small }),
  ).resolves.toBeDefined();
});

it('memory is measured in a built program too', async () => {
  const { bytesPerConnection } = await host.memoryUse('10k');
  expect(bytesPerConnection).toBeGreaterThan(0);
});
