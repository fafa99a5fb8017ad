import { useCallback, useSyncExternalStore } from 'react';

/** Below this the page is a phone's: one column, tabs. The style sheets break at the same width. Paper is no phone. */
export const NARROW = 'screen and (max-width: 799.98px)';

/** From here on controls, picture and results stand side by side. */
export const WIDE = '(min-width: 1200px)';

/** Whether a media query holds now, for what style sheets alone cannot decide. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
