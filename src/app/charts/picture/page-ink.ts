import type { ColourToken } from '../palette.ts';
import type { PictureInk } from './svg-surface.ts';

/**
 * The colours of the light theme and the font of the page, whatever theme is on: a picture is looked at elsewhere. They are
 * read from the style sheet itself, whose `:root` is the light ground (see `styles/tokens.css`).
 */
export function lightInk(): PictureInk {
  const tokens = rootTokens();
  const font = tokens('font') ?? 'system-ui, sans-serif';
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  return {
    font,
    colour: (token: ColourToken) => tokens(token) ?? '#000000',
    textWidth: (text, sizePx, isStrong) => {
      if (context === null) return text.length * sizePx * 0.6;
      context.font = `${isStrong ? 600 : 400} ${sizePx}px ${font}`;
      return context.measureText(text).width;
    },
  };
}

/** The value of a custom property that a rule for `:root` alone gives; undefined where none does. */
function rootTokens(): (name: string) => string | undefined {
  const rules = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSStyleRule && rule.selectorText === ':root') as CSSStyleRule[];
  return (name) => {
    for (const { style } of rules) {
      const value = style.getPropertyValue(`--${name}`).trim();
      if (value !== '') return value;
    }
    return undefined;
  };
}
