import { describe, expect, it } from 'vitest';
import type { Command, Keys } from './command.ts';
import { commandFor } from './shortcuts.ts';

const command = (id: string, keys?: Keys): Command => ({
  id,
  does: id,
  group: 'View',
  action: () => {},
  ...(keys === undefined ? {} : { keys }),
});
const history = (withShift: boolean): Keys => ({ key: 'z', shown: ['Z'], withCommand: true, withShift });
const play = command('play', { key: ' ', shown: ['Space'] });
const compare = command('compare', { key: 'c', shown: ['C'] });
const help = command('help', { key: '?', shown: ['?'] });
const undo = command('undo', history(false));
const redo = command('redo', history(true));
const all = [command('without keys'), play, compare, help, undo, redo];

const press = (key: string, modifiers: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});
const body = { tagName: 'BODY' };

describe('commandFor', () => {
  it('finds plain keys, whatever their case', () => {
    expect(commandFor(all, press('c'), body)).toBe(compare);
    expect(commandFor(all, press('C'), body)).toBe(compare);
    expect(commandFor(all, press('?', { shiftKey: true }), body)).toBe(help);
    expect(commandFor(all, press('x'), body)).toBeNull();
  });

  it('tells undo from redo, with Ctrl and with Cmd', () => {
    expect(commandFor(all, press('z', { ctrlKey: true }), body)).toBe(undo);
    expect(commandFor(all, press('Z', { metaKey: true, shiftKey: true }), body)).toBe(redo);
    expect(commandFor(all, press('c', { ctrlKey: true }), body)).toBeNull();
  });

  it('leaves keys to what has the focus', () => {
    expect(commandFor(all, press('c'), { tagName: 'INPUT', type: 'text' })).toBeNull();
    expect(commandFor(all, press('z', { ctrlKey: true }), { tagName: 'TEXTAREA' })).toBeNull();
    expect(commandFor(all, press(' '), { tagName: 'BUTTON' })).toBeNull();
    expect(commandFor(all, press(' '), { tagName: 'INPUT', type: 'radio' })).toBeNull();
    expect(commandFor(all, press(' '), { tagName: 'INPUT', type: 'range' })).toBe(play);
    expect(commandFor(all, press('c'), { tagName: 'BUTTON' })).toBe(compare);
  });

  it('takes only keys that say so away from a text field', () => {
    const palette = command('palette', { key: 'k', shown: ['K'], withCommand: true, inFields: true });
    const withPalette = [...all, palette];
    const field = { tagName: 'INPUT', type: 'text' };
    expect(commandFor(withPalette, press('k', { ctrlKey: true }), field)).toBe(palette);
    expect(commandFor(withPalette, press('k', { ctrlKey: true }), body)).toBe(palette);
    expect(commandFor(withPalette, press('k'), body)).toBeNull();
  });

  it('leaves single keys alone once they are switched off', () => {
    expect(commandFor(all, press('c'), body, false)).toBeNull();
    expect(commandFor(all, press('?', { shiftKey: true }), body, false)).toBeNull();
    expect(commandFor(all, press('z', { ctrlKey: true }), body, false)).toBe(undo);
  });
});
