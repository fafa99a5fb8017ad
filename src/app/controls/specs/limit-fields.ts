import type { Limits } from '../../../scenario/scenario.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldSpec } from '../field-spec.ts';

/** What one instance of a hop, or one backend, can carry. `prefix` is the path of the object that holds the limits. */
export function limitFields(prefix: string, limits: (state: DocumentState) => Limits) {
  const at = (name: string): string => `${prefix}.${name}`;
  return {
    admissionRate: {
      control: 'quantity',
      path: at('admission.rate'),
      label: 'Admission',
      kind: 'rate',
      infinityWord: 'unlimited',
      read: (state) => limits(state).admission.ratePerSec,
      // Without a rate nobody is refused; the file may not say how.
      follows: (value) =>
        value === undefined || value === 'unlimited' ? [[at('admission'), undefined]] : [],
    },
    admissionBurst: {
      control: 'quantity',
      path: at('admission.burst'),
      label: 'Admission burst',
      kind: 'count',
      read: (state) => limits(state).admission.burst,
    },
    retryAfter: {
      control: 'quantity',
      path: at('admission.retryAfter'),
      label: 'Retry-After',
      kind: 'duration',
      read: (state) => limits(state).admission.retryAfterSec,
    },
    maxConnections: {
      control: 'quantity',
      path: at('maxConnections'),
      label: 'Connections',
      kind: 'count',
      infinityWord: 'unlimited',
      read: (state) => limits(state).maxConnections,
    },
    fileDescriptors: {
      control: 'quantity',
      path: at('fileDescriptors'),
      label: 'File descriptors',
      kind: 'count',
      infinityWord: 'unlimited',
      read: (state) => limits(state).fileDescriptors,
    },
    reservedDescriptors: {
      control: 'quantity',
      path: at('reservedDescriptors'),
      label: 'Reserved descriptors',
      kind: 'count',
      read: (state) => limits(state).reservedDescriptors,
    },
    memory: {
      control: 'quantity',
      path: at('memory'),
      label: 'Memory',
      kind: 'bytes',
      infinityWord: 'unlimited',
      read: (state) => limits(state).memoryBytes,
    },
    memoryPerConnection: {
      control: 'quantity',
      path: at('memoryPerConnection'),
      label: 'Memory a connection',
      kind: 'bytes',
      read: (state) => limits(state).memoryPerConnectionBytes,
    },
    maxTimeWait: {
      control: 'quantity',
      path: at('maxTimeWait'),
      label: 'TIME_WAIT at most',
      kind: 'count',
      unit: 'sockets',
      infinityWord: 'unlimited',
      read: (state) => limits(state).maxTimeWait,
    },
    backlog: {
      control: 'quantity',
      path: at('backlog'),
      label: 'Backlog',
      kind: 'count',
      infinityWord: 'unlimited',
      read: (state) => limits(state).backlog,
    },
    accepts: {
      control: 'quantity',
      path: at('acceptsPerSecond'),
      label: 'Accepts',
      kind: 'rate',
      infinityWord: 'unlimited',
      read: (state) => limits(state).acceptsPerSec,
    },
    handshakes: {
      control: 'quantity',
      path: at('handshakesPerSecond'),
      label: 'Handshakes',
      kind: 'rate',
      infinityWord: 'unlimited',
      read: (state) => limits(state).handshakesPerSec,
    },
    idleTimeout: {
      control: 'quantity',
      path: at('idleTimeout'),
      label: 'Idle timeout',
      kind: 'duration',
      infinityWord: 'none',
      read: (state) => limits(state).idleTimeoutSec,
    },
    maxAge: {
      control: 'quantity',
      path: at('maxAge'),
      label: 'Closed at the age of',
      kind: 'duration',
      infinityWord: 'none',
      read: (state) => limits(state).maxAgeSec,
    },
    maxAgeSpread: {
      control: 'quantity',
      path: at('maxAgeSpread'),
      label: 'Spread of the age',
      kind: 'share',
      read: (state) => limits(state).maxAgeSpread,
    },
  } satisfies Record<string, FieldSpec>;
}
