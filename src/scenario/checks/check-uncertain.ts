/** Rules of ranges: each names a number that the file can have, and its ends are in order. */
import { fault } from '../fault.ts';
import type { ScenarioFile } from '../file-format.ts';
import { type NumericFieldReading, numericField } from '../numeric-field.ts';
import type { ScenarioError } from '../scenario-error.ts';
import type { ResolvedSections } from '../sections.ts';
import type { ParsedUncertain } from '../uncertain.ts';
import { parseQuantity, type QuantityKind, quoted } from '../units.ts';

/** Parts of the file that describe the topology and who uses it; the rest is what is asked of it, or how it is run. */
export const INPUT_PARTS: ReadonlySet<string> = new Set(['clients', 'path', 'backends']);

/** @param value the file as it is written; it need not be valid */
export function uncertainFaults({ uncertain }: ResolvedSections, value: unknown): ScenarioError[] {
  const fields = uncertain.map((range) => range?.field);
  return uncertain.flatMap((range, i) => {
    if (range === null) return [];
    const place = `uncertain.${i}`;
    const first = fields.indexOf(range.field);
    if (first !== i) {
      const message = `${quoted(range.field)} already has the range uncertain.${first}`;
      return [fault(`${place}.field`, 'conflict', message, 'one range a field', range.field)];
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is not there is no field
    const found = inputAt(value as ScenarioFile, range.field);
    if (found.ok) return valueFaults(range, found.field.kind, place);
    return [fault(`${place}.field`, 'bad-value', found.message, found.accepted, range.field)];
  });
}

function inputAt(file: ScenarioFile, field: string): NumericFieldReading {
  if (INPUT_PARTS.has(field.split('.')[0] ?? '')) return numericField(file, field);
  const message = `${quoted(field)} is no number of the topology or of who uses it`;
  return {
    ok: false,
    message,
    accepted: 'the path of a number in clients, path or backends, such as "clients.0.count"',
  };
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
