import { placeCallout } from './place-callout.ts';

/**
 * Puts an element behind its anchor in the document, so that Tab goes from one to the other, and in the top layer beside
 * it on the screen, wherever both go. The result takes it away again. Nothing happens where there is no such anchor.
 */
export function standBeside(anchor: string, host: HTMLElement): () => void {
  const place = document.querySelector<HTMLElement>(anchor);
  if (place === null) return () => {};
  host.className = 'tour-host';
  host.popover = 'manual';
  place.after(host);
  host.showPopover();
  place.dataset['tour'] = 'here';
  place.scrollIntoView({ block: 'nearest' });
  const put = (): void => {
    const { left, top } = placeCallout(
      place.getBoundingClientRect(),
      { width: host.offsetWidth, height: host.offsetHeight },
      { width: document.documentElement.clientWidth, height: innerHeight },
    );
    host.style.left = `${left}px`;
    host.style.top = `${top}px`;
  };
  const sizes = new ResizeObserver(put);
  for (const each of [place, host]) sizes.observe(each);
  addEventListener('resize', put);
  addEventListener('scroll', put, { capture: true, passive: true });
  return () => {
    sizes.disconnect();
    removeEventListener('resize', put);
    removeEventListener('scroll', put, { capture: true });
    delete place.dataset['tour'];
    host.remove();
  };
}
