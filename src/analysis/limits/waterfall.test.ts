import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryScenario } from '../../../test/support/arbitrary-scenario.ts';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { scenarioFor } from '../../../test/support/ladder.ts';
import { withChanges } from '../../scenario/field-change.ts';
import type { HopFile, ScenarioFile } from '../../scenario/file-format.ts';
import { demandOf } from './demand.ts';
import { carriedWithoutDrops } from './lift.ts';
import { isSameLimit } from './limit-row.ts';
import { ladderOfLimits } from './limits.ts';
import { WATERFALL_TIMES, type Waterfall, waterfallOf } from './waterfall.ts';
import { settingsText, stepText, topText } from './waterfall-text.ts';

const edge = (snat: HopFile['snat'], max: number): HopFile => ({
  name: 'edge',
  mode: 'snat',
  balance: 'least-connections',
  snat: { scope: 'source', selection: 'random', choose: 'round-robin', hold: 0, ...snat },
  flowTable: { max, timeWait: 0 },
});

const told = ({ steps }: Waterfall): unknown[] =>
  steps.map(({ row, carries, carriesNext, lifts, besides }) => [
    `${row.station} ${row.resource}`,
    carries,
    carriesNext,
    lifts.map(settingsText),
    besides.map(settingsText),
  ]);

describe('waterfall', () => {
  test('one limit after the other, each lifted just far enough for the next', () => {
    const given = { hop: edge({}, 150_000), backends: { count: 10, maxConnections: 50_000 } };
    const waterfall = waterfallOf(scenarioFor(given));
    expect(told(waterfall)).toEqual([
      ['path.0 snat-ports', 64_512, 150_000, ['path.0.snat.addresses 1 -> 3'], []],
      [
        'path.0 flow-table',
        150_000,
        500_000,
        ['path.0.flowTable.max 150,000 -> 500,000', 'path.0.instances 1 -> 4'],
        ['path.0.snat.addresses 1 -> 8'],
      ],
      [
        'backends max-connections',
        500_000,
        1_000_000,
        ['backends.maxConnections 50,000 -> 100,000', 'backends.count 10 -> 20'],
        ['path.0.snat.addresses 1 -> 16', 'path.0.flowTable.max 150,000 -> 1,000,000'],
      ],
    ]);
    expect(stepText(waterfall.steps[2]!)).toBe(
      '100,000 connections on each instance, and 16 addresses for the SNAT ports at the edge, and 1,000,000 entries for the flow table at the edge',
    );
    expect(topText(waterfall)).toMatch(
      /^Nothing binds below 1,000,000, 10 times the demand, once all of these are lifted; the next limit is the client ports/,
    );
  });

  test('limits of one level are lifted together', () => {
    const twin = edge({}, 64_512);
    const waterfall = waterfallOf(scenarioFor({ hop: twin }));
    expect(waterfall.steps.map(({ carries, carriesNext }) => [carries, carriesNext])).toEqual([
      [64_512, 1_000_000],
      [64_512, 1_000_000],
    ]);
  });

  test('a bounded search is given the room that it needs', () => {
    const [step] = waterfallOf(scenarioFor({ hop: edge({ selection: 'netfilter' }, 150_000) })).steps;
    // 150,000 / (0.73 x 64,512) = 3.2.
    expect(step!.lifts.map(settingsText)).toEqual(['path.0.snat.addresses 1 -> 4']);
  });

  test('where more addresses are no help, the hash goes too', () => {
    const hop = edge({ choose: 'source-hash', addresses: 2 }, 10_000_000);
    const clients = { addresses: 1, ports: '1024-65535', balance: 'random' } as const;
    const [step] = waterfallOf(scenarioFor({ hop: { ...hop, listen: { addresses: 20 } }, clients })).steps;
    expect(step!.lifts.map(settingsText)).toEqual([
      'path.0.snat.choose source-hash -> round-robin, path.0.snat.addresses 2 -> 16',
    ]);
  });

  test('larger blocks take more addresses with them, so that as many clients have one', () => {
    const hop = edge({ scope: 'client-block', blockSize: 64, addresses: 2 }, 10_000_000);
    const clients = { count: 2000, connectionsEach: 60 };
    const [blocks, ports] = waterfallOf(scenarioFor({ hop, clients })).steps;
    expect([blocks!.row.resource, ports!.row.resource]).toEqual(['port-blocks', 'snat-ports']);
    expect(ports!.lifts[0]!.settings).toMatchObject([
      { path: 'path.0.snat.blockSize', from: 64, to: 600 },
      { path: 'path.0.snat.addresses' },
    ]);
  });

  test('what no number lifts is said, and the rest goes on', () => {
    const clients = { count: 10, connectionsEach: 50_000, bind: 'early' as const, timeWait: 0 };
    const hop: HopFile = { name: 'edge', mode: 'dsr', flowTable: { max: 'unlimited' } };
    const waterfall = waterfallOf(scenarioFor({ clients, hop, backends: { maxConnections: 100_000 } }));
    // Ten clients cannot have more than ten addresses, and their ports are bound for all destinations.
    expect(told(waterfall).map((step) => (step as unknown[]).slice(0, 4))).toEqual([
      ['clients.0 client-ports', 282_320, 1_000_000, []],
      [
        'backends max-connections',
        1_000_000,
        5_000_000,
        ['backends.maxConnections 100,000 -> 500,000', 'backends.count 10 -> 50'],
      ],
    ]);
    expect(stepText(waterfall.steps[0]!)).toBe('no number of the client ports of the browsers goes that far');
  });
});

