/** An import against the arrow must not compile, nor may a pure layer use what its `lib` leaves out. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LAYERS } from './support/layers.ts';
import { ROOT } from './support/source-files.ts';

const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
let copy = '';

/** A repository with the real compiler settings, in which each layer holds one file that imports all it may. */
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'fivetuple-arrow-'));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
  mkdirSync(join(copy, 'src'));
  cpSync(join(ROOT, 'src/tsconfig.layer.json'), join(copy, 'src/tsconfig.layer.json'));
  writeFileSync(
    join(copy, 'tsconfig.json'),
    JSON.stringify({ files: [], references: LAYERS.map(({ name }) => ({ path: `src/${name}` })) }),
  );
  for (const { name, mayImport } of LAYERS) {
    mkdirSync(join(copy, 'src', name));
    const settings = `src/${name}/tsconfig.json`;
    cpSync(join(ROOT, settings), join(copy, settings));
    const lines = mayImport.map((other) => `import { ${other} } from '../${other}/name.ts';`);
    const sum = ["''", ...mayImport].join(' + ');
    write(name, 'name.ts', [...lines, `export const ${name}: string = ${sum} + '${name}';`].join('\n'));
  }
});

afterEach(() => rmSync(copy, { recursive: true, force: true }));

function write(layer: string, file: string, text: string): void {
  writeFileSync(join(copy, 'src', layer, file), `${text}\n`);
}

/** @returns what `tsc -b` says against the file, or against everything. */
function complaints(): { all: string; about: (layer: string, file: string) => string[] } {
  const run = spawnSync(process.execPath, [TSC, '-b', '--pretty', 'false'], { cwd: copy, encoding: 'utf8' });
  const all = run.stdout + run.stderr;
  return {
    all,
    about: (layer, file) => all.split('\n').filter((line) => line.startsWith(`src/${layer}/${file}(`)),
  };
}

test('imports along the arrow compile', () => {
  expect(complaints().all).toBe('');
});

test.each(LAYERS)('what may not know $name does not compile with an import of it', ({ name: to }) => {
  const against = LAYERS.filter((layer) => layer.name !== to && !layer.mayImport.includes(to));
  for (const { name } of against) {
    write(name, 'against.ts', `import { ${to} } from '../${to}/name.ts';\nexport const taken = ${to};`);
  }
  const said = complaints();
  const compiled = against.filter(({ name }) => said.about(name, 'against.ts').length === 0);
  expect(compiled, said.all).toEqual([]);
});

test('a pure layer does not compile with a page, Node, a clock or a console', () => {
  const codes = {
    'console.ts': 'console.log(1)',
    'clock.ts': 'performance.now()',
    'timer.ts': 'setTimeout(() => {}, 1)',
    'page.ts': 'document.title',
    'node.ts': 'process.argv',
  };
  const pure = LAYERS.filter((layer) => layer.pure);
  for (const { name } of pure) {
    for (const [file, code] of Object.entries(codes))
      write(name, file, `export const used: unknown = ${code};`);
  }
  const said = complaints();
  for (const { name } of pure) {
    for (const file of Object.keys(codes)) expect(said.about(name, file), `${name}/${file}`).toHaveLength(1);
  }
});
