/**
 * Compiles the loop over ordinary events (`src/network/compiled/assembly`) to WebAssembly, as the text of a module that has
 * the bytes, the places in them of what a scenario settles, and those of what the loop shares with the rest of the engine.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import binaryen from 'assemblyscript/binaryen';
import { ROOT } from './source-files.ts';

const FOLDER = join(ROOT, 'src/network/compiled/assembly');
export const COMPILED_LOOP = join(ROOT, 'src/network/compiled/loop-binary.ts');

/** Rings that the rest of the engine names. */
const RINGS = ['CLIENT_HOLD', 'TUPLE_HOLD', 'FLOW_HOLD', 'RESENDS'];

const BYTES: Readonly<Record<string, number>> = { f64: 8, i32: 4, u32: 4 };

/**
 * The text of `loop-binary.ts`.
 * @throws Error with the compiler's words where the source does not compile
 */
export function loopModuleText(): string {
  const settings = settingsOf(readFileSync(join(FOLDER, 'settings.ts'), 'utf8'));
  const binary = withConstants(compileLoop(), settings);
  const places = settings.map((name, index) => [name, placesOf(binary, MAGIC + index)] as const);
  for (const place of places.flatMap(([, each]) => each)) binary.set(ZERO, place);
  const books = readFileSync(join(FOLDER, 'books.ts'), 'utf8');
  return [
    '/** Made from `assembly` by `npm run loop`; a test compares them. */',
    `export const LOOP_BASE64 =\n  '${binary.toString('base64')}';`,
    '/** Where in the bytes each setting stands: in as many bytes as an i32 ever takes. */',
    `export const SETTINGS = [\n${places.map(([name, each]) => `  { name: '${name}', places: [${each.join(', ')}] },`).join('\n')}\n] as const;`,
    '/** Bytes from the beginning of the books to each of its numbers. */',
    `export const BOOKS = ${placesText(books, 'Books')} as const;`,
    `export const BOOKS_AT = ${constant(books, 'BOOKS_AT')};`,
    '/** The same of a ring. */',
    `export const RING = ${placesText(books, 'Ring')} as const;`,
    `export const RINGS_AT = ${constant(books, 'RINGS_AT')};`,
    `export const RING_BYTES = ${fieldsOf(books, 'Ring').reduce((sum, { type }) => sum + BYTES[type]!, 0)};`,
    '/** Rings by their place among all: of what is held after a close, and the first of SYNs that are sent again. */',
    ...RINGS.map((name) => `export const ${name} = ${constant(books, name)};`),
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

function settingsOf(source: string): string[] {
  return [...source.matchAll(/^export declare const (\w+): i32;$/gm)].map(([, name = '']) => name);
}

/** Stands for the first setting, the next number for the second: large enough to take all bytes that an i32 can take. */
const MAGIC = 0x5e77_1e00;
/** i32.const and its operand in LEB128: 0, in as many bytes. */
const I32_CONST = 0x41;
const ZERO = [0x80, 0x80, 0x80, 0x80, 0];

/** The binary with a constant, of which the compiler could foretell nothing, wherever it reads a setting. */
function withConstants(wasm: Buffer, settings: readonly string[]): Buffer {
  let text = binaryen.readBinary(wasm).emitText();
  settings.forEach((name, index) => {
    const imported = new RegExp(`\\(import "settings" "${name}" \\(global (\\S+) i32\\)\\)\\n`).exec(text);
    if (imported === null) throw new Error(`the loop does not use the setting ${name}`);
    text = text
      .replace(imported[0], '')
      .replaceAll(`(global.get ${imported[1]})`, `(i32.const ${MAGIC + index})`);
  });
  const module = binaryen.parseText(text);
  module.setFeatures(binaryen.Features.All);
  return Buffer.from(module.emitBinary());
}

function placesOf(binary: Buffer, value: number): number[] {
  const pattern = Buffer.from([
    I32_CONST,
    ...ZERO.map((bit, index) => bit | ((value >> (7 * index)) & 0x7f)),
  ]);
  const places: number[] = [];
  for (let at = binary.indexOf(pattern); at >= 0; at = binary.indexOf(pattern, at + 1)) places.push(at + 1);
  return places;
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
  const value = new RegExp(`const ${name}(?:: usize)? = (\\d+);`).exec(source)?.[1];
  if (value === undefined) throw new Error(`books.ts has no ${name}`);
  return value;
}
