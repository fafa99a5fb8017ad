/**
 * Compiles the loop over ordinary events (`src/network/compiled/assembly`) to WebAssembly, as the text of a module that has
 * the bytes and the places of what it shares with the rest of the engine.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT } from './source-files.ts';

const FOLDER = join(ROOT, 'src/network/compiled/assembly');
export const COMPILED_LOOP = join(ROOT, 'src/network/compiled/loop-binary.ts');

const BYTES: Readonly<Record<string, number>> = { f64: 8, i32: 4, u32: 4 };

/**
 * The text of `loop-binary.ts`.
 * @throws Error with the compiler's words where the source does not compile
 */
export function loopModuleText(): string {
  const binary = compileLoop();
  const books = readFileSync(join(FOLDER, 'books.ts'), 'utf8');
  return [
    '/** Made from `assembly` by `npm run loop`; a test compares them. */',
    `export const LOOP_BASE64 =\n  '${binary.toString('base64')}';`,
    '/** Bytes from the beginning of the books to each of its numbers. */',
    `export const BOOKS = ${placesText(books, 'Books')} as const;`,
    `export const BOOKS_AT = ${constant(books, 'BOOKS_AT')};`,
    '/** The same of a ring. */',
    `export const RING = ${placesText(books, 'Ring')} as const;`,
    `export const RINGS_AT = ${constant(books, 'RINGS_AT')};`,
    `export const RING_BYTES = ${fieldsOf(books, 'Ring').reduce((sum, { type }) => sum + BYTES[type]!, 0)};`,
    '',
  ].join('\n\n');
}

function compileLoop(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'fivetuple-loop-'));
  const outFile = join(folder, 'loop.wasm');
  const compiler = join(ROOT, 'node_modules/assemblyscript/bin/asc.js');
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd'];
  try {
    execFileSync(process.execPath, [compiler, join(FOLDER, 'loop.ts'), '--outFile', outFile, ...options]);
    return readFileSync(outFile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function fieldsOf(source: string, name: string): { readonly key: string; readonly type: string }[] {
  const body = new RegExp(`class ${name} {([^}]*)}`).exec(source)?.[1];
  if (body === undefined) throw new Error(`books.ts has no class ${name}`);
  return [...body.matchAll(/^ {2}(\w+): (\w+);$/gm)].map(([, key = '', type = '']) => ({ key, type }));
}

/** Doubles come first, so that each number lies where its size wants it. */
function placesText(source: string, name: string): string {
  let at = 0;
  const lines = fieldsOf(source, name).map(({ key, type }) => {
    const bytes = BYTES[type];
    if (bytes === undefined || at % bytes !== 0) throw new Error(`${name}.${key}: ${type} at byte ${at}`);
    const line = `  ${key}: ${at},`;
    at += bytes;
    return line;
  });
  return `{\n${lines.join('\n')}\n}`;
}

function constant(source: string, name: string): string {
  const value = new RegExp(`const ${name}: usize = (\\d+);`).exec(source)?.[1];
  if (value === undefined) throw new Error(`books.ts has no ${name}`);
  return value;
}
