import { describe, expect, it } from 'vitest';
import { setField } from '../../../scenario/edit.ts';
import { examples } from '../../../scenario/examples.ts';
import { EVENT_ACTIONS, type ScenarioFile } from '../../../scenario/file-format.ts';
import { parseScenarioValue } from '../../../scenario/parse.ts';
import type { DocumentState } from '../../state/document-store.ts';
import { eventChoices, withAction, withEvent } from './new-event.ts';

const opened = (file: ScenarioFile): DocumentState => {
  const outcome = parseScenarioValue(file);
  if (!outcome.ok) throw new Error(outcome.errors[0]?.message);
  return { file: outcome.file, scenario: outcome.scenario };
};
const small = (change: object = {}): DocumentState =>
  opened({
    fivetuple: 1,
    duration: '1h',
    clients: [{ name: 'web', count: 20 }],
    path: [{ name: 'edge', mode: 'snat' }],
    backends: { count: 2 },
    ...change,
  });

describe('a new event', () => {
  it('is offered for every action that has something to act on, the servers first', () => {
    const choices = new Map(eventChoices(small()).map(({ action, targets }) => [action, targets]));
    expect(choices.get('restart')).toEqual(['backends', 'edge']);
    // One of two may leave; of one, none.
    expect(choices.get('scale-in')).toEqual(['backends']);
    expect(choices.get('disconnect')).toEqual(['backends', 'edge', 'web']);
    expect(eventChoices(small({ backends: { count: 1 } })).map(({ action }) => action)).not.toContain(
      'scale-in',
    );
    expect([...choices.keys()].every((action) => EVENT_ACTIONS.includes(action))).toBe(true);
  });

  it('is valid as it is written, in every example, and once more after itself', () => {
    for (const { file } of examples) {
      const state = opened(file);
      for (const { action, targets } of eventChoices(state)) {
        const once = opened(withEvent(state.file, state.scenario, action, targets[0]!));
        expect(once.scenario.events.at(-1)).toMatchObject({ action, target: targets[0] });
        expect(eventChoices(once).length, `${action} in ${file.name}`).toBeGreaterThan(0);
      }
    }
  });

  it('stands half way from the last one to the end, in whole minutes where there are any', () => {
    const at = (state: DocumentState): unknown =>
      withEvent(state.file, state.scenario, 'restart', 'backends').events?.at(-1)?.at;
    expect(at(small())).toBe('30m');
    expect(at(small({ events: [{ at: '25m', action: 'restart' }] }))).toBe('42m');
    expect(at(small({ duration: '90s' }))).toBe('45s');
    expect(at(small({ duration: '1s' }))).toBe('0.5s');
  });
});

describe('another action for an event', () => {
  const changed = (event: object, action: string): unknown => {
    const state = small({ events: [{ at: '5m', ...event }] });
    const fields = [['events.0.action', action] as const, ...withAction(action, 0, state)];
    const file = fields.reduce((next, [path, value]) => setField(next, path, value), state.file);
    return opened(file).file.events;
  };

  it('leaves out what was said of the old one, and says what the new one needs', () => {
    expect(changed({ action: 'restart', batch: 2, drain: '5s' }, 'crash')).toEqual([
      { at: '5m', action: 'crash' },
    ]);
    expect(changed({ action: 'restart', target: 'edge' }, 'disconnect')).toEqual([
      { at: '5m', action: 'disconnect', target: 'edge', share: 0.5 },
    ]);
  });

  it('moves to a target that it can act on', () => {
    expect(changed({ action: 'disconnect', target: 'web', share: 1 }, 'crash')).toEqual([
      { at: '5m', action: 'crash' },
    ]);
  });
});
