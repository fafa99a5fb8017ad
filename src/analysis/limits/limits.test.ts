import { describe, expect, test } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { ladder, MEAN_SEC, row, scenarioFor, UNLIMITED_BACKENDS } from '../../../test/support/ladder.ts';
import type { ClientFile, HopFile } from '../../scenario/file-format.ts';
import { ladderOfLimits } from './limits.ts';

const snat = (settings: HopFile['snat']): HopFile => ({
  name: 'edge',
  mode: 'snat',
  balance: 'least-connections',
  snat: { hold: 0, selection: 'random', ...settings },
  flowTable: { max: 'unlimited' },
});

describe('SNAT ports', () => {
  test('scope source: one space for all destinations', () => {
    const ports = row(ladder({ hop: snat({ scope: 'source' }) }), 'snat-ports');
    expect(ports.capacityConnections).toBe(64_512);
    expect(ports.demandConnections).toBe(100_000);
    expect(ports.headroomShare).toBeCloseTo(1 - 100_000 / 64_512, 12);
    expect(ports.arithmetic).toBe('1 address x 64,512 ports = 64,512 ports');
  });

  test('scope destination: one space for each endpoint of the next stage', () => {
    const rows = ladder({ hop: snat({}), backends: { ports: [443, 8443], addresses: 2 } });
    expect(row(rows, 'snat-ports').capacityConnections).toBe(64_512 * 10 * 4);
    expect(row(rows, 'snat-ports').fits).toBe(true);
  });

  test('reserved ports cannot be leased', () => {
    const hop = snat({ scope: 'source', ports: '1024-2023', reservedPorts: ['1100-1199'] });
    expect(row(ladder({ hop }), 'snat-ports').capacityConnections).toBe(900);
  });

  test('a held port carries W / (W + hold)', () => {
    const ports = row(ladder({ hop: snat({ scope: 'source', hold: '60s' }) }), 'snat-ports');
    expect(ports.capacityConnections).toBeCloseTo((64_512 * MEAN_SEC) / (MEAN_SEC + 60), 6);
    expect(ports.arithmetic).toBe(
      '1 address x 64,512 ports = 64,512 ports; each is taken 20 m + 1 m hold for 20 m of use: 61,440 connections',
    );
  });

  test('netfilter says that its bounded search drops early, and is given room for it', () => {
    const given = { clients: { count: 60_000 }, hop: snat({ scope: 'source', selection: 'netfilter' }) };
    const ports = row(ladder(given), 'snat-ports');
    expect(ports.capacityConnections).toBe(64_512);
    expect(ports.firstDropShare).toBe(0.73);
    expect(ports.arithmetic).toContain('bounded probing can drop the first from about 73 % full on');
  });

  test('netfilter looks at the whole of a range of 128 ports', () => {
    const hop = snat({ scope: 'source', selection: 'netfilter', ports: '1024-1151' });
    expect(row(ladder({ hop }), 'snat-ports').firstDropShare).toBe(1);
  });

  test('instances have pools of their own', () => {
    const hop = { ...snat({ scope: 'source', addresses: 2 }), instances: 3 };
    const ports = row(ladder({ hop }), 'snat-ports');
    expect(ports.capacityConnections).toBe(3 * 2 * 64_512);
    expect(ports.arithmetic).toContain('3 instances x 2 addresses x 64,512 ports');
  });

  test('a hash gives one source address one pool address, and more addresses do not help', () => {
    const clients = { count: 100_000, addresses: 1, ports: '1024-65535' };
    const backends = { ports: ['8000-8009'] };
    const hashed = row(
      ladder({ clients, backends, hop: snat({ scope: 'source', addresses: 4 }) }),
      'snat-ports',
    );
    expect(hashed.capacityConnections).toBe(64_512);
    const inTurn = snat({ scope: 'source', addresses: 4, choose: 'round-robin' });
    expect(row(ladder({ clients, backends, hop: inTurn }), 'snat-ports').capacityConnections).toBe(
      4 * 64_512,
    );
  });

  test('a hash of source and destination gives a pair one address', () => {
    const hop = snat({ addresses: 4, choose: 'source-destination-hash' });
    const clients = { addresses: 1 };
    expect(row(ladder({ clients, hop }), 'snat-ports').capacityConnections).toBe(64_512 * 10);
  });

  test('two hashes pin a source address to one space', () => {
    const hop = { ...snat({ addresses: 4 }), balance: 'source-hash' } as const;
    expect(row(ladder({ clients: { addresses: 1 }, hop }), 'snat-ports').capacityConnections).toBe(64_512);
  });

  test('uneven weights fill the heavy destination first', () => {
    const weights = [3, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    const ports = row(ladder({ hop: snat({}), backends: { weights } }), 'snat-ports');
    expect(ports.capacityConnections).toBeCloseTo((64_512 * 12) / 3, 6);
    expect(ports.arithmetic).toContain('the fullest of 10 takes 25 % of all');
  });
});

describe('source ports of a proxy', () => {
  const proxy: HopFile = { name: 'lb-1', mode: 'proxy', snat: { scope: 'source', hold: '60s' } };

  test('are held only where the client closes first', () => {
    const session = { lifetime: { distribution: 'exponential', mean: MEAN_SEC } } as const;
    const byClient = ladder({ hop: proxy });
    // TIME_WAIT is a kernel timer: 60 s end on a grid of 2.048 s, after 61.024 s on average.
    expect(row(byClient, 'source-ports').capacityConnections).toBeCloseTo((28_232 * 1200) / 1261.024, 6);
    const byServer = ladder({ hop: proxy, clients: { session: { ...session, closes: 'server' } } });
    expect(row(byServer, 'source-ports').capacityConnections).toBe(28_232);
  });

  test('two descriptors a connection', () => {
    const hop = { ...proxy, limits: { fileDescriptors: 1001, memory: '1GiB', memoryPerConnection: '1MiB' } };
    const rows = ladder({ hop });
    expect(row(rows, 'file-descriptors').capacityConnections).toBe(500);
    expect(row(rows, 'file-descriptors').arithmetic).toBe(
      '1,001 descriptors / 2 a connection = 500 connections',
    );
    expect(row(rows, 'memory').capacityConnections).toBe(1024);
    expect(row(rows, 'memory').arithmetic).toBe('1 GiB / 1 MiB a connection = 1,024 connections');
  });
});

describe('port blocks', () => {
  const hop = snat({ scope: 'client-block', blockSize: 64 });

  test('one block for each source address', () => {
    const blocks = row(ladder({ hop, clients: { count: 1200 } }), 'port-blocks');
    expect(blocks.arithmetic).toBe(
      '1 address x 1,008 blocks of 64 ports = 1,008 blocks for 1,200 source addresses, one each',
    );
    expect(blocks.capacityConnections).toBeCloseTo(1008, 9);
  });

  test('owners of one connection each come to one instance alone', () => {
    const several = { ...hop, instances: 2 };
    // 1,200 clients are 600 owners for the 1,008 blocks of each instance.
    const blocks = row(ladder({ hop: several, clients: { count: 1200 } }), 'port-blocks');
    expect(blocks.capacityConnections).toBeCloseTo(2016, 9);
    expect(blocks.arithmetic).toContain('1,008 blocks for 600 source addresses at each instance');
    // With many connections each client has a block at both.
    const many = row(ladder({ hop: several, clients: { count: 1200, connectionsEach: 50 } }), 'port-blocks');
    expect(many.capacityConnections).toBeCloseTo(60_000 * (1008 / 1200), 0);
  });

  test('the ports of a block carry its owner alone', () => {
    const clients = { count: 500, connectionsEach: 80 };
    const ports = row(ladder({ hop, clients }), 'snat-ports');
    expect(ports.capacityConnections).toBe(500 * 64);
  });

  test('used again toward each destination carry as many times more, and are laid end to end', () => {
    const again = snat({ scope: 'client-block', blockSize: 4096, blockReuse: 'destination', addresses: 2 });
    const clients = { count: 31, connectionsEach: 10_000 };
    const rows = ladder({ hop: again, clients, backends: { count: 5 } });
    expect(row(rows, 'port-blocks').arithmetic).toBe(
      '2 addresses x 64,512 ports / 4,096 ports a block = 31 blocks for 31 source addresses, one each',
    );
    expect(row(rows, 'snat-ports').capacityConnections).toBe(31 * 5 * 4096);
    expect(row(rows, 'snat-ports').arithmetic).toContain('4,096 ports a block, again toward each of 5 dest');
    // A hash by the source keeps each client at one server, so it can use its block only once.
    const pinned = { ...again, balance: 'source-hash' as const };
    const hashed = ladder({ hop: pinned, clients, backends: { count: 5 } });
    expect(row(hashed, 'snat-ports').capacityConnections).toBe(31 * 4096);
  });
});

describe('client ports', () => {
  const hop: HopFile = { name: 'edge', mode: 'dnat', flowTable: { max: 'unlimited' } };

  test('one client address against one VIP port stops at the client’s range', () => {
    const session = { lifetime: { distribution: 'exponential', mean: MEAN_SEC }, closes: 'server' } as const;
    const [first] = ladder({ hop, clients: { count: 40_000, addresses: 1, session } });
    expect(first?.resource).toBe('client-ports');
    expect(first?.capacityConnections).toBe(28_232);
  });

  test('each VIP address and port is a destination of its own', () => {
    const wide = { ...hop, listen: { addresses: 2, ports: [443, 8443] } };
    const session = { lifetime: { distribution: 'exponential', mean: MEAN_SEC }, closes: 'server' } as const;
    const rows = ladder({ hop: wide, clients: { count: 40_000, addresses: 1, session } });
    expect(row(rows, 'client-ports').capacityConnections).toBe(4 * 28_232);
  });

  test('a source hash keeps an address to one instance', () => {
    const session = { lifetime: { distribution: 'exponential', mean: MEAN_SEC }, closes: 'server' } as const;
    const clients = { count: 40_000, addresses: 10, session };
    const spread = ladder({ hop: { ...hop, instances: 4 }, clients });
    const hashed = ladder({ hop: { ...hop, instances: 4 }, clients: { ...clients, balance: 'source-hash' } });
    expect(row(spread, 'client-ports').capacityConnections).toBe(10 * 4 * 28_232);
    expect(row(hashed, 'client-ports').capacityConnections).toBe(10 * 28_232);
  });

  test('clients are dealt out whole: the fullest address binds', () => {
    const session = { lifetime: { distribution: 'exponential', mean: MEAN_SEC }, closes: 'server' } as const;
    const rows = ladder({ hop, clients: { count: 3, connectionsEach: 10_000, addresses: 2, session } });
    expect(row(rows, 'client-ports').capacityConnections).toBeCloseTo((28_232 * 3) / 2, 6);
  });
});

describe('stations', () => {
  test('a flow table holds closed flows for their timer', () => {
    const hop: HopFile = { name: 'edge', mode: 'dsr', flowTable: { max: 1000, timeWait: '2m' } };
    const table = row(ladder({ hop }), 'flow-table');
    expect(table.capacityConnections).toBeCloseTo((1000 * 1200) / 1320, 9);
  });

  test('a router keeps nothing', () => {
    const rows = ladder({ hop: { name: 'spine', mode: 'router' } });
    expect(rows.map(({ resource }) => resource)).toEqual(['client-ports']);
  });

  test('backends share evenly, or by weight', () => {
    const backends = { count: 4, maxConnections: 1000 };
    expect(row(ladder({ backends }), 'max-connections').capacityConnections).toBe(4000);
    expect(row(ladder({ backends }), 'max-connections').arithmetic).toBe(
      '4 instances x 1,000 = 4,000 connections',
    );
    const weighted = row(ladder({ backends: { ...backends, weights: [2, 1, 1, 1] } }), 'max-connections');
    expect(weighted.capacityConnections).toBe(2500);
    expect(weighted.arithmetic).toContain('on the fullest of 4, which takes 40 % of all');
  });

  test('a hash goes by the address that its hop sees, not by the one that it puts in its place', () => {
    const hop = { ...snat({ scope: 'source' }), balance: 'source-hash' as const };
    const servers = row(ladder({ hop, backends: { count: 4, maxConnections: 1000 } }), 'max-connections');
    expect(servers.capacityConnections).toBe(4000);
    // Behind another source NAT it sees one address, and has one server to choose from.
    const chained = ladderOfLimits(
      buildScenario({
        clients: [{ count: 10_000 }],
        path: [{ ...snat({ scope: 'source' }), name: 'nat' }, hop],
        backends: { count: 4, maxConnections: 1000 },
      }),
    );
    expect(row(chained, 'max-connections').capacityConnections).toBe(1000);
  });

  test('a hash deals out whole addresses: few of them are not even', () => {
    const clients = { count: 7000, addresses: 7, balance: 'source-hash' } as const;
    const hop: HopFile = { name: 'edge', mode: 'dnat', instances: 3, flowTable: { max: 100, timeWait: 0 } };
    const table = row(ladder({ clients, hop }), 'flow-table');
    // Three of seven addresses meet at one of three instances.
    expect(table.capacityConnections).toBeCloseTo((100 * 7) / 3, 9);
    expect(table.arithmetic).toContain('100 on the fullest of 3, which takes 43 % of all');
  });

  test('one busy address keeps its instance full whatever the others do', () => {
    const scenario = buildScenario({
      clients: [
        { name: 'office', count: 500, addresses: 1, balance: 'source-hash' },
        { name: 'homes', count: 500, balance: 'random' },
      ],
      path: [{ name: 'edge', mode: 'dnat', instances: 2, flowTable: { max: 300, timeWait: 0 } }],
      backends: { ...UNLIMITED_BACKENDS },
    });
    // All of the office and half of the homes.
    expect(row(ladderOfLimits(scenario), 'flow-table').capacityConnections).toBeCloseTo(300 / 0.75, 9);
  });

  test('an idle timeout shortens what holds are compared with', () => {
    const hop: HopFile = {
      name: 'edge',
      mode: 'dsr',
      flowTable: { max: 1000, timeWait: '2m', established: '5m' },
    };
    const meanSec = 1200 * (1 - Math.exp(-300 / 1200));
    const table = row(ladder({ hop }), 'flow-table');
    expect(table.capacityConnections).toBeCloseTo((1000 * meanSec) / (meanSec + 120), 6);
  });
});

describe('the ladder', () => {
  const hop: HopFile = {
    ...snat({ scope: 'source' }),
    flowTable: { max: 80_000, timeWait: 0 },
    limits: { maxConnections: 70_000, handshakesPerSecond: 1000 },
  };

  test('has what binds first on top', () => {
    const rows = ladder({ hop });
    expect(rows.map(({ resource }) => resource)).toEqual([
      'snat-ports',
      'max-connections',
      'flow-table',
      'handshakes',
      'client-ports',
    ]);
  });

  test('a target scales the demand of all populations', () => {
    const [first] = ladder({ hop, target: 50_000 });
    expect(first?.demandConnections).toBe(50_000);
    expect(first?.headroomShare).toBeCloseTo(1 - 50_000 / 64_512, 9);
    expect(first?.fits).toBe(true);
  });

  test('open arrivals ask for rate x mean lifetime', () => {
    const clients: Partial<ClientFile> = { arrivals: { pattern: 'poisson', rate: '50/s' } };
    const rows = ladderOfLimits(
      buildScenario({
        duration: '10h',
        clients: [
          { ...clients, addresses: 1000, session: { lifetime: { distribution: 'exponential', mean: 1200 } } },
        ],
        path: [hop],
        backends: { ...UNLIMITED_BACKENDS },
      }),
    );
    expect(rows[0]?.demandConnections).toBeCloseTo(60_000, 0);
  });

  test('mixes of populations weigh their holds by what they ask for', () => {
    const scenario = buildScenario({
      clients: [
        { name: 'short', count: 30_000, session: { lifetime: { distribution: 'deterministic', value: 60 } } },
        { name: 'long', count: 10_000, session: { lifetime: { distribution: 'deterministic', value: 600 } } },
      ],
      path: [snat({ scope: 'source', hold: 60 })],
      backends: { ...UNLIMITED_BACKENDS },
    });
    // 30,000 x 2 + 10,000 x 1.1 = 71,000 ports for 40,000 connections.
    const ports = row(ladderOfLimits(scenario), 'snat-ports');
    expect(ports.capacityConnections).toBeCloseTo((40_000 * 64_512) / 71_000, 6);
  });

  test('takes less than 10 ms', () => {
    const scenario = scenarioFor({ hop });
    const times = Array.from({ length: 20 }, () => {
      const started = performance.now();
      ladderOfLimits(scenario);
      return performance.now() - started;
    });
    expect(Math.min(...times)).toBeLessThan(10);
  });
});
