import { chooseTheme, THEME_CHOICES, type ThemeChoice, useTheme } from '../state/theme.ts';
import type { Command } from './command.ts';

const NAMES: Readonly<Record<ThemeChoice, string>> = {
  system: 'System',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
};

/** "high contrast", as it stands behind "Theme: ". */
export function themeName(choice: ThemeChoice): string {
  return NAMES[choice].toLowerCase();
}

export const THEME_COMMANDS: readonly Command[] = THEME_CHOICES.map((choice) => ({
  id: `theme-${choice}`,
  name: NAMES[choice],
  does: `Theme: ${themeName(choice)}`,
  group: 'Theme',
  isChosen: () => useTheme.getState().choice === choice,
  action: () => chooseTheme(choice),
}));
