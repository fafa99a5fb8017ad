import { create } from 'zustand';
import { keepChoice, keptChoice } from './kept-choice.ts';

/** `contrast` is high contrast, light or dark as the system is. */
export const THEME_CHOICES = ['system', 'light', 'dark', 'contrast'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const NAME = 'theme';
const systemDark = matchMedia('(prefers-color-scheme: dark)');
const systemContrast = matchMedia('(prefers-contrast: more)');

function remembered(): ThemeChoice {
  const kept = keptChoice(NAME);
  return THEME_CHOICES.find((choice) => choice === kept) ?? 'system';
}

export const useTheme = create<{ readonly choice: ThemeChoice }>()(() => ({ choice: remembered() }));

export function chooseTheme(choice: ThemeChoice): void {
  useTheme.setState({ choice });
  keepChoice(NAME, choice);
}

/**
 * Keeps `data-theme` (light, dark) and `data-contrast` (more, or not there) on the root element in step with the choice and
 * with the system. Who asks the system for more contrast gets it in every theme.
 */
export function startTheme(): void {
  const apply = (): void => {
    const { choice } = useTheme.getState();
    const isDark = choice === 'light' || choice === 'dark' ? choice === 'dark' : systemDark.matches;
    const { dataset } = document.documentElement;
    dataset['theme'] = isDark ? 'dark' : 'light';
    if (choice === 'contrast' || systemContrast.matches) dataset['contrast'] = 'more';
    else delete dataset['contrast'];
  };
  systemDark.addEventListener('change', apply);
  systemContrast.addEventListener('change', apply);
  useTheme.subscribe(apply);
  apply();
}
