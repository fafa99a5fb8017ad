import { EVENT } from '../../../scenario/defaults.ts';
import type { ChangeEvent, Scenario, TimelineEvent } from '../../../scenario/scenario.ts';
import { eventLabel } from '../../format/event-label.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldGroup, FieldSpec } from '../field-spec.ts';
import { changeAt, changeFields, changesAlike, firstSet } from './change-fields.ts';
import { withAction } from './new-event.ts';
import { numberOf, targetSizes } from './scenario-shape.ts';
import { choiceOf, flagOf, linearCount } from './spec-parts.ts';

/** The fields of the events, a group each; how one is added stands in new-event.ts. */
export function eventGroups({ scenario }: DocumentState): FieldGroup[] {
  return scenario.events.map((event, index) => ({
    title: `Event ${index + 1}: ${eventLabel(event)}`,
    place: `events.${index}`,
    fields: [...commonFields(event, index, scenario), ...fieldsOfAction(event, index, scenario)],
  }));
}

/** How many it can take of so many: one is left where they do not come back. */
function mostOf(event: TimelineEvent, size: number): number {
  if (event.action === 'disconnect' || event.action === 'reload') return size;
  const comesBack = event.action === 'change' || ('downSec' in event && event.downSec < Infinity);
  return comesBack ? size : size - 1;
}

/** What can be of a population of clients, too. */
function isOfPopulations(action: TimelineEvent['action']): boolean {
  return action === 'disconnect' || action === 'link-cut';
}

/** What the event can be of: the stages that have as many as it takes, hops alone, or populations too. */
function targetNames(event: TimelineEvent, scenario: Scenario): string[] {
  const stages = [...targetSizes(scenario)]
    .filter(([name, size]) => name === event.target || mostOf(event, size) >= numberOf(event))
    .filter(([name]) => event.action !== 'change' || changesAlike(scenario, event.target, name))
    .map(([name]) => name);
  if (event.action === 'reload')
    return scenario.path.flatMap(({ name, workers }) => (workers === null ? [] : [name]));
  if (event.action === 'failover') return stages.filter((name) => name !== EVENT.target);
  return isOfPopulations(event.action) ? [...scenario.clients.map(({ name }) => name), ...stages] : stages;
}

function commonFields(event: TimelineEvent, index: number, scenario: Scenario): FieldSpec[] {
  const place = `events.${index}`;
  const targets = targetNames(event, scenario).map((value) => ({ value, label: value }));
  const set = firstSet(scenario, event.target);
  const actions = choiceOf(
    'action',
    `${place}.action`,
    'Action',
    (state) => eventAt(state, index)?.action ?? '',
  );
  const canAct: Readonly<Record<string, boolean>> = {
    change: set !== null,
    failover: scenario.path.length > 0,
    reload: scenario.path.some(({ workers }) => workers !== null),
  };
  const target: FieldSpec = {
    control: 'choice',
    path: `${place}.target`,
    label: 'Target',
    options: targets,
    read: (state) => eventAt(state, index)?.target ?? '',
  };
  return [
    {
      control: 'quantity',
      path: `${place}.at`,
      label: 'At',
      kind: 'duration',
      read: (state) => eventAt(state, index)?.atSec ?? null,
    },
    {
      ...actions,
      options: actions.options.filter(({ value }) => canAct[value] ?? true),
      follows: (value, state) => withAction(value, index, state),
    },
    ...(targets.length > 1 ? [target] : []),
  ];
}

