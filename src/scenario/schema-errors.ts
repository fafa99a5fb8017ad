/** Zod's issues to errors of our own wording, which stays the same whatever zod's becomes. */
import type * as z from 'zod/mini';
import { knownFields, nestedField } from './known-fields.ts';
import { describeValue, isLeafFault, type LeafFault } from './leaf-schemas.ts';
import { nearest } from './nearest-name.ts';
import { valueAt } from './plain-value.ts';
import type { ScenarioError } from './scenario-error.ts';
import { quoted } from './units.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Every fault that zod found in `root`, with paths from there. */
export function schemaErrors(issues: readonly Issue[], schema: unknown, root: unknown): ScenarioError[] {
  return issues.flatMap((issue) => errorsOf(issue, issue.path, schema, root));
}

function errorsOf(issue: Issue, path: Path, schema: unknown, root: unknown): ScenarioError[] {
  const value = valueAt(root, path);
  switch (issue.code) {
    case 'custom':
      return [leafError(leafFaultOf(issue), path, value)];
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, schema, root));
    case 'invalid_union':
      return unionErrors(issue, path, schema, root);
    case 'invalid_type':
      return [typeError(path, value, issue.expected === 'array' ? 'a list' : 'an object')];
    default:
      return [typeError(path, value, 'another value')];
  }
}

/** Every custom issue of the schema is raised by a leaf. */
function leafFaultOf(issue: Extract<Issue, { code: 'custom' }>): LeafFault {
  const fault: unknown = issue.params?.fault;
  if (isLeafFault(fault)) return fault;
  throw new TypeError(`an issue at ${dotted(issue.path)} that no leaf has raised: ${issue.message}`);
}

function leafError({ code, message, accepted }: LeafFault, path: Path, value: unknown): ScenarioError {
  return { path: dotted(path), code, message, accepted, ...(value === undefined ? {} : { value }) };
}

function typeError(path: Path, value: unknown, accepted: string): ScenarioError {
  if (value === undefined)
    return { path: dotted(path), code: 'missing-field', message: 'is missing', accepted };
  const message = `${describeValue(value)} is not accepted here`;
  return { path: dotted(path), code: 'wrong-type', message, value, accepted };
}

/** A wrong discriminator (`"distribution": "normal"`), or the path, which is a list of hops or one word. */
function unionErrors(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  schema: unknown,
  root: unknown,
): ScenarioError[] {
  const value = valueAt(root, path);
  if ('options' in issue && issue.options !== undefined) return [wordError(path, value, issue.options)];
  if (Array.isArray(value)) {
    const ofList = issue.errors.find((errors) => errors.every((inner) => inner.path.length > 0)) ?? [];
    return ofList.flatMap((inner) => errorsOf(inner, [...path, ...inner.path], schema, root));
  }
  const accepted = 'a list of hops, or "direct"';
  return [
    typeof value === 'string'
      ? wordError(path, value, ['direct'], accepted)
      : typeError(path, value, accepted),
  ];
}

function wordError(path: Path, value: unknown, options: readonly unknown[], form?: string): ScenarioError {
  const words = options.filter((option) => typeof option === 'string');
  const accepted = form ?? words.map(quoted).join(', ');
  if (typeof value !== 'string') return typeError(path, value, accepted);
  const near = nearest(value, words);
  const hint = near === null ? '' : `; did you mean ${quoted(near)}?`;
  return {
    path: dotted(path),
    code: 'bad-value',
    message: `${quoted(value)} is unknown${hint}`,
    value,
    accepted,
  };
}

function unknownKey(key: string, path: Path, schema: unknown, root: unknown): ScenarioError {
  const fields = knownFields(schema, path, root);
  const names = Object.keys(fields);
  const near = nearest(key, names) ?? nestedField(key, fields);
  const hint = near === null ? '' : `; did you mean ${quoted(near)}?`;
  const message = `there is no field ${quoted(key)} here${hint}`;
  const value = valueAt(root, [...path, key]);
  return { path: dotted([...path, key]), code: 'unknown-field', message, value, accepted: names.join(', ') };
}

function dotted(path: Path): string {
  return path.map(String).join('.');
}
