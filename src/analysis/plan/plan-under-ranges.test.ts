import { describe, expect, it } from 'vitest';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { planUnderRanges } from './plan-under-ranges.ts';

/** Connections that last, toward one server: 60,000 ports an address. */
const file: ScenarioFile = {
  fivetuple: 1,
  clients: [
    {
      count: 100_000,
      addresses: 1000,
      session: { lifetime: { distribution: 'deterministic', value: '1h' } },
      reconnect: { policy: 'none' },
    },
  ],
  path: [
    {
      name: 'edge',
      mode: 'snat',
      snat: {
        addresses: 1,
        ports: '5536-65535',
        scope: 'source',
        selection: 'random',
        choose: 'round-robin',
        hold: 0,
      },
      flowTable: { max: 'unlimited' },
    },
  ],
  backends: { count: 1, fileDescriptors: 'unlimited' },
  costs: { balancer: 'never', strategy: 'never' },
};

describe('planUnderRanges', () => {
  it('says nothing of a file without ranges', () => {
    expect(planUnderRanges(file)).toBeNull();
  });

  it('takes the addresses that carry the highest case, where a missed target is dearer than they are', () => {
    const uncertain = [{ field: 'clients.0.count', low: 50_000, likely: 100_000, high: 290_000 }];
    const found = planUnderRanges({ ...file, uncertain });
    const names = found?.alternatives.map(({ alternative }) => alternative.name);
    expect(names).toEqual(
      expect.arrayContaining([
        'Change nothing',
        'source addresses at the edge 2',
        'source addresses at the edge 5',
      ]),
    );
    expect(found?.chosen.alternative.name).toBe('source addresses at the edge 5');
    expect(found?.chosen.meets).toBe(3);
    expect(found?.sentence).toMatch(/has the least regret: its worst case is clients\.0\.count 50k/);
  });

  it('leaves it as it is where all of the range fits', () => {
    const uncertain = [{ field: 'clients.0.count', low: 20_000, high: 59_000 }];
    const small = { ...file, clients: [{ ...file.clients[0]!, count: 40_000 }], uncertain };
    expect(planUnderRanges(small)?.chosen.alternative).toMatchObject({ name: 'Change nothing', cost: 0 });
  });
});
