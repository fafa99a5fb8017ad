import { describe, expect, test } from 'vitest';
import { changeOf } from '../../../test/support/ladder.ts';
import type { HopFile } from '../../scenario/file-format.ts';

const snat = (settings: HopFile['snat']): HopFile => ({
  name: 'edge',
  mode: 'snat',
  balance: 'least-connections',
  snat: { hold: 0, selection: 'random', ...settings },
  flowTable: { max: 'unlimited' },
});
const AT_ONCE = { arrivals: { rampUp: 0 }, reconnect: { policy: 'fixed', base: '1h' } } as const;

describe('what carries the demand', () => {
  test('is nothing to change where it fits', () => {
    expect(changeOf({ hop: snat({}) }, 'snat-ports')).toBeNull();
  });

  test('source ports: more addresses, in turn where a hash reaches no more of them', () => {
    expect(changeOf({ hop: snat({ scope: 'source' }) }, 'snat-ports')).toBe('2 addresses carry 100,000');
    const probing = { clients: { count: 60_000 }, hop: snat({ scope: 'source', selection: 'netfilter' }) };
    expect(changeOf(probing, 'snat-ports')).toBe('2 addresses carry 60,000');
    const hop = snat({ scope: 'source', addresses: 4, choose: 'source-hash' });
    const clients = { addresses: 1, ports: '1024-65535', balance: 'random' } as const;
    const hashed = { hop: { ...hop, listen: { addresses: 20 } }, clients };
    expect(changeOf(hashed, 'snat-ports')).toBe('4 addresses taken in turn carry 100,000');
  });

  test('blocks: more addresses for more of them, larger ones for more ports', () => {
    const few = { hop: snat({ scope: 'client-block', blockSize: 64 }), clients: { count: 1200 } };
    expect(changeOf(few, 'port-blocks')).toBe('2 addresses carry 1,200');
    const heavy = {
      hop: snat({ scope: 'client-block', blockSize: 64 }),
      clients: { count: 500, connectionsEach: 80 },
    };
    expect(changeOf(heavy, 'snat-ports')).toBe('blocks of 80 ports, on as many more addresses carry 40,000');
  });

  test('client ports: more client addresses, or more to connect to', () => {
    const hop: HopFile = { name: 'edge', mode: 'dsr', flowTable: { max: 'unlimited' } };
    const session = { lifetime: { distribution: 'exponential', mean: 1200 }, closes: 'server' } as const;
    expect(changeOf({ hop, clients: { count: 40_000, addresses: 1, session } }, 'client-ports')).toBe(
      '2 client addresses, or 2 addresses to connect to at the edge, carry 40,000',
    );
  });

  test('entries, descriptors: more of them, or more instances', () => {
    const hop: HopFile = { name: 'edge', mode: 'dsr', flowTable: { max: 1000, timeWait: '2m' } };
    expect(changeOf({ hop }, 'flow-table')).toBe('110,000 entries, or 110 instances, carry 100,000');
    const proxy: HopFile = { name: 'edge', mode: 'proxy', limits: { fileDescriptors: 1001 } };
    expect(changeOf({ hop: proxy }, 'file-descriptors')).toMatch(
      /^200,000 descriptors, or 20\d instances, carry 100,000$/,
    );
  });

  test('accepts: a rate, a backlog that takes what is too fast, instances, a longer ramp', () => {
    const backends = { count: 10, acceptsPerSecond: 10, backlog: 99 };
    expect(changeOf({ backends }, 'accept-queue')).toBe(
      '17 accepts/s on each instance, or 17 backends, or arrivals spread over 16 m 30 s, carry 100,000',
    );
  });

  test('those who come at once need a place, or a token', () => {
    const queue = changeOf(
      { clients: AT_ONCE, backends: { acceptsPerSecond: 1000, backlog: 99 } },
      'accept-queue',
    );
    expect(queue).toContain('9,999 places in the backlog on each instance');
    const bucket = { admission: { rate: 1000, burst: 100 } };
    expect(changeOf({ clients: AT_ONCE, backends: bucket }, 'admission')).toContain(
      '10,000 tokens in the bucket on each instance',
    );
  });
});
