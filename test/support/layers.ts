/** The layers of docs/architecture.md: what each may know. */
export interface Layer {
  readonly name: string;
  readonly mayImport: readonly string[];
  /** Packages that it may use. */
  readonly packages: RegExp;
  /** Compiled without a page, Node, a clock or a console, and the same to the last bit everywhere. */
  readonly pure: boolean;
}

const NONE = /^$/;

export const LAYERS: readonly Layer[] = [
  { name: 'numeric', mayImport: [], packages: NONE, pure: true },
  { name: 'scenario', mayImport: ['numeric'], packages: /^zod(\/|$)/, pure: true },
  { name: 'engine', mayImport: ['numeric', 'scenario'], packages: NONE, pure: true },
  { name: 'network', mayImport: ['numeric', 'scenario', 'engine'], packages: NONE, pure: true },
  { name: 'analysis', mayImport: ['numeric', 'scenario', 'engine', 'network'], packages: NONE, pure: true },
  {
    name: 'workers',
    mayImport: ['numeric', 'scenario', 'engine', 'network', 'analysis'],
    packages: /^(comlink|node:worker_threads)$/,
    pure: false,
  },
  {
    name: 'app',
    mayImport: ['numeric', 'scenario', 'engine', 'network', 'analysis', 'workers'],
    packages: /^(react|react-dom|d3|idb|zustand|zundo|@codemirror|@lezer|workbox-window)(\/|$)/,
    pure: false,
  },
  {
    name: 'cli',
    mayImport: ['numeric', 'scenario', 'engine', 'network', 'analysis', 'workers'],
    packages: /^node:/,
    pure: false,
  },
];

/** The layer that a path from the root of the repository lies in; null outside of all. */
export function layerOf(file: string): Layer | null {
  return LAYERS.find(({ name }) => file.startsWith(`src/${name}/`)) ?? null;
}
