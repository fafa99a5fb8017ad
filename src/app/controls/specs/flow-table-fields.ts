import { getField } from '../../../scenario/edit.ts';
import { isPlainObject } from '../../../scenario/plain-value.ts';
import type { FlowTable, Hop } from '../../../scenario/scenario.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldPlace, FieldSpec, FlagSpec, QuantitySpec } from '../field-spec.ts';
import { choiceOf, flagOf } from './spec-parts.ts';

/** What one instance of a hop remembers of the flows through it. */
export function flowTableFields(index: number, hop: (state: DocumentState) => Hop) {
  const block = `path.${index}.flowTable`;
  const at = (name: string): string => `${block}.${name}`;
  const table = (state: DocumentState): FlowTable => hop(state).flowTable;
  const follows = keepsBlock(index);
  const time = (name: string, label: string, read: (flows: FlowTable) => number) =>
    ({
      control: 'quantity',
      path: at(name),
      label,
      kind: 'duration',
      read: (state) => read(table(state)),
      follows,
    }) satisfies { control: 'quantity' } & QuantitySpec;
  const flag = (name: string, label: string, read: (flows: FlowTable) => boolean) =>
    ({ ...flagOf(at(name), label, (state) => read(table(state))), follows }) satisfies {
      control: 'flag';
    } & FlagSpec;
  return {
    /** A router is a firewall if it has the block, however empty. */
    tracks: {
      ...flagOf(block, 'Tracks flows', (state) => hop(state).tracksFlows),
      write: (isOn) => (isOn ? {} : undefined),
    },
    max: {
      control: 'quantity',
      path: at('max'),
      label: 'Flow table',
      kind: 'count',
      unit: 'entries',
      infinityWord: 'unlimited',
      read: (state) => table(state).maxEntries,
      follows,
    },
    established: {
      ...time('established', 'Entry idle timeout', ({ establishedSec }) => establishedSec),
      infinityWord: 'none',
    },
    timeWait: time('timeWait', 'Entry after close', ({ timeWaitSec }) => timeWaitSec),
    close: time('close', 'Entry after reset', ({ closeSec }) => closeSec),
    closeWait: time('closeWait', 'Entry half closed', ({ closeWaitSec }) => closeWaitSec),
    unreplied: time('unreplied', 'Entry unanswered', ({ unrepliedSec }) => unrepliedSec),
    earlyDrop: flag('earlyDrop', 'Early drop', ({ earlyDrop }) => earlyDrop),
    buckets: {
      control: 'quantity',
      path: at('buckets'),
      label: 'Hash buckets',
      kind: 'count',
      read: (state) => table(state).buckets,
      follows,
    },
    loose: flag('loose', 'Picks up old flows', ({ loose }) => loose),
    invalid: {
      ...choiceOf('invalid', at('invalid'), 'Packets without entry', (state) => table(state).invalid),
      follows,
    },
  } satisfies Record<string, FieldSpec>;
}

/** A router whose last field goes back to its default stays a firewall. */
function keepsBlock(index: number): NonNullable<FieldPlace['follows']> {
  return (value, { file, scenario }) => {
    const path = `path.${index}.flowTable`;
    const block = getField(file, path);
    const isLast = value === undefined && isPlainObject(block) && Object.keys(block).length === 1;
    return isLast && scenario.path[index]?.mode === 'router' ? [[path, {}]] : [];
  };
}
