import type { Command } from '../commands/command.ts';
import { WORK_MODES, type WorkMode } from '../state/view-store.ts';

/** How much room there is: the three zones side by side, two of them, a phone. */
export type HeaderWidth = 'wide' | 'middle' | 'narrow';

/** With an icon in the header at any width. */
const ICONS: ReadonlySet<string> = new Set(['undo', 'redo', 'palette']);

export interface HeaderCommands {
  /** With a button of their own. */
  readonly buttons: readonly Command[];
  /** All that has no other place in the header. */
  readonly menu: readonly Command[];
  /** Under the button of the theme. */
  readonly themes: readonly Command[];
}

/** Where the header has each command. None is without a place: what has no button is in the menu. */
export function headerCommands(
  commands: readonly Command[],
  width: HeaderWidth,
  mode: WorkMode,
): HeaderCommands {
  const shown = new Set<string>(buttonsAt(width, mode));
  const isTheme = ({ group }: Command): boolean => group === 'Theme' && width !== 'narrow';
  const hasIcon = ({ id }: Command): boolean => ICONS.has(id) || (id === 'help' && width !== 'narrow');
  return {
    buttons: commands.filter(({ id }) => shown.has(id)),
    menu: commands.filter((command) => !shown.has(command.id) && !hasIcon(command) && !isTheme(command)),
    themes: commands.filter(isTheme),
  };
}

/** A phone has a button for the mode that is shown, to leave it by. */
function buttonsAt(width: HeaderWidth, mode: WorkMode): readonly string[] {
  if (width === 'narrow') return [mode];
  return width === 'wide' ? [...WORK_MODES, 'share', 'export'] : WORK_MODES;
}
