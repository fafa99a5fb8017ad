/** The CSS zoom that an element is shown at; 1 where the browser does not tell. */
export function zoomOf(element: Element): number {
  const { currentCSSZoom = 1 } = element as { readonly currentCSSZoom?: number };
  return currentCSSZoom;
}