function fieldsOfAction(event: TimelineEvent, index: number, scenario: Scenario): FieldSpec[] {
  const most = mostOf(event, targetSizes(scenario).get(event.target) ?? 1);
  const of = (name: string, key: string) => ({
    control: 'quantity' as const,
    path: `events.${index}.${name}`,
    read: (state: DocumentState) => numberAt(state, index, key),
  });
  const countOf = (name: 'instances' | 'batch', label: string): FieldSpec[] =>
    most > 1 ? [{ ...of(name, name), label, kind: 'count', slider: linearCount(most) }] : [];
  const instances = countOf('instances', 'Instances');
  const batch = countOf('batch', 'At a time');
  const surgeSlider = linearCount(most - 1, 0);
  // Without a drain there is no part of it.
  const endsGrace = (value: unknown) =>
    value === undefined ? [[`events.${index}.grace`, undefined] as const] : [];
  const drain: FieldSpec = {
    ...of('drain', 'drainSec'),
    label: 'Drain',
    kind: 'duration',
    follows: endsGrace,
  };
  const down = { ...of('down', 'downSec'), label: 'Down', kind: 'duration' } as const;
  switch (event.action) {
    case 'restart':
      return [
        ...batch,
        { ...of('every', 'everySec'), label: 'Every', kind: 'duration' },
        drain,
        ...(event.drainSec > 0
          ? [{ ...of('grace', 'graceSec'), label: 'Grace', kind: 'duration' } as const]
          : []),
        down,
        { ...of('minReady', 'minReadySec'), label: 'Ready for', kind: 'duration', emptyWord: 'any time' },
        ...(most > 1
          ? [{ ...of('surge', 'surge'), label: 'Surge', kind: 'count', slider: surgeSlider } as const]
          : []),
      ];
    case 'crash':
      return [
        ...instances,
        { ...down, infinityWord: 'forever' },
        flagOf(`events.${index}.silent`, 'Nobody is told', (state) => isSilent(eventAt(state, index))),
        {
          ...of('detectedAfter', 'detectedAfterSec'),
          label: 'Detected after',
          kind: 'duration',
          infinityWord: 'never',
        },
      ];
    case 'failover':
      return [...instances, { ...of('mirrored', 'mirroredShare'), label: 'Mirrored', kind: 'share' }, down];
    case 'link-cut':
      return [{ ...of('for', 'forSec'), label: 'For', kind: 'duration' }];
    case 'scale-out':
      return instances;
    case 'scale-in':
      return [...instances, drain];
    case 'reload':
      return [
        { ...of('every', 'everySec'), label: 'Every', kind: 'duration' },
        { ...of('times', 'times'), label: 'Times', kind: 'count' },
        {
          ...of('shutdownTimeout', 'shutdownTimeoutSec'),
          label: 'Shutdown timeout',
          kind: 'duration',
          infinityWord: 'forever',
        },
      ];
    case 'disconnect':
      return [{ ...of('share', 'share'), label: 'Share', kind: 'share' }];
    case 'change':
      return changeOf(event, index, instances);
  }
}

function isSilent(event: TimelineEvent | undefined): boolean {
  return event?.action === 'crash' && event.silent;
}

function changeOf(event: ChangeEvent, index: number, instances: readonly FieldSpec[]): FieldSpec[] {
  const forTime: FieldSpec = {
    control: 'quantity',
    path: `events.${index}.for`,
    label: 'For',
    kind: 'duration',
    emptyWord: 'good',
    read: (state) => finite(changeAt(state, index)?.forSec),
  };
  const cut = flagOf(`events.${index}.cut`, 'Cuts', (state) => changeAt(state, index)?.cut ?? false);
  return [
    ...changeFields(event, index),
    ...(event.instances < Infinity ? instances : []),
    forTime,
    ...(event.set.sourceAddresses === undefined ? [] : [cut]),
  ];
}

function finite(value: number | undefined): number | null {
  return value === undefined || value === Infinity ? null : value;
}

/** The event may be gone while its control still stands. */
function eventAt({ scenario }: DocumentState, index: number): TimelineEvent | undefined {
  return scenario.events[index];
}

function numberAt(state: DocumentState, index: number, key: string): number | null {
  const value: unknown = Object.entries(eventAt(state, index) ?? {}).find(([name]) => name === key)?.[1];
  return typeof value === 'number' ? value : null;
}
