import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PROGRAMS = ['node-child', 'memory-child'] as const;
type ProgramName = (typeof PROGRAMS)[number];

/** The programs that are measured in Node, ready for a plain `node`. */
export interface BuiltPrograms {
  readonly files: Readonly<Record<ProgramName, string>>;
  readonly remove: () => Promise<void>;
}

/**
 * Builds what is measured by the very options of the command line program. A module of its own for every file, which
 * is what runs from source, costs time at each import that a hot loop uses, and nobody is shipped that.
 *
 * Each run of the benchmark has a folder of its own: it measures the code that it began with, whoever edits or
 * builds meanwhile.
 */
export async function buildPrograms(): Promise<BuiltPrograms> {
  const folder = await mkdtemp(join(tmpdir(), 'fivetuple-bench-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    for (const name of PROGRAMS) await buildProgram(name, folder);
  } catch (error) {
    await remove();
    throw error;
  }
  const fileOf = (name: ProgramName): string => join(folder, fileName(name));
  return { files: { 'node-child': fileOf('node-child'), 'memory-child': fileOf('memory-child') }, remove };
}

async function buildProgram(name: ProgramName, folder: string): Promise<void> {
  await build({
    root: ROOT,
    configFile: join(ROOT, 'vite.config.ts'),
    configLoader: 'runner',
    mode: 'cli',
    logLevel: 'warn',
    build: {
      ssr: join(ROOT, 'test/bench/measure', `${name}.ts`),
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: fileName(name) } },
    },
  });
}

/** Outside the repository no package.json says that a `.js` file is a module. */
const fileName = (name: ProgramName): string => `${name}.mjs`;
