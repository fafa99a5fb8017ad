import { describe, expect, it } from 'vitest';
import {
  finishedRun,
  finishedSummary,
  resourceOf,
  type TestFile,
} from '../../../test/support/finished-run.ts';
import { Listener } from './listener.ts';

const dialled = (backends: object, client: object = {}): TestFile => ({
  duration: '60s',
  sampleEvery: 1,
  clients: [
    {
      count: 200,
      arrivals: { pattern: 'population', rampUp: '1s' },
      connectTimeout: '1h',
      syn: { linearTimeouts: 0, retries: 0 },
      session: { lifetime: { distribution: 'deterministic', value: '1h' } },
      reconnect: { policy: 'none' },
      ...client,
    },
  ],
  path: [],
  backends: { count: 1, ...backends },
});

describe('a process without descriptors', () => {
  const short = { fileDescriptors: 60, reservedDescriptors: 10, backlog: 20 };

  it('leaves connections in the backlog, which believe that they are connected, and then drops SYNs', () => {
    const summary = finishedSummary(dialled(short));
    expect(summary.peakConcurrent).toBe(50);
    // Linux admits one more than the backlog.
    expect(summary.peakClientEstablished).toBe(71);
    expect(summary.droppedSyns).toMatchObject([{ resource: 'file-descriptors', count: 129 }]);
    expect(resourceOf(summary, 'backends', 'file-descriptors')).toMatchObject({ capacity: 50, peakUsed: 50 });
  });

  it('accepts them in their order as descriptors come back', () => {
    const session = { lifetime: { distribution: 'deterministic', value: '10s' } };
    const run = finishedRun(dialled(short, { session, count: 71 }));
    // 50 at once; the other 21 when the first ones close after ten seconds.
    expect(run.summary()).toMatchObject({ established: 71, failed: 0, peakConcurrent: 50 });
    expect(run.summary().longestSetUpSec).toBeGreaterThan(9);
    expect(run.summary().longestSetUpSec).toBeLessThan(10.1);
  });

  it('fails attempts whose clients do not wait that long, with that cause', () => {
    const summary = finishedSummary(dialled(short, { connectTimeout: '5s' }));
    expect(summary.failures.map(({ resource, count }) => [resource, count])).toEqual([
      ['file-descriptors', 150],
    ]);
    expect(summary.peakClientEstablished).toBe(71);
  });

  it('lets a client that gave up and came back stand at the end of the line', () => {
    const listener = new Listener(1, {
      backlog: 10,
      synBacklog: Infinity,
      acceptsPerSec: Infinity,
      acceptsChange: false,
      acceptLimit: 1,
      handshakes: null,
    });
    expect(listener.accept(0)).toBe(true);
    // Row 7 waits in two attempts, one after the other; row 8 came in between.
    for (const [row, epoch] of [
      [7, 1],
      [8, 1],
      [7, 3],
    ] as const) {
      expect(listener.accept(0)).toBe(false);
      listener.stand(0, row, epoch);
    }
    listener.leavePause(0);
    const stillWaits = (row: number, epoch: number): boolean => row === 8 || epoch === 3;
    expect(listener.release(0, stillWaits)).toBe(8);
    expect(listener.release(0, stillWaits)).toBe(7);
    expect(listener.release(0, stillWaits)).toBe(-1);
  });
});
