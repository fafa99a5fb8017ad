import { getField } from '../../../scenario/edit.ts';
import type { ClientPopulation } from '../../../scenario/scenario.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldChange, FieldSpec } from '../field-spec.ts';
import { choiceOf, flagOf } from './spec-parts.ts';

/** How the hosts of a population bind their ports, and what their kernels keep of them after a close. */
export function clientHostFields(
  at: (field: string) => string,
  clients: (state: DocumentState) => ClientPopulation,
) {
  return {
    bind: {
      ...choiceOf('bind', at('bind'), 'Port is chosen', (state) => clients(state).bind),
      // Only a port that the program names can be shared; the file may not say so elsewhere.
      follows: (value) => (value === 'explicit' ? [] : [[at('reuseAddress'), undefined]]),
    },
    reuseAddress: flagOf(at('reuseAddress'), 'Reuse of addresses', (state) => clients(state).reuseAddress),
    timeWait: {
      control: 'quantity',
      path: at('timeWait'),
      label: 'Client TIME_WAIT',
      kind: 'duration',
      read: (state) => clients(state).timeWaitSec,
    },
    timeWaitReuse: {
      control: 'quantity',
      path: at('timeWaitReuse'),
      label: 'TIME_WAIT reused after',
      kind: 'duration',
      infinityWord: 'off',
      read: (state) => clients(state).timeWaitReuseSec,
    },
    maxTimeWait: {
      control: 'quantity',
      path: at('maxTimeWait'),
      label: 'TIME_WAIT at most',
      kind: 'count',
      unit: 'ports',
      infinityWord: 'unlimited',
      read: (state) => clients(state).maxTimeWait,
    },
  } satisfies Record<string, FieldSpec>;
}

/** On whose hosts a population runs; nothing where no earlier population has hosts that the file can name. */
export function sharedHostFields(state: DocumentState, index: number): FieldSpec[] {
  const hosts = hostsBefore(state, index);
  if (hosts.length === 0) return [];
  const path = `clients.${index}.addressesOf`;
  return [
    {
      control: 'choice',
      path,
      label: 'Runs on the hosts of',
      options: [{ value: '', label: 'its own' }, ...hosts.map((name) => ({ value: name, label: name }))],
      read: ({ scenario }) => scenario.clients[index]?.addressesOf ?? '',
      follows: (value, current) => (typeof value === 'string' ? followHosts(index, value, current) : []),
    },
  ];
}

/** Earlier populations with a name in the file and hosts of their own. */
function hostsBefore({ scenario, file }: DocumentState, index: number): string[] {
  return scenario.clients
    .slice(0, index)
    .filter((each, i) => each.addressesOf === null && getField(file, `clients.${i}.name`) !== undefined)
    .map(({ name }) => name);
}

/** Its addresses are the hosts' own; who ran on its hosts until now goes along. */
function followHosts(index: number, host: string, state: DocumentState): FieldChange[] {
  const guests = guestsOf(index, state);
  return [
    ...[index, ...guests].map((each) => [`clients.${each}.addresses`, undefined] as const),
    ...guests.map((each) => [`clients.${each}.addressesOf`, host] as const),
  ];
}

/** The number of addresses of hosts is said once: guests that repeat it would contradict a new one. */
export function followAddresses(index: number, state: DocumentState): FieldChange[] {
  return guestsOf(index, state)
    .map((each) => `clients.${each}.addresses`)
    .filter((path) => getField(state.file, path) !== undefined)
    .map((path) => [path, undefined]);
}

/** Populations that run on the hosts of this one. */
function guestsOf(index: number, { scenario }: DocumentState): number[] {
  const host = scenario.clients[index]?.name;
  return scenario.clients.flatMap(({ addressesOf }, i) =>
    addressesOf === host && host !== undefined ? [i] : [],
  );
}
