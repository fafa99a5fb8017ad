import type { Module } from './read-module.ts';

/** Cycles of imports (of types too), each as its files in the order of import; one for each edge that closes one. */
export function importCycles(modules: readonly Module[]): string[][] {
  const importsOf = new Map(
    modules.map(({ file, imports }) => [file, imports.map((imported) => imported.file)]),
  );
  const finished = new Set<string>();
  const cycles: string[][] = [];

  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      cycles.push(path.slice(start));
      return;
    }
    if (finished.has(file)) return;
    for (const next of importsOf.get(file) ?? []) if (next !== null) visit(next, [...path, file]);
    finished.add(file);
  };
  for (const { file } of modules) visit(file, []);
  return cycles;
}
