/**
 * The colours of the page as a canvas needs them: the computed values of the custom properties in `styles/tokens.css`.
 * They are read again when the theme changes; `paletteVersion` tells a drawer that it has to draw anew.
 */

export type ColourToken =
  | 'page'
  | 'hover'
  | 'text'
  | 'text-quiet'
  | 'line'
  | 'line-strong'
  | 'grid'
  | 'limit'
  | 'accent'
  | 'in-use'
  | 'in-use-text'
  | 'held'
  | 'held-text'
  | 'failed'
  | 'failed-text'
  | 'healthy'
  | 'healthy-text'
  | 'idle'
  | 'series-1'
  | 'series-2'
  | 'series-3';

const cache = new Map<ColourToken | 'font', string>();
let version = 0;
let watching = false;

/** Reads all colours anew at their next use. */
export function forgetPalette(): void {
  cache.clear();
  rgbCache.clear();
  version += 1;
}

function watch(): void {
  watching = true;
  // The theme is an attribute of the root element; `style` and `class` cover a user's own style sheet manager.
  new MutationObserver(forgetPalette).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'class', 'style'],
  });
  for (const query of [
    '(prefers-color-scheme: dark)',
    '(forced-colors: active)',
    '(prefers-contrast: more)',
  ]) {
    matchMedia(query).addEventListener('change', forgetPalette);
  }
}

function computed(name: ColourToken | 'font'): string {
  if (!watching) watch();
  let value = cache.get(name);
  if (value === undefined) {
    value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
    if (name !== 'font') value = plain(value);
    // Before the style sheet has arrived nothing is remembered, so that the next frame asks again.
    if (value === '') return name === 'font' ? 'system-ui, sans-serif' : '#808080';
    cache.set(name, value);
  }
  return value;
}

/**
 * A colour of the system (`CanvasText`, under `forced-colors`) or a mix of two as the colour that the page shows for it: a canvas
 * does not know them everywhere.
 */
function plain(value: string): string {
  if (value === '' || value.startsWith('#')) return value;
  const probe = document.createElement('span');
  probe.style.cssText = `color: ${value}; forced-color-adjust: none; display: none`;
  document.body.append(probe);
  const shown = getComputedStyle(probe).color;
  probe.remove();
  return shown;
}

export function colour(token: ColourToken): string {
  return computed(token);
}

/** A canvas font of the page's family; `sizePx` in CSS pixels. */
export function canvasFont(sizePx: number, weight = 400): string {
  return `${weight} ${sizePx}px ${computed('font')}`;
}

/** Grows with every change of theme. */
export function paletteVersion(): number {
  if (!watching) watch();
  return version;
}

/** How strongly a fill covers its ground, 0..1: a dark page needs about twice what a light one does. */
export function tint(alphaOnLight: number): number {
  const [red, green, blue] = rgb('page');
  const isDark = red * 0.299 + green * 0.587 + blue * 0.114 < 128;
  return isDark ? Math.min(1, alphaOnLight * 1.9) : alphaOnLight;
}

type Rgb = readonly [red: number, green: number, blue: number];
const rgbCache = new Map<ColourToken, Rgb>();

/** Red, green, blue 0..255 of a token, for pixel buffers. */
export function rgb(token: ColourToken): Rgb {
  const value = colour(token);
  const known = rgbCache.get(token);
  if (known !== undefined) return known;
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (context === null) return [128, 128, 128];
  context.fillStyle = value;
  context.fillRect(0, 0, 1, 1);
  const [red = 128, green = 128, blue = 128] = context.getImageData(0, 0, 1, 1).data;
  const parts: Rgb = [red, green, blue];
  // Remembered only together with the value that it was read from.
  if (cache.has(token)) rgbCache.set(token, parts);
  return parts;
}
