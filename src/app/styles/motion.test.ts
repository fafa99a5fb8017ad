import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, ROOT } from '../../../test/support/source-files.ts';

const sheets = filesBelow('src/app')
  .filter((file) => file.endsWith('.css'))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8').replaceAll(/\/\*.*?\*\//gs, '') }));

/** Declarations of a property, with the file that they stand in. */
function declarations(property: RegExp): string[] {
  const pattern = new RegExp(`(?:^|[;{\\s])((?:${property.source})\\s*:[^;}]+)`, 'g');
  return sheets.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map(([, found = '']) => `${file}: ${found.replaceAll(/\s+/g, ' ')}`),
  );
}

describe('reduced motion', () => {
  it('has one length for every transition, which is none under prefers-reduced-motion', () => {
    const transitions = declarations(/transition(?:-duration)?/);
    expect(transitions.length).toBeGreaterThan(1);
    expect(transitions.filter((each) => /\d(?:m?s)\b/.test(each) || !each.includes('var(--motion)'))).toEqual(
      [],
    );
    const tokens = sheets.find(({ file }) => file.endsWith('tokens.css'))?.text ?? '';
    expect(tokens).toMatch(/@media \(prefers-reduced-motion: reduce\) \{\s*:root \{\s*--motion: 0ms;/);
  });

  it('has no animation and no smooth scrolling in style sheets', () => {
    expect(declarations(/animation(?:-\w+)*|scroll-behavior/)).toEqual([]);
    expect(sheets.filter(({ text }) => text.includes('@keyframes')).map(({ file }) => file)).toEqual([]);
  });
});
