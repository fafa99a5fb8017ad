/** Which item has the focus when a menu opens. */
export type MenuEnd = 'first' | 'last';

/**
 * Which item of a menu a key moves the focus to, by the ARIA pattern "menu"; `null` for keys that mean nothing to a menu.
 * `at` is the item that has the focus, -1 where none has it. A letter goes to the next item that begins with it.
 */
export function menuTarget(key: string, at: number, names: readonly string[]): number | null {
  const count = names.length;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return at <= 0 ? count - 1 : at - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default: {
      if (key.length !== 1 || key === ' ') return null;
      const order = names.map((_, index) => (at + 1 + index) % count);
      const found = order.find((index) => names[index]?.toLowerCase().startsWith(key.toLowerCase()));
      return found ?? Math.max(0, at);
    }
  }
}
