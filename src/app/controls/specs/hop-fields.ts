import { formatPortList, formatPortSpan } from '../../../scenario/ports.ts';
import type { Hop, HopMode, SourcePool } from '../../../scenario/scenario.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldSpec } from '../field-spec.ts';
import { flowTableFields } from './flow-table-fields.ts';
import { limitFields } from './limit-fields.ts';
import { balanceField } from './ring-fields.ts';
import { choiceOf, durationSlider, flagOf, linearCount } from './spec-parts.ts';

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
    gateway: {
      ...flagOf(at('gateway'), 'Gateway', (state) => hop(state).gateway),
      // A gateway picks nothing and has no part in handshakes; the file may not say otherwise.
      follows: (value) =>
        value === false
          ? []
          : [
              [at('balance'), undefined],
              [at('ring'), undefined],
              [at('limits.handshakesPerSecond'), undefined],
            ],
    },
    balance: balanceField(`path.${index}`, 'Balance', hop),
    workers: {
      control: 'quantity',
      path: at('workers.count'),
      label: 'Workers',
      kind: 'count',
      unit: 'each',
      read: (state) => hop(state).workers?.count ?? 1,
    },
    workerMemory: {
      control: 'quantity',
      path: at('workers.memory'),
      label: 'Memory of a generation of workers',
      kind: 'bytes',
      read: (state) => hop(state).workers?.memoryBytes ?? 0,
    },
    retries: {
      control: 'quantity',
      path: at('retries'),
      label: 'Retries',
      kind: 'count',
      read: (state) => hop(state).retries,
    },
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
    flowTable: flowTableFields(index, hop),
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
              [at('maxPortsPerClient'), undefined],
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
    maxPortsPerClient: {
      control: 'quantity',
      path: at('maxPortsPerClient'),
      label: 'Ports a client, at most',
      kind: 'count',
      read: (state) => source(state)?.maxPortsPerClient ?? 0,
    },
    selection: {
      ...choiceOf('selection', at('selection'), 'Port selection', (state) => source(state)?.selection ?? ''),
      // Only netfilter keeps the sender's port or takes one over.
      follows: (value) =>
        value === 'netfilter'
          ? []
          : [
              [at('preservePort'), undefined],
              [at('takeOver'), undefined],
            ],
    },
    preservePort: flagOf(
      at('preservePort'),
      'Keeps the sender’s port',
      (state) => source(state)?.preservePort ?? false,
    ),
    takeOver: flagOf(at('takeOver'), 'Takes over held ports', (state) => source(state)?.takeOver ?? false),
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
