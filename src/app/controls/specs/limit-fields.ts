import type { HandshakeWork, Limits } from '../../../scenario/limits.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldSpec } from '../field-spec.ts';
import { choiceOf, flagOf } from './spec-parts.ts';

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
    refusal: {
      ...choiceOf(
        'refusal',
        at('admission.refusal'),
        'Refused by',
        (state) => limits(state).admission.refusal,
      ),
      // A SYN that is dropped has no answer that could say when to come back.
      follows: (value) => (value === 'drop' ? [[at('admission.retryAfter'), undefined]] : []),
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
    synBacklog: {
      control: 'quantity',
      path: at('synBacklog'),
      label: 'SYN queue',
      kind: 'count',
      unit: 'connections',
      infinityWord: 'unlimited',
      read: (state) => limits(state).synBacklog,
    },
    abortOnOverflow: flagOf(
      at('abortOnOverflow'),
      'Resets on overflow',
      (state) => limits(state).abortOnOverflow,
    ),
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
      // Handshakes that cost nothing need no word on how they are done.
      follows: (value) =>
        value === undefined || value === 'unlimited' ? [[at('handshake'), undefined]] : [],
    },
    ...handshakeFields(
      (name) => at(`handshake.${name}`),
      (state) => limits(state).handshake,
    ),
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

/** How the work of handshakes is done. */
function handshakeFields(at: (name: string) => string, work: (state: DocumentState) => HandshakeWork) {
  const share = (name: 'abandonedCost' | 'resumed' | 'resumedCost', label: string) =>
    ({
      control: 'quantity',
      path: at(name),
      label,
      kind: 'share',
      read: (state: DocumentState) => work(state)[name],
    }) as const;
  return {
    handshakeQueue: choiceOf('handshakeQueue', at('queue'), 'Handshakes wait in', (s) => work(s).queue),
    handshakeWorkers: {
      control: 'quantity',
      path: at('workers'),
      label: 'Handshake workers',
      kind: 'count',
      read: (state) => work(state).workers,
    },
    handshakeTimes: choiceOf('handshakeTimes', at('times'), 'Handshake times', (s) => work(s).times),
    abandonedCost: share('abandonedCost', 'Work for who has left'),
    resumed: share('resumed', 'Resumed sessions'),
    resumedCost: share('resumedCost', 'Work on a resumed one'),
  } satisfies Record<string, FieldSpec>;
}
