import { beforeAll, describe, expect, it, vi } from 'vitest';
import { headerCommands } from '../header/header-commands.ts';
import type { App } from '../state/app-context.ts';
import { WORK_MODES } from '../state/view-store.ts';
import { ariaKeys } from './aria-keys.ts';
import { COMMAND_GROUPS, type Command } from './command.ts';

/** The table asks nothing of the page before a command is given. */
let commands: readonly Command[] = [];

beforeAll(async () => {
  vi.stubGlobal('navigator', { platform: 'Linux' });
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {} }));
  const { pageCommands } = await import('./page-commands.ts');
  commands = pageCommands({ editor: {}, controller: {} } as App);
});

/** What more than one of a list has. */
function repeated(of: readonly string[]): string[] {
  return of.filter((each, index) => of.indexOf(each) !== index);
}

describe('the table of commands', () => {
  it('has every id, every text and every key once', () => {
    expect(commands.length).toBeGreaterThan(15);
    expect(repeated(commands.map(({ id }) => id))).toEqual([]);
    expect(repeated(commands.map(({ does }) => does))).toEqual([]);
    expect(repeated(commands.flatMap(({ name }) => name ?? []))).toEqual([]);
    expect(repeated(commands.flatMap(({ keys }) => (keys === undefined ? [] : ariaKeys(keys))))).toEqual([]);
  });

  it('has keys with Shift apart from those that do not care whether it is held', () => {
    const free = commands.filter(({ keys }) => keys !== undefined && keys.withShift === undefined);
    const taken = new Set(free.map(({ keys }) => `${keys?.withCommand ?? false} ${keys?.key}`));
    const shifted = commands.flatMap(({ keys }) =>
      keys?.withShift === undefined ? [] : `${keys.withCommand ?? false} ${keys.key}`,
    );
    expect(shifted.filter((each) => taken.has(each))).toEqual([]);
  });

  it('takes letters away from text fields only together with Ctrl', () => {
    const everywhere = commands.filter(({ keys }) => keys?.inFields === true);
    expect(everywhere.map(({ id }) => id)).toContain('palette');
    expect(everywhere.filter(({ keys }) => keys?.withCommand !== true)).toEqual([]);
  });
});

describe('headerCommands', () => {
  it.each(['wide', 'middle', 'narrow'] as const)('%s: every command has exactly one place', (width) => {
    const icons = width === 'narrow' ? ['undo', 'redo', 'palette'] : ['undo', 'redo', 'palette', 'help'];
    for (const mode of ['watch', ...WORK_MODES] as const) {
      const { buttons, menu, themes } = headerCommands(commands, width, mode);
      const placed = [...buttons, ...menu, ...themes].map(({ id }) => id);
      expect([...placed, ...icons].sort()).toEqual(commands.map(({ id }) => id).sort());
    }
  });

  it('gives a phone the mode that is shown, to leave it by', () => {
    expect(headerCommands(commands, 'narrow', 'watch').buttons).toEqual([]);
    expect(headerCommands(commands, 'narrow', 'plan').buttons.map(({ id }) => id)).toEqual(['plan']);
  });

  it('leaves no group out of the menu of a phone', () => {
    const { menu } = headerCommands(commands, 'narrow', 'watch');
    expect(new Set(menu.map(({ group }) => group))).toEqual(new Set(COMMAND_GROUPS));
  });
});
