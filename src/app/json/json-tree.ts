/** Places in a JSON text that is being written, by the syntax tree of the editor: it is there for broken text, too. */
import type { SyntaxNode, Tree } from '@lezer/common';

/** The part of a text between two offsets. */
export type Slice = (from: number, to: number) => string;

const VALUES: ReadonlySet<string> = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null']);
const isValue = ({ name }: SyntaxNode): boolean => VALUES.has(name);

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** What a text in quotes says; the bare text where it is no valid JSON string yet. */
function stringOf(raw: string): string {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : raw;
  } catch {
    return raw.replaceAll('"', '');
  }
}

export function nameOf(property: SyntaxNode, slice: Slice): string {
  const name = property.getChild('PropertyName');
  return name === null ? '' : stringOf(slice(name.from, name.to));
}

/** The value of a node as far as it can be read; undefined where there is none yet. */
export function valueOf(node: SyntaxNode | null, slice: Slice): unknown {
  switch (node?.name) {
    case 'JsonText':
      return valueOf(childrenOf(node).find(isValue) ?? null, slice);
    case 'Object': {
      const fields = node
        .getChildren('Property')
        .map((property) => [nameOf(property, slice), valueOf(property, slice)] as const);
      return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
    }
    case 'Property':
      return valueOf(childrenOf(node).find(isValue) ?? null, slice);
    case 'Array':
      return childrenOf(node)
        .filter(isValue)
        .map((item) => valueOf(item, slice));
    case 'String':
      return stringOf(slice(node.from, node.to));
    case 'Number':
      return Number(slice(node.from, node.to));
    case 'True':
      return true;
    case 'False':
      return false;
    case 'Null':
      return null;
    default:
      return undefined;
  }
}

/** Names and indices from the root to a value or a property. */
export function pathOf(node: SyntaxNode, slice: Slice): string[] {
  const path: string[] = [];
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) {
    if (at.name === 'Property') path.unshift(nameOf(at, slice));
    else if (at.parent?.name === 'Array') path.unshift(String(itemsBefore(at.parent, at.from)));
  }
  return path;
}

function itemsBefore(array: SyntaxNode, offset: number): number {
  return childrenOf(array).filter((child) => isValue(child) && child.from < offset).length;
}

/** Where something can be written. */
export interface JsonSpot {
  /** The name of a field, or a value. */
  readonly kind: 'name' | 'value';
  /** Of the object that the name goes into, or of the value itself. */
  readonly path: readonly string[];
  /** What is written there already. */
  readonly from: number;
  readonly to: number;
}

/** What belongs at an offset; null where nothing does, as after the end of the whole. */
export function spotAt(tree: Tree, slice: Slice, offset: number): JsonSpot | null {
  const token = tree.resolveInner(offset, -1);
  const { name, from, to } = token;
  const isWritten = from < offset && offset <= to;
  if (isWritten && name === 'PropertyName') return nameSpot(token, slice, from, to);
  if (isWritten && isValue(token) && name !== 'Object' && name !== 'Array')
    return { kind: 'value', path: pathOf(token, slice), from, to };
  // What cannot be read is what is being typed.
  const isPart = isWritten && token.type.isError;
  return spotIn(token, slice, isPart ? from : offset, isPart ? to : offset);
}

function spotIn(token: SyntaxNode, slice: Slice, from: number, to: number): JsonSpot | null {
  let at: SyntaxNode | null = token;
  while (at !== null && !(HOLDERS.has(at.name) && isInside(at, from))) at = at.parent;
  if (at === null) return null;
  if (at.name === 'Object') return { kind: 'name', path: pathOf(at, slice), from, to };
  if (at.name === 'Array')
    return { kind: 'value', path: [...pathOf(at, slice), String(itemsBefore(at, from))], from, to };
  // A property: its value, once there is a colon.
  return at.getChild(':') === null ? null : { kind: 'value', path: pathOf(at, slice), from, to };
}

const HOLDERS: ReadonlySet<string> = new Set(['Object', 'Array', 'Property']);

/** Before its closing bracket, or with none yet; a property only while it has no value. */
function isInside(node: SyntaxNode, offset: number): boolean {
  if (node.name === 'Property') return childrenOf(node).every((child) => !isValue(child));
  const last = node.lastChild;
  const isClosed = last !== null && (last.name === '}' || last.name === ']');
  return !isClosed || offset < node.to;
}

function nameSpot(token: SyntaxNode, slice: Slice, from: number, to: number): JsonSpot | null {
  const object = token.parent?.parent ?? null;
  return object === null ? null : { kind: 'name', path: pathOf(object, slice), from, to };
}

/**
 * What to mark for a fault at a path: the value where it is a single one, else its name, or its opening bracket; of a field
 * that is missing the object that should have it.
 */
export function rangeOfPath(
  tree: Tree,
  slice: Slice,
  path: string,
): { readonly from: number; readonly to: number } {
  let node = childrenOf(tree.topNode).find(isValue) ?? null;
  let name: SyntaxNode | null = null;
  for (const key of path === '' ? [] : path.split('.')) {
    const next: SyntaxNode | undefined = memberOf(node, key, slice);
    if (next === undefined) return opening(node, name);
    name = next.name === 'Property' ? next.getChild('PropertyName') : null;
    node = next.name === 'Property' ? (childrenOf(next).find(isValue) ?? null) : next;
  }
  const isSingle = node !== null && node.name !== 'Object' && node.name !== 'Array';
  return isSingle && node !== null ? { from: name?.from ?? node.from, to: node.to } : opening(node, name);
}

function memberOf(node: SyntaxNode | null, key: string, slice: Slice): SyntaxNode | undefined {
  if (node?.name === 'Array') return childrenOf(node).filter(isValue)[Number(key)];
  return node?.getChildren('Property').find((property) => nameOf(property, slice) === key);
}

function opening(node: SyntaxNode | null, name: SyntaxNode | null) {
  if (name !== null) return { from: name.from, to: name.to };
  return node === null ? { from: 0, to: 0 } : { from: node.from, to: Math.min(node.to, node.from + 1) };
}
