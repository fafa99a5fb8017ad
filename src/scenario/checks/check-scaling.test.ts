import { describe, expect, it } from 'vitest';
import type { EventFile } from '../file-format.ts';
import { parseScenarioValue } from '../parse.ts';

/** What is wrong with events of ten servers in an hour, as `path: accepted`. */
function faults(...events: EventFile[]): string[] {
  const outcome = parseScenarioValue({
    fivetuple: 1,
    duration: '1h',
    clients: [{ count: 1 }],
    backends: { count: 10 },
    events,
  });
  return outcome.ok ? [] : outcome.errors.map(({ path, accepted }) => `${path}: ${accepted}`);
}

const scaleOut: EventFile = { at: '10m', action: 'scale-out', instances: 2 };
const scaleIn: EventFile = { at: '30m', action: 'scale-in', instances: 2, drain: '1m' };
const THERE = 'a time at which all that it takes are there';

describe('events of one target', () => {
  it('may scale out, restart and scale in one after the other', () => {
    const restart: EventFile = { at: '11m', action: 'restart', batch: 5, every: '2m', drain: '1m' };
    expect(faults(scaleOut, restart, scaleIn)).toEqual([]);
  });

  it('leave one instance at all times', () => {
    expect(faults({ ...scaleOut, instances: 9 })).toEqual([]);
    expect(faults({ ...scaleOut, instances: 10 })).toEqual(['events.0.instances: from 1 to 9']);
    expect(faults({ ...scaleIn, instances: 10 })).toEqual(['events.0.instances: from 1 to 9']);
    expect(faults(scaleOut, { ...scaleIn, instances: 9 }, { ...scaleIn, at: '40m' })).toEqual([
      'events.2.instances: events that leave one instance at all times',
    ]);
  });

  it('restart nothing that has yet to join', () => {
    expect(faults(scaleOut, { at: '5m', action: 'restart', every: '10s' })).toEqual([
      `events.1.at: ${THERE}`,
    ]);
    // The last two come ten minutes after the first.
    expect(faults(scaleOut, { at: '5m', action: 'restart', batch: 8, every: '10m' })).toEqual([]);
  });

  it('restart nothing that has left or is about to', () => {
    const restart = (at: string): EventFile => ({
      at,
      action: 'restart',
      batch: 10,
      drain: '2m',
      down: '1m',
    });
    expect(faults(scaleIn, restart('26m'))).toEqual([]);
    expect(faults(scaleIn, restart('28m'))).toEqual([`events.1.at: ${THERE}`]);
    expect(faults(scaleIn, restart('40m'))).toEqual([`events.1.at: ${THERE}`]);
    // What would come after the end of the run does not count.
    expect(faults(scaleIn, { at: '1m', action: 'restart', batch: 8, every: '2h' })).toEqual([]);
  });

  it('crash only what is there all the time', () => {
    const crash: EventFile = { at: '5m', action: 'crash', instances: 8, down: 'forever' };
    expect(faults(scaleOut, crash)).toEqual([]);
    expect(faults(scaleOut, { ...crash, instances: 9 })).toEqual([`events.1.at: ${THERE}`]);
    expect(faults(crash, { ...scaleIn, instances: 1 })).toEqual([]);
    expect(faults({ ...crash, instances: 10 })).toEqual(['events.0.down: a time after which they are back']);
  });

  it('bring nothing back that still drains', () => {
    expect(faults(scaleIn, { ...scaleOut, at: '31m' })).toEqual(['events.1.at: more than 31m']);
    expect(faults(scaleIn, { ...scaleOut, at: '32m' })).toEqual([]);
  });
});
