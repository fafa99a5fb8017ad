/** Time that a part of the page may take to come. */
const PATIENCE_MS = 5000;

/** Acts on the element that a selector means as soon as it is in the page, which may have to fetch it; once, or not at all. */
export function whenThere(selector: string, act: (element: HTMLElement) => void): void {
  const untilMs = performance.now() + PATIENCE_MS;
  const look = (): void => {
    const element = document.querySelector(selector);
    if (element instanceof HTMLElement) act(element);
    else if (performance.now() < untilMs) requestAnimationFrame(look);
  };
  look();
}

/** Moves the focus to what a selector means, once the page stands as it is after the change that goes on now. */
export function focusSoon(selector: string): void {
  setTimeout(() => whenThere(selector, (element) => element.focus()), 0);
}
