const PATIENCE_MS = 2000;

/** Moves the focus to what a selector names, as soon as it is on the page: it may have to be fetched or drawn first. */
export function focusSoon(selector: string): void {
  const untilMs = performance.now() + PATIENCE_MS;
  const look = (): void => {
    const found = document.querySelector<HTMLElement>(selector);
    if (found !== null) found.focus();
    else if (performance.now() < untilMs) setTimeout(look, 16);
  };
  setTimeout(look, 0);
}
