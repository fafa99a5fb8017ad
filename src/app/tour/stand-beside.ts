import { zoomOf } from '../ui/zoom-of.ts';
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
    const { left, top } = placeCallout(place.getBoundingClientRect(), host.getBoundingClientRect(), {
      width: document.documentElement.clientWidth,
      height: innerHeight,
    });
    const zoom = zoomOf(host);
    host.style.left = `${left / zoom}px`;
    host.style.top = `${top / zoom}px`;
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
