import fc from 'fast-check';
import type { EventFile, HopFile } from '../../src/scenario/file-format.ts';

type ChangeSet = Extract<EventFile, { action: 'change' }>['set'];

/** What can be set of a target, as far as its mode goes. */
function changesOf(target: string, path: readonly HopFile[]): ChangeSet[] {
  const limits = {
    admission: { rate: '90/min', burst: 7 },
    maxConnections: 'unlimited',
    memory: '3.5GiB',
    handshakesPerSecond: 'unlimited',
  };
  const sockets = { ...limits, fileDescriptors: 4096, backlog: 'unlimited', acceptsPerSecond: 12.5 };
  const hop = path.find(({ name }) => name === target);
  if (hop === undefined) return [sockets, { maxConnections: 1e6 }];
  if (hop.mode === 'proxy') return [{ limits: sockets }, { snat: { addresses: 3 } }];
  return [{ limits }, { limits: { maxConnections: 3 }, flowTable: { max: 'unlimited', timeWait: '90s' } }];
}

/** A change with something that it sets of the target. */
export function withSet<Event>(
  target: string,
  path: readonly HopFile[],
  event: fc.Arbitrary<Event>,
): fc.Arbitrary<Event & { set: ChangeSet }> {
  return fc
    .tuple(event, fc.constantFrom(...changesOf(target, path)))
    .map(([given, set]) => ({ ...given, set }));
}

/** A restart of up to so many instances at a time, in times that are drawn alike. */
export function restartFields<Time>(size: number, time: fc.Arbitrary<Time>, drain: fc.Arbitrary<Time>) {
  return {
    batch: upTo(size),
    every: time,
    drain,
    down: time,
    minReady: time,
    surge: fc.integer({ min: 0, max: size - 1 }),
  };
}

export function autoscaleOf<Time>(time: fc.Arbitrary<Time>) {
  return fc.record({ target: fc.constantFrom(50, 7000), every: time, drain: time });
}

export function upTo(size: number): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max: size });
}
