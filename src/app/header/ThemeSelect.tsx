import type { ReactElement } from 'react';
import { chooseTheme, type ThemeChoice, useTheme } from '../state/theme.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';

const NEXT: Readonly<Record<ThemeChoice, { next: ThemeChoice; icon: IconName; name: string }>> = {
  system: { next: 'light', icon: 'system', name: 'Theme: system' },
  light: { next: 'dark', icon: 'sun', name: 'Theme: light' },
  dark: { next: 'system', icon: 'moon', name: 'Theme: dark' },
};

/** Goes round system, light, dark. */
export function ThemeSelect({ inMenu }: { readonly inMenu: boolean }): ReactElement {
  const { choice } = useTheme();
  const { next, icon, name } = NEXT[choice];
  return (
    <button
      type="button"
      className={inMenu ? 'button' : 'button button-icon'}
      aria-label={name}
      title={`${name}. Next: ${next}`}
      onClick={() => chooseTheme(next)}
    >
      {inMenu ? name : <Icon name={icon} />}
    </button>
  );
}
