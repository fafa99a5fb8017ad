/**
 * Compiles the loop over ordinary events (`src/network/compiled/assembly`) to WebAssembly, as the text of a module that has
 * the bytes and the places of what it shares with the rest of the engine.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import { ROOT } from './source-files.ts';

const FOLDER = join(ROOT, 'src/network/compiled/assembly');
export const COMPILED_LOOP = join(ROOT, 'src/network/compiled/loop-binary.ts');

const BYTES: Readonly<Record<string, number>> = { f64: 8, i32: 4, u32: 4 };

/**
 * The text of `loop-binary.ts`.
 * @throws Error with the compiler's words where the source does not compile
 */
export async function compileLoop(): Promise<string> {
  let binary: Uint8Array | null = null;
  const { error, stderr } = await asc.main(
    ['loop.ts', '--outFile', 'loop.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--importMemory', ...(process.env['LOOP_NAMES'] ? ['--debug'] : [])],
    {
      readFile: (name, folder) => readOrNull(join(folder, name)),
      writeFile: (name, contents) => {
        if (name === 'loop.wasm' && typeof contents !== 'string') binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || binary === null) throw new Error(`${error?.message ?? 'no output'}\n${stderr.toString()}`);
  const books = readFileSync(join(FOLDER, 'books.ts'), 'utf8');
  return [
    '/** Made from `assembly` by `npm run loop`; a test compares them. */',
    `export const LOOP_BASE64 =\n  '${Buffer.from(binary).toString('base64')}';`,
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

function readOrNull(path: string): string | null {
  for (const each of [path, join(FOLDER, path), join(ROOT, path)])
    try {
      return readFileSync(each, 'utf8');
    } catch {
      // Asked for in several places.
    }
  return null;
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
