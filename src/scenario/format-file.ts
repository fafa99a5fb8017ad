/** The text of a scenario file: fields in the order of the documentation, short lists and objects on one line. */
import { fieldDocs } from './field-docs/field-docs.ts';
import type { ScenarioFile } from './file-format.ts';
import { isPlainObject } from './plain-value.ts';

/** As wide as the code of this project, so that its formatter agrees. */
const LINE_WIDTH = 110;
const ORDER = new Map(fieldDocs.map((doc, i) => [doc.path, i]));

/** JSON with two spaces of indentation and a final line feed; equal files give equal texts. */
export function formatScenarioFile(file: ScenarioFile): string {
  return `${render(file, '', '', 0)}\n`;
}

/** `used`: characters that stand before the value on its line. */
function render(value: unknown, path: string, indent: string, used: number): string {
  if (path !== '' && isFlat(value)) {
    const line = oneLine(value, path);
    if (used + line.length < LINE_WIDTH) return line; // a comma may follow
  }
  const inner = `${indent}  `;
  if (Array.isArray(value) && value.length > 0) {
    const items = value.map((item: unknown) => inner + render(item, `${path}.*`, inner, inner.length));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (isPlainObject(value) && Object.keys(value).length > 0) {
    const fields = ordered(value, path).map(([name, field, child]) => {
      const label = `${inner}${JSON.stringify(name)}: `;
      return label + render(field, child, inner, label.length);
    });
    return `{\n${fields.join(',\n')}\n${indent}}`;
  }
  return oneLine(value, path);
}

/** What can stand on one line: a value, an object of values and lists of values, or a list of such. */
function isFlat(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isFlatItem) : isFlatItem(value);
}

function isFlatItem(value: unknown): boolean {
  if (!isPlainObject(value)) return isScalar(value);
  return Object.values(value).every(
    (field) => isScalar(field) || (Array.isArray(field) && field.every(isScalar)),
  );
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function oneLine(value: unknown, path: string): string {
  if (Array.isArray(value)) return `[${value.map((item: unknown) => oneLine(item, `${path}.*`)).join(', ')}]`;
  if (!isPlainObject(value)) return JSON.stringify(value) ?? 'null';
  const fields = ordered(value, path).map(
    ([name, field, child]) => `${JSON.stringify(name)}: ${oneLine(field, child)}`,
  );
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

/** Fields that are documented in that order, others (inside `results`) after them as they come. */
function ordered(value: Readonly<Record<string, unknown>>, path: string): [string, unknown, string][] {
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]): [string, unknown, string] => [name, field, path === '' ? name : `${path}.${name}`])
    .sort((a, b) => (ORDER.get(a[2]) ?? ORDER.size) - (ORDER.get(b[2]) ?? ORDER.size));
}
