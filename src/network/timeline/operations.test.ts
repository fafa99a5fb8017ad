import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { EventFile } from '../../scenario/file-format.ts';
import { type Operation, operationsOf } from './operations.ts';

/** The operations on three servers behind a hop, as `time kind station.instance`. */
function operations(...events: EventFile[]): string[] {
  const scenario = buildScenario({
    duration: '1m',
    clients: [{ count: 1 }],
    path: [{ name: 'edge', mode: 'dnat', instances: 2 }],
    backends: { count: 3 },
    events,
  });
  return operationsOf(scenario).map((operation) => `${operation.atSec} ${textOf(operation)}`);
}

function textOf(operation: Operation): string {
  const { kind, station } = operation;
  switch (kind) {
    case 'resize':
      return `${kind} ${station} to ${operation.size}`;
    case 'cut':
      return `${operation.isReplaced ? 'replace' : kind} ${station}.${operation.first}-${operation.end - 1}`;
    case 'reload':
      return `${kind} ${station}`;
    case 'end-generation':
      return `${kind} ${operation.generation} of ${station}`;
    case 'disconnect':
      return `${kind} ${operation.population ?? station} by ${operation.share}`;
    case 'decide':
      return `${kind} ${station}`;
    case 'join':
      return `${kind} ${station} to ${operation.size}`;
    case 'change':
      return `${kind} ${station}.${operation.first}-${operation.end - 1} ${JSON.stringify(operation.changes)}`;
    case 'lose':
      return `${kind} ${station}.${operation.first}-${operation.end - 1} until ${operation.untilSec}`;
    case 'see':
      return `${kind} ${station}.${operation.first}-${operation.end - 1}`;
    case 'cut-link':
      return `${kind} ${operation.place} until ${operation.untilSec}`;
    case 'restore-link':
      return kind;
    default:
      return `${kind} ${station}.${operation.instance}`;
  }
}

describe('operationsOf', () => {
  it('restarts batches one after the other, to the end of the run', () => {
    expect(operations({ at: 10, action: 'restart', batch: 2, every: 30, drain: 5, down: 20 })).toEqual([
      '10 drain 1.0',
      '10 drain 1.1',
      '15 cut 1.0-1',
      '35 return 1.0',
      '35 return 1.1',
      '40 drain 1.2',
      '45 cut 1.2-2',
    ]);
  });

  it('takes away all that crash at once', () => {
    expect(operations({ at: 10, action: 'crash', instances: 2, down: 5 })).toEqual([
      '10 cut 1.0-1',
      '15 return 1.0',
      '15 return 1.1',
    ]);
    const edge = { at: 10, action: 'crash', target: 'edge' } as const;
    expect(operations({ ...edge, down: 'forever' })).toEqual(['10 cut 0.0-0']);
    expect(operations({ ...edge, down: 0 })).toEqual(['10 replace 0.0-0']);
  });

  it('keeps away until a scale-out what it brings, and takes away what a scale-in takes', () => {
    const events: EventFile[] = [
      { at: 30, action: 'scale-in', instances: 2, drain: 10 },
      { at: 20, action: 'scale-out' },
    ];
    expect(operations(...events)).toEqual([
      '0 resize 1 to 2',
      '0 cut 1.2-2',
      '20 return 1.2',
      '20 resize 1 to 3',
      '30 resize 1 to 1',
      '30 drain 1.1',
      '30 drain 1.2',
      '40 cut 1.1-2',
    ]);
  });

  it('returns what is due before it takes away what goes in the same instant', () => {
    const events: EventFile[] = [
      { at: 20, action: 'crash', target: 'edge' },
      { at: 10, action: 'crash', down: 10 },
    ];
    expect(operations(...events).slice(1, 3)).toEqual(['20 return 1.0', '20 cut 0.0-0']);
  });

  it('numbers the reloads of a hop over all events, and ends the generation that each retires', () => {
    const reload = {
      at: 10,
      action: 'reload',
      target: 'proxy',
      every: 10,
      times: 3,
      shutdownTimeout: 15,
    } as const;
    const scenario = buildScenario({
      duration: 60,
      clients: [{ count: 1 }],
      path: [{ name: 'proxy', mode: 'proxy' }],
      backends: { count: 1 },
      events: [reload, { at: 25, action: 'reload', target: 'proxy' }],
    });
    expect(operationsOf(scenario).map((each) => `${each.atSec} ${textOf(each)}`)).toEqual([
      '10 reload 0',
      '20 reload 0',
      '25 reload 0',
      '25 end-generation 0 of 0',
      '30 reload 0',
      '35 end-generation 1 of 0',
      '45 end-generation 3 of 0',
    ]);
  });
});
