import { formatPortList, formatPortSpan } from '../../../scenario/ports.ts';
import type { Hop, HopMode, SourcePool } from '../../../scenario/scenario.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldSpec } from '../field-spec.ts';
import { limitFields } from './limit-fields.ts';
import { choiceOf, durationSlider, linearCount } from './spec-parts.ts';

/** The fields of one hop; those under `source` exist only where the hop rewrites source addresses. */
export function hopFields(index: number, mode: HopMode) {
  const at = (path: string): string => `path.${index}.${path}`;
  const hop = ({ scenario }: DocumentState): Hop => {
    const one = scenario.path[index];
    if (one === undefined) throw new RangeError(`There is no hop ${index}`);
    return one;
  };
  return {
    instances: {
      control: 'quantity',
      path: at('instances'),
      label: 'Instances',
      kind: 'count',
      slider: linearCount(16),
      read: (state) => hop(state).instances,
    },
    balance: choiceOf('balance', at('balance'), 'Balance', (state) => hop(state).balance),
    listenAddresses: {
      control: 'quantity',
      path: at('listen.addresses'),
      label: 'VIP addresses',
      kind: 'count',
      unit: 'each',
      read: (state) => hop(state).listen.addresses,
    },
    listenPorts: {
      control: 'text',
      path: at('listen.ports'),
      label: 'VIP ports',
      read: (state) => formatPortList(hop(state).listen.ports).join(', '),
    },
    flowMax: {
      control: 'quantity',
      path: at('flowTable.max'),
      label: 'Flow table',
      kind: 'count',
      unit: 'entries',
      infinityWord: 'unlimited',
      read: (state) => hop(state).flowTable.maxEntries,
    },
    flowEstablished: {
      control: 'quantity',
      path: at('flowTable.established'),
      label: 'Entry idle timeout',
      kind: 'duration',
      infinityWord: 'none',
      read: (state) => hop(state).flowTable.establishedSec,
    },
    flowTimeWait: {
      control: 'quantity',
      path: at('flowTable.timeWait'),
      label: 'Entry after close',
      kind: 'duration',
      read: (state) => hop(state).flowTable.timeWaitSec,
    },
    limits: limitFields(at('limits'), (state) => hop(state).limits),
    source: sourceFields(index, mode === 'proxy' ? 'Source' : 'SNAT'),
  } satisfies Record<string, FieldSpec | Record<string, FieldSpec>>;
}

/** `word`: a NAT's own addresses are called SNAT addresses, those that a proxy connects from are not. */
function sourceFields(index: number, word: 'SNAT' | 'Source') {
  const at = (path: string): string => `path.${index}.snat.${path}`;
  const source = ({ scenario }: DocumentState): SourcePool | null => scenario.path[index]?.source ?? null;
  return {
    addresses: {
      control: 'quantity',
      path: at('addresses'),
      label: `${word} addresses`,
      kind: 'count',
      slider: linearCount(16),
      read: (state) => source(state)?.addresses ?? 0,
    },
    ports: {
      control: 'ports',
      path: at('ports'),
      label: `${word} ports`,
      read: (state) => formatPortSpan(source(state)?.ports ?? { first: 1, last: 65_535 }),
    },
    scope: {
      ...choiceOf('scope', at('scope'), 'Ports unique', (state) => source(state)?.scope ?? ''),
      // Only blocks have a size and are used again; the file may not say so elsewhere.
      follows: (value) =>
        value === 'client-block'
          ? []
          : [
              [at('blockSize'), undefined],
              [at('blockReuse'), undefined],
            ],
    },
    blockSize: {
      control: 'quantity',
      path: at('blockSize'),
      label: 'Block size',
      kind: 'count',
      unit: 'ports',
      read: (state) => source(state)?.blockSize ?? 0,
    },
    blockReuse: choiceOf(
      'blockReuse',
      at('blockReuse'),
      'Block again',
      (state) => source(state)?.blockReuse ?? '',
    ),
    selection: choiceOf(
      'selection',
      at('selection'),
      'Port selection',
      (state) => source(state)?.selection ?? '',
    ),
    choose: choiceOf('choose', at('choose'), 'Address choice', (state) => source(state)?.choose ?? ''),
    hold: {
      control: 'quantity',
      path: at('hold'),
      label: 'Hold after close',
      kind: 'duration',
      slider: durationSlider(1, 3600, [
        { value: 60, label: 'TIME_WAIT of Linux' },
        { value: 120, label: 'conntrack’s TIME_WAIT' },
      ]),
      read: (state) => source(state)?.holdSec ?? 0,
    },
  } satisfies Record<string, FieldSpec>;
}
