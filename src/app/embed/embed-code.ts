import { EMBED_PARAMETER } from './is-embedded.ts';

/** The size that the widget is made for, in CSS pixels; it also fits into less. */
const WIDTH = 600;
const HEIGHT = 520;

/**
 * The HTML that shows a scenario in another page: answer, diagram, time and a chart, read-only.
 * @param pageUrl address of the app; its query and hash are left out
 * @param hash of the scenario: `#example/id`, or that of a share link
 * @param name of the scenario, for who cannot see the frame
 */
export function embedCode(pageUrl: string, hash: string, name: string): string {
  const url = new URL(pageUrl);
  url.search = `?${EMBED_PARAMETER}=1`;
  url.hash = hash;
  const attributes = {
    src: url.href,
    title: `${name} · Fivetuple`,
    width: String(WIDTH),
    height: String(HEIGHT),
    loading: 'lazy',
    style: 'border: 1px solid #8b8b86; max-width: 100%',
  };
  const written = Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`);
  return `<iframe ${written.join(' ')}></iframe>`;
}

/** As a value between double quotes in HTML. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
