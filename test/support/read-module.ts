import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { ESTree } from 'vite';
import { parseSync, Visitor } from 'vite';
import { ROOT } from './source-files.ts';

export interface ModuleImport {
  /** As written. */
  readonly specifier: string;
  /** Path from the root of the repository, or null for what a package or Node provides. */
  readonly file: string | null;
  readonly line: number;
}

/** What the rules of the architecture ask about one source file. */
export interface Module {
  readonly file: string;
  readonly imports: readonly ModuleImport[];
  /** Lines of `export ... from`. */
  readonly reexports: readonly number[];
  /** Uses of names that the pure layers may not use, as `line: text`. */
  readonly impure: readonly string[];
}

/** What IEEE 754 or ECMAScript fix to the last bit. The rest of `Math` differs between browsers or between calls. */
const EXACT_MATH = new Set(
  ['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc'].concat([
    'E',
    'LN10',
    'LN2',
    'LOG10E',
    'LOG2E',
    'PI',
    'SQRT1_2',
    'SQRT2',
  ]),
);

/** Clocks, chance, the console, and ways around a search for them. */
const IMPURE_GLOBALS = new Set(['Date', 'performance', 'console', 'crypto', 'globalThis']);

/** `2 ** 30` and the like: every browser finds an integer power that a double holds. */
function isExactPower(base: ESTree.Node, exponent: ESTree.Node): boolean {
  if (base.type !== 'Literal' || exponent.type !== 'Literal') return false;
  const [b, e] = [Number(base.value), Number(exponent.value)];
  return Number.isInteger(b) && Number.isInteger(e) && Number.isSafeInteger(b ** e);
}

export function readModule(file: string): Module {
  return parseModule(file, readFileSync(join(ROOT, file), 'utf8'));
}

/** @throws Error when the text is no TypeScript. */
export function parseModule(file: string, text: string): Module {
  const { program, errors } = parseSync(file, text, { sourceType: 'module' });
  if (errors.length > 0) throw new Error(`${file}: ${errors.map((error) => error.message).join('; ')}`);
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;

  const imports: ModuleImport[] = [];
  const reexports: number[] = [];
  const impure: string[] = [];
  const addImport = (specifier: string, offset: number): void => {
    // A query (`?worker`) tells the bundler what to do with the file; it is no part of its name.
    const path = specifier.replace(/\?.*$/, '');
    const target = path.startsWith('.') ? posix.join(posix.dirname(file), path) : null;
    imports.push({ specifier, file: target, line: lineAt(offset) });
  };
  const addImpure = (what: string, offset: number): void => {
    impure.push(`${lineAt(offset)}: ${what}`);
  };
  // `a.Math` and `{ Math: 1 }` name no global; `Math.sqrt` names it in an exact way.
  const harmless = new Set<number>();

  new Visitor({
    ImportDeclaration: (node) => addImport(node.source.value, node.start),
    ImportExpression: (node) => {
      if (node.source.type === 'Literal') addImport(String(node.source.value), node.start);
    },
    TSImportType: (node) => addImport(node.source.value, node.start),
    NewExpression: (node) => {
      // new URL('./x.worker.ts', import.meta.url): how a bundler is told of a worker.
      const [path, base] = node.arguments;
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL' || base === undefined) return;
      if (path?.type === 'Literal' && typeof path.value === 'string') addImport(path.value, node.start);
    },
    ExportAllDeclaration: (node) => {
      reexports.push(lineAt(node.start));
      addImport(node.source.value, node.start);
    },
    ExportNamedDeclaration: (node) => {
      if (node.source === null) return;
      reexports.push(lineAt(node.start));
      addImport(node.source.value, node.start);
    },
    MemberExpression: (node) => {
      if (node.computed || node.property.type !== 'Identifier') return;
      harmless.add(node.property.start);
      if (node.object.type !== 'Identifier' || node.object.name !== 'Math') return;
      harmless.add(node.object.start);
      if (!EXACT_MATH.has(node.property.name)) addImpure(`Math.${node.property.name}`, node.start);
    },
    Property: (node) => {
      if (!node.computed && !node.shorthand) harmless.add(node.key.start);
    },
    PropertyDefinition: (node) => void harmless.add(node.key.start),
    MethodDefinition: (node) => void harmless.add(node.key.start),
    TSPropertySignature: (node) => void harmless.add(node.key.start),
    TSMethodSignature: (node) => void harmless.add(node.key.start),
    Identifier: (node) => {
      if (harmless.has(node.start)) return;
      if (node.name === 'Math') addImpure('Math other than as Math.<name>', node.start);
      if (IMPURE_GLOBALS.has(node.name)) addImpure(node.name, node.start);
    },
    BinaryExpression: (node) => {
      if (node.operator === '**' && !isExactPower(node.left, node.right)) addImpure('**', node.start);
    },
    AssignmentExpression: (node) => {
      if (node.operator === '**=') addImpure('**=', node.start);
    },
  }).visit(program);
  return { file, imports, reexports, impure };
}
