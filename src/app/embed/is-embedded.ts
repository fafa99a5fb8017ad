/** What makes a page of the app a widget, in the query of its address. */
export const EMBED_PARAMETER = 'embed';

export function isEmbedded(search: string): boolean {
  return new URLSearchParams(search).get(EMBED_PARAMETER) === '1';
}
