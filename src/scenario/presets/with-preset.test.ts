import { describe, expect, it } from 'vitest';
import { defaultFile } from '../default-scenario.ts';
import { examples } from '../examples.ts';
import type { ScenarioFile } from '../file-format.ts';
import { parseScenarioValue } from '../parse.ts';
import { describeScenarioError } from '../scenario-error.ts';
import { STRATEGIES, strategyOf, withStrategy } from '../strategies.ts';
import { presetById, presetsFor } from './library.ts';
import { withPreset } from './with-preset.ts';

const onlyHop = ({ path }: ScenarioFile) => (Array.isArray(path) ? path[0] : undefined);

function errorsOf(file: ScenarioFile): string[] {
  const outcome = parseScenarioValue(file);
  return outcome.ok ? [] : outcome.errors.map(describeScenarioError);
}

describe('withPreset', () => {
  it('turns every example into a valid file, from every strategy to every preset', () => {
    // Few enough machines for every product: some divide the ports of one address among them.
    const few = ({ file }: { readonly file: ScenarioFile }): ScenarioFile => ({
      ...file,
      clients: file.clients.map((clients) => ({
        ...clients,
        addresses: Math.min(500, Number(clients.count ?? 500)),
      })),
    });
    const hops = STRATEGIES.filter((strategy) => strategy !== 'direct');
    const files = examples.flatMap((one) => hops.map((strategy) => withStrategy(few(one), strategy)));
    for (const file of files) {
      for (const { id, modes } of presetsFor('hop')) {
        const chosen = withPreset(file, 'path.0', id);
        expect(errorsOf(chosen), id).toEqual([]);
        expect(modes).toContain(onlyHop(chosen)?.mode);
        expect(chosen.clients).toBe(file.clients);
      }
    }
  });

  it('clears what the preset sets and keeps the rest', () => {
    const file: ScenarioFile = {
      ...defaultFile,
      path: [
        {
          name: 'edge',
          mode: 'snat',
          balance: 'least-connections',
          snat: { addresses: 12, ports: '2000-3000', scope: 'client-block', blockSize: 7 },
          flowTable: { max: 5, established: '1d' },
          limits: { idleTimeout: '1m', memory: '1GiB' },
        },
      ],
    };
    expect(onlyHop(withPreset(file, 'path.0', 'aws-nat-gateway'))).toEqual({
      name: 'edge',
      preset: 'aws-nat-gateway',
      mode: 'snat',
      snat: { addresses: 8 },
      limits: { idleTimeout: '1m', memory: '1GiB' },
    });
  });

  it('takes the hop into another mode as the strategy switch does', () => {
    const proxy = withPreset(defaultFile, 'path.0', 'haproxy');
    expect(strategyOf(proxy)).toBe('proxy');
    expect(onlyHop(proxy)).toEqual({
      name: 'edge',
      preset: 'haproxy',
      mode: 'proxy',
      instances: 1,
      balance: 'least-connections',
    });
  });

  it('removed leaves the mode and what the user wrote', () => {
    const file: ScenarioFile = { ...defaultFile, path: [{ preset: 'nginx', limits: { idleTimeout: '5m' } }] };
    expect(withPreset(file, 'path.0', null).path).toEqual([{ mode: 'proxy', limits: { idleTimeout: '5m' } }]);
  });

  it('leaves it to the checks whether the product takes so many clients', () => {
    const chosen = withPreset(defaultFile, 'path.0', 'azure-load-balancer-outbound-default');
    expect(errorsOf(chosen)).toEqual([
      'path.0.preset: a pool of 100000 machines has no default allocation of ports ' +
        '(accepted: at most 1000 client addresses, or a snat.blockSize)',
    ]);
  });

  it('is chosen for clients too', () => {
    const [clients] = withPreset(defaultFile, 'clients.0', 'windows-host').clients;
    expect(clients?.preset).toBe('windows-host');
    expect(clients?.ports).toBeUndefined();
    const outcome = parseScenarioValue(withPreset(defaultFile, 'clients.0', 'windows-host'));
    expect(outcome.ok && outcome.scenario.clients[0]).toMatchObject({
      ports: { first: 49_152, last: 65_535 },
      timeWaitSec: 120,
    });
    expect(() => withPreset(defaultFile, 'path.0', 'nothing')).toThrow('there is no preset "nothing"');
  });
});

describe('the strategy switch', () => {
  const gateway: ScenarioFile = { ...defaultFile, path: [{ name: 'edge', preset: 'aws-nat-gateway' }] };

  it('reads the mode of a preset', () => {
    expect(strategyOf(gateway)).toBe('snat');
    expect(strategyOf({ ...defaultFile, path: [{ preset: 'ipvs-dr' }] })).toBe('dsr');
  });

  it('keeps a preset where it is one for the new strategy, within its caps', () => {
    const sixteen: ScenarioFile = { ...defaultFile, path: [{ mode: 'snat', snat: { addresses: 16 } }] };
    const pool = withStrategy(gateway, 'snat-pool', sixteen);
    expect(onlyHop(pool)).toMatchObject({ preset: 'aws-nat-gateway', snat: { addresses: 8 } });
    expect(errorsOf(pool)).toEqual([]);
  });

  it('drops it where it is not, and brings it back with the strategy', () => {
    for (const strategy of STRATEGIES) {
      if (strategy === 'snat' || strategy === 'snat-pool') continue;
      const away = withStrategy(gateway, strategy);
      expect(errorsOf(away)).toEqual([]);
      expect(onlyHop(away)?.preset).toBeUndefined();
      expect(onlyHop(withStrategy(away, 'snat', gateway))?.preset).toBe('aws-nat-gateway');
    }
    expect(presetById('aws-nat-gateway')?.modes).toEqual(['snat']);
  });
});
