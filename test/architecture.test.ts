/** The rules of docs/architecture.md that can be checked by reading the files. */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importCycles } from './support/import-cycles.ts';
import { LAYERS, layerOf } from './support/layers.ts';
import { parseModule, readModule } from './support/read-module.ts';
import { filesBelow, ROOT } from './support/source-files.ts';

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);
/** In a language of its own, whose compiler is shown no other folder. */
const isAssembly = (file: string): boolean => file.startsWith('src/network/compiled/assembly/');
const modules = filesBelow('src')
  .filter((file) => /\.tsx?$/.test(file) && !isAssembly(file))
  .map(readModule);

describe('the arrow', () => {
  test('every source file belongs to a layer, and every layer has files', () => {
    expect(modules.filter(({ file }) => layerOf(file) === null).map(({ file }) => file)).toEqual([]);
    const withFiles = new Set(modules.map(({ file }) => layerOf(file)?.name));
    expect(LAYERS.filter(({ name }) => !withFiles.has(name)).map(({ name }) => name)).toEqual([]);
  });

  test('a file imports from its own layer and from those it may know', () => {
    const against = modules.flatMap(({ file, imports }) =>
      imports
        .filter((imported) => {
          if (imported.file === null) return false;
          if (isTest(file) && imported.file.startsWith('test/support/')) return false;
          // A document is text that the page shows.
          if (layerOf(file)?.name === 'app' && /^docs\/[\w-]+\.md$/.test(imported.file)) return false;
          const from = layerOf(file);
          const to = layerOf(imported.file);
          return from === null || to === null || (from !== to && !from.mayImport.includes(to.name));
        })
        .map(({ specifier, line }) => `${file}:${line} imports ${specifier}`),
    );
    expect(against).toEqual([]);
  });

  test('a layer uses no packages but its own', () => {
    const others = modules
      .filter(({ file }) => !isTest(file))
      .flatMap(({ file, imports }) =>
        imports
          .filter((imported) => imported.file === null && !layerOf(file)?.packages.test(imported.specifier))
          .map(({ specifier, line }) => `${file}:${line} imports ${specifier}`),
      );
    expect(others).toEqual([]);
  });

  test('the table of the layers says what the compiler is told', () => {
    for (const layer of LAYERS) {
      const config = JSON.parse(readFileSync(join(ROOT, 'src', layer.name, 'tsconfig.json'), 'utf8')) as {
        references: { path: string }[];
      };
      const references = config.references.map(({ path }) => posix.basename(path));
      expect(references, layer.name).toEqual(layer.mayImport);
    }
  });
});

describe('imports', () => {
  test('name the file that defines the thing, with its extension', () => {
    const missing = modules.flatMap(({ file, imports }) =>
      imports
        .filter((imported) => imported.file !== null && !existsSync(join(ROOT, imported.file)))
        .map(({ specifier, line }) => `${file}:${line} imports ${specifier}`),
    );
    expect(missing).toEqual([]);
  });

  test('find no barrel: no index file, no `export ... from`', () => {
    const barrels = modules.flatMap(({ file, reexports }) => [
      ...(/\/index\.tsx?$/.test(file) ? [file] : []),
      ...reexports.map((line) => `${file}:${line} passes on what another file defines`),
    ]);
    expect(barrels).toEqual([]);
  });

  test('form no cycle', () => {
    expect(importCycles(modules).map((cycle) => cycle.join(' -> '))).toEqual([]);
  });
});

test('the pure layers name no clock, no chance and no inexact function of Math', () => {
  const impure = modules
    .filter(({ file }) => layerOf(file)?.pure === true && !isTest(file))
    .flatMap((module) => module.impure.map((use) => `${module.file}:${use}`));
  expect(impure).toEqual([]);
});

test('no file leans on what lies beside the repository', () => {
  // Spelled apart, so that this file does not name it either.
  const outside = ['..', 'shared'].join('/');
  const texts = ['src', 'test', 'docs', 'public']
    .flatMap(filesBelow)
    .concat('README.md', 'package.json', 'index.html');
  const leaning = texts.filter(
    (file) => existsSync(join(ROOT, file)) && readFileSync(join(ROOT, file), 'utf8').includes(outside),
  );
  expect(leaning).toEqual([]);
});

describe('the reading of a module', () => {
  test('finds every kind of import', () => {
    const { imports, reexports } = parseModule(
      'src/engine/a.ts',
      [
        "import { b } from './b.ts';",
        "import type { C } from '../scenario/c.ts';",
        "import { z } from 'zod';",
        "export * from './d.ts';",
        "export { e } from './e.ts';",
        "const f = () => import('./f.ts');",
        "type G = import('./g.ts').G;",
        "new Worker(new URL('./h.worker.ts', import.meta.url), { type: 'module' });",
        "import i from './i.ts?worker';",
      ].join('\n'),
    );
    expect(imports.map(({ file, line }) => `${line} ${file}`)).toEqual([
      '1 src/engine/b.ts',
      '2 src/scenario/c.ts',
      '3 null',
      '4 src/engine/d.ts',
      '5 src/engine/e.ts',
      '6 src/engine/f.ts',
      '7 src/engine/g.ts',
      '8 src/engine/h.worker.ts',
      '9 src/engine/i.ts',
    ]);
    expect(reexports).toEqual([4, 5]);
  });

  test.each([
    ['Math.random()', 'Math.random'],
    ['Math.log(2)', 'Math.log'],
    ['Math.hypot(3, 4)', 'Math.hypot'],
    ["Math['exp'](1)", 'Math other than as Math.<name>'],
    ['const { sin } = Math', 'Math other than as Math.<name>'],
    ['2 ** 0.5', '**'],
    ['const x = 2; const y = x ** 2', '**'],
    ['10 ** 300', '**'],
    ['let x = 2; x **= 3', '**='],
    ['Date.now()', 'Date'],
    ['new Date()', 'Date'],
    ['performance.now()', 'performance'],
    ["console.log('x')", 'console'],
    ['globalThis.Date', 'globalThis'],
  ])('refuses %s in a pure layer', (code, use) => {
    expect(parseModule('src/engine/a.ts', code).impure).toEqual([`1: ${use}`]);
  });

  test('allows exact functions, and the same words as names of something else or in text', () => {
    const code = `
      // Math.random() and Date are only spoken of.
      const text = 'Math.log(2) ** performance';
      export interface Row { Date: number; console(): void }
      export const row = { Math: Math.sqrt(2) * Math.PI, Date: Math.floor(1.5), bytes: 2 ** 30 };
      export const again = row.Date + row.Math + text.length;
    `;
    expect(parseModule('src/engine/a.ts', code).impure).toEqual([]);
  });

  test('finds a cycle and names its files', () => {
    const a = parseModule('src/engine/a.ts', "import './b.ts'");
    const b = parseModule('src/engine/b.ts', "import './c.ts'");
    const c = parseModule('src/engine/c.ts', "import './a.ts'");
    const outside = parseModule('src/engine/d.ts', "import './a.ts'");
    expect(importCycles([outside, a, b, c])).toEqual([
      ['src/engine/a.ts', 'src/engine/b.ts', 'src/engine/c.ts'],
    ]);
  });
});
