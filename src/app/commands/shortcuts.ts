import { useKeySettings } from '../state/key-settings.ts';
import { isDialogOpen } from '../ui/open-dialog.ts';
import type { Command } from './command.ts';

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

/** The command that a key press asks for, if any; keys without Ctrl can be switched off (WCAG 2.2, 2.1.4). */
export function commandFor(
  commands: readonly Command[],
  event: KeyPress,
  focused: FocusedElement,
  singleKeys = true,
): Command | null {
  if (event.altKey) return null;
  if (event.key === ' ' && takesSpace(focused)) return null;
  const withCommand = event.ctrlKey || event.metaKey;
  if (!withCommand && !singleKeys) return null;
  const isTyped = takesText(focused);
  const found = commands.find(
    ({ keys }) =>
      keys !== undefined &&
      keys.key === event.key.toLowerCase() &&
      (!isTyped || keys.inFields === true) &&
      (keys.withCommand ?? false) === withCommand &&
      (keys.withShift === undefined || keys.withShift === event.shiftKey),
  );
  return found ?? null;
}

/**
 * Listens on the whole page; the result stops it. Nothing happens while a dialog is open.
 * @param commands are asked for at each press: some come later than the page
 */
export function listenForShortcuts(commands: () => readonly Command[]): () => void {
  const pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || isDialogOpen()) return;
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const command = commandFor(commands(), event, target, useKeySettings.getState().singleKeys);
    // What cannot be done now leaves its key to others: Escape, for one, means much.
    if (command === null || command.isPossible?.() === false) return;
    event.preventDefault();
    command.action();
  };
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}
