import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { liveRunOf } from '../../../test/support/live-run.ts';
import { ladderOfLimits } from '../../analysis/limits/limits.ts';
import { resourcesOf, resourceUseAt, shownNode } from './node-resources.ts';

const scenario = buildScenario({
  duration: '3m',
  sampleEvery: '1s',
  clients: [
    {
      count: 600,
      arrivals: { rampUp: '60s' },
      session: { lifetime: { distribution: 'exponential', mean: '40s' } },
    },
  ],
  path: [
    {
      name: 'edge',
      mode: 'proxy',
      instances: 2,
      balance: 'round-robin',
      limits: { fileDescriptors: 5000, memory: '64MiB', memoryPerConnection: '64KiB' },
      snat: { addresses: 2, ports: '20000-20499', hold: '10s' },
    },
  ],
  backends: { count: 3 },
});
const run = liveRunOf(scenario);
const { resources } = run.summary!;
const limits = ladderOfLimits(scenario);
const last = run.length - 1;

describe('the resources of a node', () => {
  it('are those of the summary, with what is in use at the end', () => {
    const rows = resourcesOf(run, { station: 'path.0', instance: null }, limits);
    const states = resources.filter(({ station }) => station === 'path.0');
    expect(rows.map(({ resource }) => resource)).toEqual(states.map(({ resource }) => resource));
    expect(rows.length).toBe(3);
    rows.forEach((row, index) => {
      const { peak, peakAtSec } = row;
      const { used, held } = resourceUseAt(run, row, last);
      const state = states[index]!;
      expect(row.capacity).toBe(state.capacity);
      expect(peak).toBe(state.peakUsed);
      expect(peakAtSec).toBeGreaterThan(30);
      expect(row.limit?.station).toBe('path.0');
      expect(used, row.resource).toBe(state.used);
      if (row.resource === 'source-ports') expect(held).toBe(state.held);
    });
  });

  it('of one instance add up to those of all', () => {
    const whole = resourcesOf(run, { station: 'path.0', instance: null }, limits);
    const each = [0, 1].map((instance) => resourcesOf(run, { station: 'path.0', instance }, limits));
    whole.forEach((row, index) => {
      const parts = each.map((rows) => rows[index]!);
      expect(parts.reduce((sum, { capacity }) => sum + capacity, 0)).toBe(row.capacity);
      const used = parts.map((part) => resourceUseAt(run, part, 90).used!);
      expect(used[0]! + used[1]!, row.resource).toBe(resourceUseAt(run, row, 90).used);
      expect(Math.min(...used)).toBeGreaterThan(0);
    });
  });

  it('of the clients are their ports', () => {
    const [ports] = resourcesOf(run, { station: null, instance: null }, limits);
    expect(ports).toMatchObject({ resource: 'client-ports', station: 'clients.0' });
    expect(resourceUseAt(run, ports!, last).used).toBe(
      resources.find(({ resource }) => resource === 'client-ports')!.used,
    );
  });
});

describe('the node on show', () => {
  it('is the one that was picked, as far as the scenario has it', () => {
    for (const node of [
      { station: null, instance: null },
      { station: 'path.0', instance: 1 },
      { station: 'backends', instance: null },
    ] as const)
      expect(shownNode(node, scenario, limits)).toEqual(node);
    expect(shownNode({ station: 'path.0', instance: 2 }, scenario, limits)).toEqual({
      station: 'path.0',
      instance: null,
    });
  });

  it('is else where the limit is that binds first', () => {
    const first = { station: limits[0]!.station, instance: null };
    expect(shownNode(null, scenario, limits)).toEqual(first);
    expect(shownNode({ station: 'path.3', instance: 0 }, scenario, limits)).toEqual(first);
    expect(shownNode(null, scenario, [])).toEqual({ station: null, instance: null });
  });
});
