/** The colours of the page in each of its themes, read from the style sheets as a browser would resolve them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './source-files.ts';

export const THEMES = ['light', 'dark', 'light, high contrast', 'dark, high contrast'] as const;
export type Theme = (typeof THEMES)[number];

/** Selectors of the blocks that a theme takes its tokens from, the later over the earlier. */
const BLOCKS: Readonly<Record<Theme, readonly string[]>> = {
  light: [':root'],
  dark: [':root', ':root[data-theme="dark"]'],
  'light, high contrast': [':root', ':root[data-contrast="more"]'],
  'dark, high contrast': [
    ':root',
    ':root[data-theme="dark"]',
    ':root[data-contrast="more"]',
    ':root[data-theme="dark"][data-contrast="more"]',
  ],
};

/**
 * Colour tokens of a theme by name, as `#rrggbb`.
 * @throws Error when a block is missing from the style sheets
 */
export function coloursOf(theme: Theme): ReadonlyMap<string, string> {
  const sheets = ['tokens.css', 'contrast.css']
    .map((file) => readFileSync(join(ROOT, 'src/app/styles', file), 'utf8'))
    .join('\n')
    .replaceAll(/\/\*.*?\*\//gs, '');
  const tokens = new Map<string, string>();
  for (const selector of BLOCKS[theme]) {
    // The first block of a selector: those inside of media queries come later.
    const at = sheets.search(new RegExp(`^${escaped(selector)} \\{$`, 'm'));
    if (at < 0) throw new Error(`the style sheets have no block "${selector}"`);
    const body = sheets.slice(at, sheets.indexOf('}', at));
    for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*(#[\da-f]{6})\s*;/gi)) {
      tokens.set(name, value);
    }
  }
  return tokens;
}

function escaped(text: string): string {
  return text.replaceAll(/[[\]"().*+?^$]/g, '\\$&');
}
