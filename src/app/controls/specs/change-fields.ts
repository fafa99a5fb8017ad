import type { Changes } from '../../../scenario/changed-fields.ts';
import type { ChangeEvent, Scenario } from '../../../scenario/scenario.ts';
import type { QuantityKind } from '../../../scenario/units.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldSpec } from '../field-spec.ts';

/** What a change can set: its place in a hop, its label and its unit. */
const FIELDS: readonly (readonly [key: keyof Changes, path: string, label: string, kind: QuantityKind])[] = [
  ['admissionRatePerSec', 'limits.admission.rate', 'Admission', 'rate'],
  ['admissionBurst', 'limits.admission.burst', 'Admission burst', 'count'],
  ['maxConnections', 'limits.maxConnections', 'Connections', 'count'],
  ['fileDescriptors', 'limits.fileDescriptors', 'File descriptors', 'count'],
  ['memoryBytes', 'limits.memory', 'Memory', 'bytes'],
  ['backlog', 'limits.backlog', 'Backlog', 'count'],
  ['acceptsPerSec', 'limits.acceptsPerSecond', 'Accepts', 'rate'],
  ['handshakesPerSec', 'limits.handshakesPerSecond', 'Handshakes', 'rate'],
  ['idleTimeoutSec', 'limits.idleTimeout', 'Idle timeout', 'duration'],
  ['flowTableMaxEntries', 'flowTable.max', 'Flow table', 'count'],
  ['flowTableEstablishedSec', 'flowTable.established', 'Entry idle timeout', 'duration'],
  ['flowTableTimeWaitSec', 'flowTable.timeWait', 'Entry after close', 'duration'],
  ['sourceAddresses', 'snat.addresses', 'Source addresses', 'count'],
];

/** Numbers that always have an end. */
const ENDLESS_WORDS: Readonly<Partial<Record<keyof Changes, null>>> = {
  admissionBurst: null,
  flowTableTimeWaitSec: null,
  sourceAddresses: null,
};

/** The fields that an event sets; others are added in the JSON. */
export function changeFields({ set, target }: ChangeEvent, index: number): FieldSpec[] {
  return FIELDS.filter(([key]) => set[key] !== undefined).map(([key, path, label, kind]) => ({
    control: 'quantity',
    path: `events.${index}.set.${target === 'backends' ? path.replace('limits.', '') : path}`,
    label,
    kind,
    ...(key in ENDLESS_WORDS ? {} : { infinityWord: kind === 'duration' ? 'none' : 'unlimited' }),
    read: (state: DocumentState) => changeAt(state, index)?.set[key] ?? null,
  }));
}

/** The change of an event; undefined once the event is another one. */
export function changeAt({ scenario }: DocumentState, index: number): ChangeEvent | undefined {
  const event = scenario.events[index];
  return event?.action === 'change' ? event : undefined;
}

/** What a change of a target begins with when it is chosen in a form; null where the target has nothing that changes. */
export function firstSet(scenario: Scenario, target: string): Readonly<Record<string, unknown>> | null {
  const limits = { maxConnections: 10_000 };
  const hop = scenario.path.find(({ name }) => name === target);
  if (hop === undefined) return limits;
  if (hop.mode !== 'router') return { limits };
  return hop.tracksFlows ? { flowTable: { max: 10_000 } } : null;
}

/** Whether what is set of one target can be set of the other. */
export function changesAlike(scenario: Scenario, target: string, other: string): boolean {
  const modeOf = (name: string) => scenario.path.find((hop) => hop.name === name)?.mode;
  return target === other || (modeOf(target) !== undefined && modeOf(target) === modeOf(other));
}
