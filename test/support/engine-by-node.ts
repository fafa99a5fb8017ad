/**
 * The engine as Node itself imports it: Vitest's way of importing, where every use of a name looks it up anew, makes runs of millions of
 * events more than twice as slow. Its classes are not those that a test imports from `src`.
 */
import { tsImport } from 'tsx/esm/api';
import type * as engine from './engine.ts';

export const { auditedRun, compile, runToEnd, Simulation }: typeof engine = await tsImport(
  './engine.ts',
  import.meta.url,
);
