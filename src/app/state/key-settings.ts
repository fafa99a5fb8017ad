import { create } from 'zustand';
import { keepChoice, keptChoice } from './kept-choice.ts';

const NAME = 'single-keys';

/** Whether keys without Ctrl give commands. Who dictates, or whose hand slips, can switch them off (WCAG 2.2, 2.1.4). */
export const useKeySettings = create<{ readonly singleKeys: boolean }>()(() => ({
  singleKeys: keptChoice(NAME) !== 'off',
}));

export function switchSingleKeys(on: boolean): void {
  useKeySettings.setState({ singleKeys: on });
  keepChoice(NAME, on ? 'on' : 'off');
}