describe('for any scenario', () => {
  test('levels rise to the top, and every lift is enough', () => {
    fc.assert(
      fc.property(arbitraryScenario(), (scenario) => {
        const waterfall = waterfallOf(scenario);
        const { steps, topConnections, beyond } = waterfall;
        expect(topConnections).toBe(WATERFALL_TIMES * demandOf(scenario).connections);
        expect(beyond === null || beyond.capacityConnections >= topConnections).toBe(true);
        let level = 0;
        for (const { row, carries, carriesNext, lifts } of steps) {
          expect(carries).toBeGreaterThanOrEqual(level);
          expect(carriesNext).toBeGreaterThan(carries);
          level = carries;
          for (const lift of lifts) {
            const found = ladderOfLimits(lift.scenario).find((other) => isSameLimit(other, row));
            const carried = found === undefined ? Infinity : carriedWithoutDrops(found);
            expect(carried).toBeGreaterThanOrEqual(carriesNext * (1 - 1e-9));
          }
        }
        const first = ladderOfLimits(scenario)[0];
        if (steps[0] !== undefined) expect(steps[0].carries).toBe(first?.capacityConnections);
        else expect(first === undefined || first.capacityConnections >= topConnections).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('what is written into the file is enough, and one less is too little', () => {
    const file: Omit<ScenarioFile, 'fivetuple'> = {
      clients: [{ count: 20_000, addresses: 40, ports: '20000-20999', arrivals: { rampUp: '1m' } }],
      path: [
        { mode: 'snat', ...edge({ ports: '1024-4023', addresses: 2 }, 9000), instances: 2 },
        { name: 'proxy', mode: 'proxy', limits: { fileDescriptors: 30_000, handshakesPerSecond: 100 } },
      ],
      backends: { count: 3, memory: '1GiB', memoryPerConnection: '64KiB', acceptsPerSecond: 90 },
    };
    const { steps } = waterfallOf(buildScenario(file));
    expect(steps.length).toBeGreaterThan(5);
    // The first step stands in the scenario as it is.
    const [{ row, carriesNext, lifts } = steps[0]!] = steps;
    const carriedWith = (path: string, to: unknown): number => {
      const changed = withChanges({ fivetuple: 1, ...file }, [{ path, to }]);
      const found = ladderOfLimits(buildScenario(changed)).find((other) => isSameLimit(other, row));
      return found === undefined ? Infinity : carriedWithoutDrops(found);
    };
    expect(lifts.length).toBeGreaterThan(0);
    for (const lift of lifts) {
      const [{ path, to } = { path: '', to: 0 }] = lift.settings;
      expect(carriedWith(path, to)).toBeGreaterThanOrEqual(carriesNext * (1 - 1e-9));
      const less = Number(to) - (path.endsWith('.memory') ? 2 ** 20 : 1);
      expect(carriedWith(path, less)).toBeLessThan(carriesNext);
    }
  });
});
