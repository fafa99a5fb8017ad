import type { Ring } from '../../../scenario/balancing.ts';
import type { Balance } from '../../../scenario/scenario.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldSpec } from '../field-spec.ts';
import { choiceOf } from './spec-parts.ts';

/** Who chooses, as far as balancing goes. */
interface Chooser {
  readonly balance: Balance;
  readonly ring: Ring | null;
}

/** @param owner path of the population or of the hop */
export function balanceField(owner: string, label: string, read: (state: DocumentState) => Chooser) {
  return {
    ...choiceOf('balance', `${owner}.balance`, label, (state) => read(state).balance),
    // What is said of the ring of one rule is not meant for another.
    follows: () => [[`${owner}.ring`, undefined] as const],
  } satisfies FieldSpec;
}

/** The fields of the ring; none where the rule has no ring. */
export function ringFields(
  owner: string,
  { ring }: Chooser,
  read: (state: DocumentState) => Chooser,
): FieldSpec[] {
  if (ring === null) return [];
  return [
    {
      control: 'quantity',
      path: `${owner}.ring.points`,
      label: 'Points on the ring',
      kind: 'count',
      unit: 'a server',
      read: (state) => read(state).ring?.points ?? 0,
    },
    choiceOf('ringPick', `${owner}.ring.pick`, 'Point of a key', (state) => read(state).ring?.pick ?? ''),
  ];
}
