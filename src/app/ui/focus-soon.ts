import { whenThere } from './when-there.ts';

/** Moves the focus to what a selector names, once what is being done now is drawn, and as soon as it is on the page. */
export function focusSoon(selector: string): void {
  setTimeout(() => whenThere(selector, (element) => element.focus()), 0);
}
