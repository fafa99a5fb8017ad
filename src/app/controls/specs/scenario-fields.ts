import { formatPortList } from '../../../scenario/ports.ts';
import type { FieldSpec } from '../field-spec.ts';
import { limitFields } from './limit-fields.ts';
import { logCount } from './spec-parts.ts';

export const backendFields = {
  name: {
    control: 'text',
    path: 'backends.name',
    label: 'Name',
    read: ({ scenario }) => scenario.backends.name,
  },
  count: {
    control: 'quantity',
    path: 'backends.count',
    label: 'Servers',
    kind: 'count',
    slider: logCount(1, 1000),
    read: ({ scenario }) => scenario.backends.count,
  },
  addresses: {
    control: 'quantity',
    path: 'backends.addresses',
    label: 'Addresses a server',
    kind: 'count',
    read: ({ scenario }) => scenario.backends.addresses,
  },
  ports: {
    control: 'text',
    path: 'backends.ports',
    label: 'Server ports',
    read: ({ scenario }) => formatPortList(scenario.backends.ports).join(', '),
  },
  limits: limitFields('backends', ({ scenario }) => scenario.backends.limits),
} satisfies Record<string, FieldSpec | Record<string, FieldSpec>>;

export const runFields = {
  seed: {
    control: 'quantity',
    path: 'seed',
    label: 'Seed',
    kind: 'count',
    read: ({ scenario }) => scenario.seed,
  },
  duration: {
    control: 'quantity',
    path: 'duration',
    label: 'Duration',
    kind: 'duration',
    read: ({ scenario }) => scenario.durationSec,
  },
  sampleEvery: {
    control: 'quantity',
    path: 'sampleEvery',
    label: 'Sample every',
    kind: 'duration',
    read: ({ scenario }) => scenario.sampleEverySec,
  },
  warmUp: {
    control: 'quantity',
    path: 'warmUp',
    label: 'Warm-up',
    kind: 'duration',
    emptyWord: 'auto',
    read: ({ scenario }) => (scenario.warmUpSec === 'auto' ? null : scenario.warmUpSec),
  },
} satisfies Record<string, FieldSpec>;
