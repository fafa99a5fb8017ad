import type { Keys } from './command.ts';

/** The keys as `aria-keyshortcuts` has them: "Control+Shift+Z". */
export function ariaKeys({ key, withCommand = false, withShift = false }: Keys): string {
  const name = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key;
  return [...(withCommand ? ['Control'] : []), ...(withShift ? ['Shift'] : []), name].join('+');
}
