/** A key and what it does; the help dialog lists the same table. */
export interface Shortcut {
  /** `event.key` in lower case. */
  readonly key: string;
  /** As the help shows it. */
  readonly keys: readonly string[];
  readonly does: string;
  readonly action: () => void;
  /** Needs Ctrl, or Cmd on a Mac. */
  readonly withCommand?: boolean;
  readonly withShift?: boolean;
}

/** What the shortcuts need to know of the element that has the focus. */
export interface FocusedElement {
  readonly tagName: string;
  readonly type?: string;
  readonly isContentEditable?: boolean;
}

const NOT_TYPED_INTO = new Set(['range', 'radio', 'checkbox', 'button', 'file', 'submit']);

/** True where a letter would be typed: shortcuts are then off. */
export function takesText({ tagName, type, isContentEditable }: FocusedElement): boolean {
  if (isContentEditable === true || tagName === 'TEXTAREA' || tagName === 'SELECT') return true;
  return tagName === 'INPUT' && !NOT_TYPED_INTO.has(type ?? 'text');
}

/** True where the space bar already means something. */
export function takesSpace(element: FocusedElement): boolean {
  const { tagName, type } = element;
  if (takesText(element) || tagName === 'BUTTON' || tagName === 'SUMMARY' || tagName === 'A') return true;
  return tagName === 'INPUT' && type !== 'range';
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The shortcut that a key press asks for, if any. */
export function shortcutFor(
  shortcuts: readonly Shortcut[],
  event: KeyPress,
  focused: FocusedElement,
): Shortcut | null {
  if (event.altKey || takesText(focused)) return null;
  if (event.key === ' ' && takesSpace(focused)) return null;
  const command = event.ctrlKey || event.metaKey;
  const found = shortcuts.find(
    ({ key, withCommand = false, withShift }) =>
      key === event.key.toLowerCase() &&
      withCommand === command &&
      (withShift === undefined || withShift === event.shiftKey),
  );
  return found ?? null;
}

/** Listens on the whole page; the result stops it. Nothing happens while a dialog is open. */
export function listenForShortcuts(shortcuts: readonly Shortcut[]): () => void {
  const pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const shortcut = shortcutFor(shortcuts, event, target);
    if (shortcut === null) return;
    event.preventDefault();
    shortcut.action();
  };
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}
