import { expect, test } from 'vitest';
import { initialFiles } from './initial-chunks.ts';

const manifest = {
  'index.html': {
    file: 'index.js',
    isEntry: true,
    imports: ['_a.js', '_b.js'],
    dynamicImports: ['later.tsx'],
  },
  '_a.js': { file: 'a.js', imports: ['_b.js'] },
  '_b.js': { file: 'b.js', imports: ['_a.js'] },
  'later.tsx': { file: 'later.js', imports: ['_a.js'] },
};

test('finds what the entry imports at once, and nothing that comes later', () => {
  expect(initialFiles(manifest)).toEqual(['index.js', 'a.js', 'b.js']);
});

test('refuses a manifest without an entry, and one with a gap', () => {
  expect(() => initialFiles({ 'a.js': { file: 'a.js' } })).toThrow('the manifest has no entry');
  expect(() =>
    initialFiles({ 'index.html': { file: 'i.js', isEntry: true, imports: ['_gone.js'] } }),
  ).toThrow('"_gone.js"');
});
