import fc from 'fast-check';
import type { BackendsFile, EventFile, HopFile } from '../../src/scenario/file-format.ts';
import { restartFields, upTo, withSet } from './arbitrary-changes.ts';
import { duration, optionalFields, orWord, seconds } from './arbitrary-quantity.ts';

/** An event of any kind that fits what it acts on by itself. */
export function arbitraryEvent(
  durationSec: number,
  path: readonly HopFile[],
  backends: BackendsFile,
): fc.Arbitrary<EventFile> {
  const targets = [
    { target: 'backends', size: Number(backends.count) },
    ...path.map((hop) => ({ target: hop.name ?? '', size: Number(hop.instances ?? 1) })),
  ];
  return fc.constantFrom(...targets).chain(({ target, size }): fc.Arbitrary<EventFile> => {
    const common = { at: seconds(fc.integer({ min: 0, max: durationSec - 1 })), target: fc.constant(target) };
    const drain = duration(0, 60);
    const down = duration(0, 60);
    const instances = upTo(size);
    const event = <Action extends string, Fields>(
      action: Action,
      fields: { [K in keyof Fields]: fc.Arbitrary<Fields[K]> },
    ) =>
      fc
        .tuple(fc.record(common), optionalFields(fields))
        .map(([given, optional]) => ({ ...given, action, ...optional }));
    return fc.oneof(
      event('restart', restartFields(size, drain, down)),
      event('crash', {
        instances,
        down: orWord('forever', down),
        silent: fc.boolean(),
        detectedAfter: orWord('never', down),
      }),
      event('failover', {
        instances,
        mirrored: fc.oneof(fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true })),
        down,
      }),
      event('reload', {
        every: duration(0.1, 60),
        times: fc.integer({ min: 1, max: 5 }),
        shutdownTimeout: orWord('forever', duration(0, 60)),
      }),
      event('link-cut', { for: duration(1, 60) }),
      event('disconnect', { share: fc.double({ min: 0.001, max: 1, noNaN: true }) }),
      withSet(target, path, event('change', { instances, for: seconds(fc.integer({ min: 1, max: 60 })) })),
      event('scale-out', { instances }),
      event('scale-in', { instances, drain }),
    );
  });
}
