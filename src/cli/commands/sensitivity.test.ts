import { describe, expect, test } from 'vitest';
import { fivetuple, json, SMALL } from '../../../test/support/command-line.ts';

const [clients] = SMALL.clients;
const RANGED = {
  ...SMALL,
  duration: '2m',
  clients: [{ ...clients, count: 60 }],
  path: [{ ...SMALL.path[0], snat: { ...SMALL.path[0]!.snat, ports: '1024-1063' } }],
  targets: undefined,
  uncertain: [{ field: 'clients.0.count', low: 30, high: 90 }],
};
const files = { 'small.json': JSON.stringify(SMALL), 'ranged.json': JSON.stringify(RANGED) };
const sensitivity = (...argv: readonly string[]) => fivetuple(['sensitivity', ...argv], files);

describe('sensitivity', () => {
  test('draws the bars of the headroom, the widest on top', async () => {
    const { code, out } = await sensitivity('small.json');
    expect(code).toBe(0);
    expect(out).toMatch(/^Headroom of the first limit: -44[.\d]* % \(closed form\)\.$/m);
    expect(out).toContain(
      'Each input alone 20 % lower and higher, all others as they are. Bars: ░ low, █ high.',
    );
    const lines = out.split('\n').slice(6);
    expect(lines[0]).toMatch(/^edge instances +2 +27[.\d]* % +[|]█+$/);
    const count = lines.find((line) => line.startsWith('clients count'));
    expect(count).toMatch(/^clients count +320 +-1[56][.\d]* % +480 +-7[34][.\d]* % +█+[|]░+/);
  });

  test('an input with a range moves to its ends', async () => {
    const { out } = await sensitivity('ranged.json');
    expect(out).toContain('or at the ends of its range (marked *)');
    expect(out).toMatch(/^clients count \* +30 +[-\d.]+ % +90 +[-\d.]+ %/m);
    const document = json(await sensitivity('ranged.json', '--json', '--of', 'capacity', '--spread', '10%'));
    expect(document).toMatchObject({ measure: 'capacity', basis: 'closed form', spread: 0.1 });
    const ports = (document['inputs'] as { field: string; low: { at: string } }[]).find(
      ({ field }) => field === 'path.0.snat.ports',
    );
    expect(ports?.low.at).toBe('1024-1059');
  });

  test('says where there is no such measure', async () => {
    const { code, out } = await sensitivity('small.json', '--of', 'blocking');
    expect(code).toBe(0);
    expect(out).toContain('Blocking: there is none here; no theory fits this scenario');
  });

  test('--simulate runs all under the same seeds, and differences have intervals', async () => {
    const document = json(
      await sensitivity(
        'ranged.json',
        '--simulate',
        '--of',
        'peak',
        '--replications',
        '2',
        '--workers',
        '1',
        '--json',
      ),
    );
    expect(document).toMatchObject({ basis: 'simulation', measure: 'peak', runs: '2 runs', seed: 3 });
    const inputs = document['inputs'] as { field: string; low: { value: number; difference: object } }[];
    const count = inputs.find(({ field }) => field === 'clients.0.count')!;
    expect(count.low.value).toBeLessThanOrEqual(30);
    expect(count.low.difference).toMatchObject({ values: 2, confidence: 0.95 });
  });

  test.each([
    [['small.json', '--of', 'speed'], '--of "speed" (accepted: headroom, capacity, blocking)'],
    [['small.json', '--simulate', '--of', 'headroom'], '(accepted: blocking, peak, failed)'],
    [['small.json', '--spread', '1'], '--spread "1" (accepted: more than 0 and less than 1'],
    [['small.json', '--replications', '2'], '--replications goes with --simulate'],
  ])('%j is refused', async (argv, message) => {
    const { code, err } = await sensitivity(...argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
