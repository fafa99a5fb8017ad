import { create } from 'zustand';

export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'fivetuple.theme';
const systemDark = matchMedia('(prefers-color-scheme: dark)');

function remembered(): ThemeChoice {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    // Storage can be forbidden; the system's theme is then the only one that lasts.
    return 'system';
  }
}

export const useTheme = create<{ readonly choice: ThemeChoice }>()(() => ({ choice: remembered() }));

export function chooseTheme(choice: ThemeChoice): void {
  useTheme.setState({ choice });
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // See above: the choice then holds until the page is closed.
  }
}

/** Keeps `data-theme` on the root element in step with the choice and with the system. */
export function startTheme(): void {
  const apply = (): void => {
    const { choice } = useTheme.getState();
    const dark = choice === 'dark' || (choice === 'system' && systemDark.matches);
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  };
  systemDark.addEventListener('change', apply);
  useTheme.subscribe(apply);
  apply();
}
