import {
  BALANCES,
  BIND_TIMES,
  BLOCK_REUSES,
  EVENT_ACTIONS,
  POOL_CHOICES,
  PORT_SELECTIONS,
  RECONNECT_POLICIES,
  SIDES,
  TUPLE_SCOPES,
} from '../../../scenario/file-format.ts';
import { RING_PICKS } from '../../../scenario/ring.ts';
import type { ChoiceSpec, FlagSpec } from '../field-spec.ts';
import type { Mark, SliderRange } from '../slider-scale.ts';

export const logCount = (min: number, max: number, marks: readonly Mark[] = []): SliderRange => ({
  kind: 'count',
  scale: 'log',
  min,
  max,
  marks,
});

export const linearCount = (max: number, min = 1): SliderRange => ({
  kind: 'count',
  scale: 'linear',
  min,
  max,
});

export const durationSlider = (min: number, max: number, marks: readonly Mark[] = []): SliderRange => ({
  kind: 'duration',
  scale: 'log',
  min,
  max,
  marks,
});

const WORDS = {
  action: EVENT_ACTIONS,
  balance: BALANCES,
  ringPick: RING_PICKS,
  scope: TUPLE_SCOPES,
  blockReuse: BLOCK_REUSES,
  selection: PORT_SELECTIONS,
  choose: POOL_CHOICES,
  policy: RECONNECT_POLICIES,
  bind: BIND_TIMES,
  side: SIDES,
  close: ['fin', 'rst'],
  invalid: ['forward', 'drop'],
  interpolation: ['step', 'linear'],
  refusal: ['reset', 'drop'],
  handshakeQueue: ['process', 'backlog'],
  handshakeTimes: ['constant', 'exponential'],
} as const;

/** What a word of the format reads like where the bare word does not say enough. */
const LABELS: Readonly<Record<string, string>> = {
  destination: 'per destination',
  source: 'per source',
  'client-block': 'per client block',
  'linux-connect': 'Linux connect()',
  'source-destination-hash': 'source + destination hash',
  'power-of-two': 'best of two',
  late: 'by connect()',
  early: 'before, any free one',
  explicit: 'by the program',
  fin: 'FIN, in order',
  rst: 'reset',
};

type WordList = keyof typeof WORDS;

export function choiceOf(
  words: WordList,
  path: string,
  label: string,
  read: ChoiceSpec['read'],
): { readonly control: 'choice' } & ChoiceSpec {
  const options = WORDS[words].map((value) => ({
    value,
    label: LABELS[value] ?? value.replaceAll('-', ' '),
  }));
  return { control: 'choice', path, label, options, read };
}

export function flagOf(
  path: string,
  label: string,
  read: FlagSpec['read'],
): { readonly control: 'flag' } & FlagSpec {
  return { control: 'flag', path, label, read };
}
