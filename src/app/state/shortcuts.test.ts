import { describe, expect, it } from 'vitest';
import { type Shortcut, shortcutFor } from './shortcuts.ts';

const action = (): void => {};
const play: Shortcut = { key: ' ', keys: ['Space'], does: 'Play', action };
const compare: Shortcut = { key: 'c', keys: ['C'], does: 'Compare', action };
const help: Shortcut = { key: '?', keys: ['?'], does: 'Help', action };
const undo: Shortcut = {
  key: 'z',
  keys: ['Ctrl', 'Z'],
  does: 'Undo',
  action,
  withCommand: true,
  withShift: false,
};
const redo: Shortcut = {
  key: 'z',
  keys: ['Ctrl', 'Shift', 'Z'],
  does: 'Redo',
  action,
  withCommand: true,
  withShift: true,
};
const all = [play, compare, help, undo, redo];

const press = (key: string, modifiers: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});
const body = { tagName: 'BODY' };

describe('shortcutFor', () => {
  it('finds plain keys, whatever their case', () => {
    expect(shortcutFor(all, press('c'), body)).toBe(compare);
    expect(shortcutFor(all, press('C'), body)).toBe(compare);
    expect(shortcutFor(all, press('?', { shiftKey: true }), body)).toBe(help);
    expect(shortcutFor(all, press('x'), body)).toBeNull();
  });

  it('tells undo from redo, with Ctrl and with Cmd', () => {
    expect(shortcutFor(all, press('z', { ctrlKey: true }), body)).toBe(undo);
    expect(shortcutFor(all, press('Z', { metaKey: true, shiftKey: true }), body)).toBe(redo);
    expect(shortcutFor(all, press('c', { ctrlKey: true }), body)).toBeNull();
  });

  it('leaves keys to what has the focus', () => {
    expect(shortcutFor(all, press('c'), { tagName: 'INPUT', type: 'text' })).toBeNull();
    expect(shortcutFor(all, press('z', { ctrlKey: true }), { tagName: 'TEXTAREA' })).toBeNull();
    expect(shortcutFor(all, press(' '), { tagName: 'BUTTON' })).toBeNull();
    expect(shortcutFor(all, press(' '), { tagName: 'INPUT', type: 'radio' })).toBeNull();
    expect(shortcutFor(all, press(' '), { tagName: 'INPUT', type: 'range' })).toBe(play);
    expect(shortcutFor(all, press('c'), { tagName: 'BUTTON' })).toBe(compare);
  });
});
