/** Rules of ranges: each names a number that the file can have, and its ends are in order. */
import { fault } from '../fault.ts';
import { fieldDoc, fieldDocs } from '../field-docs/field-docs.ts';
import { nearest } from '../nearest-name.ts';
import type { ScenarioError } from '../scenario-error.ts';
import type { ResolvedSections } from '../sections.ts';
import type { ParsedUncertain } from '../uncertain.ts';
import { isQuantityKind, parseQuantity, type QuantityKind, quoted } from '../units.ts';

/** Parts of the file that describe the topology and who uses it; the rest is what is asked of it, or how it is run. */
export const INPUT_PARTS: ReadonlySet<string> = new Set(['clients', 'path', 'backends']);
const ACCEPTED = 'the path of a number in clients, path or backends, such as "clients.0.count"';
/** The paths that a range can name, with `*` for any index. */
const NUMBERS = fieldDocs
  .filter(({ path, kind }) => INPUT_PARTS.has(path.split('.')[0] ?? '') && isQuantityKind(kind))
  .map(({ path }) => path);

export function uncertainFaults({ uncertain, clients, path }: ResolvedSections): ScenarioError[] {
  const lengths = { clients: clients?.length ?? null, path: path.length };
  const fields = uncertain.map((range) => range?.field);
  return uncertain.flatMap((range, i) => {
    if (range === null) return [];
    const place = `uncertain.${i}`;
    const first = fields.indexOf(range.field);
    if (first !== i) {
      const message = `${quoted(range.field)} already has the range uncertain.${first}`;
      return [fault(`${place}.field`, 'conflict', message, 'one range a field', range.field)];
    }
    const kind = numberKind(range.field);
    if (kind === null) return [fieldFault(range.field, place)];
    return missingPlace(range.field, lengths, place) ?? valueFaults(range, kind, place);
  });
}

/** What a range of that field is read as; null where a range cannot name it. */
export function numberKind(field: string): QuantityKind | null {
  const doc = field.includes('*') ? undefined : fieldDoc(field);
  return doc !== undefined && NUMBERS.includes(doc.path) && isQuantityKind(doc.kind) ? doc.kind : null;
}

function fieldFault(field: string, place: string): ScenarioError {
  const index = /\.(\d+)(?=\.)/.exec(field)?.[1] ?? '0';
  // A field that exists and holds no number is no misspelling.
  const isKnown = fieldDoc(field) !== undefined;
  const near = isKnown ? null : nearest(field.replaceAll(/(?<=\.)\d+(?=\.|$)/g, '*'), NUMBERS);
  const hint = near === null ? '' : `; did you mean ${quoted(near.replaceAll('*', index))}?`;
  const message = `${quoted(field)} is no number of the file${hint}`;
  return fault(`${place}.field`, 'bad-value', message, ACCEPTED, field);
}

/** A population or a hop that the file does not have; null where it is there. */
function missingPlace(
  field: string,
  lengths: { readonly clients: number | null; readonly path: number },
  place: string,
): ScenarioError[] | null {
  const [part = '', index = ''] = field.split('.');
  const length = part === 'clients' ? lengths.clients : part === 'path' ? lengths.path : null;
  if (length === null || Number(index) < length) return null;
  const message = `${quoted(field)}: there is no ${part}.${index}`;
  const accepted =
    length === 0 ? `no field of ${part}, which is empty` : `${part}.0 to ${part}.${length - 1}`;
  return [fault(`${place}.field`, 'conflict', message, accepted, field)];
}

function valueFaults(range: ParsedUncertain, kind: QuantityKind, place: string): ScenarioError[] {
  const faults: ScenarioError[] = [];
  const read = (name: 'low' | 'likely' | 'high'): number | null => {
    const given = range[name];
    if (given === undefined) return null;
    const parsed = parseQuantity(kind, given);
    if (parsed.ok) return parsed.value;
    faults.push(fault(`${place}.${name}`, 'bad-value', parsed.message, parsed.accepted, given));
    return null;
  };
  const [low, likely, high] = [read('low'), read('likely'), read('high')];
  if (faults.length > 0 || low === null || high === null) return faults;
  if (low >= high) {
    const message = `${String(range.high)} is not more than the low end of ${String(range.low)}`;
    return [fault(`${place}.high`, 'conflict', message, 'more than the low end', range.high)];
  }
  if (likely === null || (likely >= low && likely <= high)) return [];
  const message = `${String(range.likely)} does not lie in the range`;
  const accepted = `from ${String(range.low)} to ${String(range.high)}`;
  return [fault(`${place}.likely`, 'conflict', message, accepted, range.likely)];
}
