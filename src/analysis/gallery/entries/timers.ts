import type { GalleryEntry } from '../gallery-entry.ts';

/** What silence, timers and age do to connections that live long. */
export const TIMERS: readonly GalleryEntry[] = [
  {
    id: 'forgotten-by-nat',
    group: 'timers',
    lesson:
      'A NAT that forgets a quiet flow tells nobody: the next packet is reset, {reset} times in an hour. A heartbeat has to be shorter than the shortest timer on the path; one of 5 minutes loses {reset@shorter}.',
    watch:
      'In “Lifetimes” nearly all connections end at the age of their first heartbeat. Set “Heartbeat every” to 5m, then let the server send it.',
    asItIs: 'Heartbeat of 6 minutes',
    columns: [
      {
        id: 'shorter',
        name: 'Heartbeat of 5 minutes',
        changes: [{ path: 'clients.0.session.heartbeat', to: '5m' }],
      },
    ],
    figures: {
      reset: {
        says: 'Connections reset after they were forgotten',
        measure: { kind: 'reset-late' },
      },
      rate: {
        says: 'Reconnects, at most a second',
        measure: { kind: 'peak-rate', of: 'established', fromSec: 900 },
      },
      connections: { says: 'Connections, at the peak', measure: { kind: 'peak-connections' } },
    },
  },
  {
    id: 'heartbeat-meets-timeout',
    group: 'timers',
    lesson:
      'Two timers of the same length are a race at every ping. {cut} of all connections end by the idle timeout, and a smaller jitter changes little: {cut@jitter}. Half the time is safe: {cut@half}.',
    watch: 'Set “Heartbeat every” to 30s and see the reconnects leave “Concurrent connections”.',
    asItIs: 'Ping every 60 s',
    columns: [
      {
        id: 'jitter',
        name: 'Jitter of 1 ms',
        changes: [{ path: 'clients.0.session.heartbeatJitter', to: '1ms' }],
      },
      { id: 'half', name: 'Ping every 30 s', changes: [{ path: 'clients.0.session.heartbeat', to: '30s' }] },
    ],
    figures: {
      cut: {
        says: 'Ended by the idle timeout, of all connections',
        measure: { kind: 'closed-by-share', reason: 'idle-timeout' },
      },
      cuts: { says: 'Connections cut in an hour', measure: { kind: 'closed-by', reason: 'idle-timeout' } },
      connections: { says: 'Connections, at the peak', measure: { kind: 'peak-connections' } },
    },
  },
  {
    id: 'vanished-mobile-clients',
    group: 'timers',
    lesson:
      'Who leaves without a word keeps a place until a timer ends it: rate x share x timeout, by Little’s law. An hour of idle timeout uses up all 40,000 places after {fails-at}; 5 minutes keep {held@5m} of the dead, and a minute {held@1m}.',
    watch:
      'In “Concurrent connections” the line “client gone, place kept” climbs past the living. Set “Idle timeout” of the edge to 5m.',
    asItIs: 'Idle timeout of 1 hour',
    columns: [
      { id: '5m', name: '5 minutes', changes: [{ path: 'path.0.limits.idleTimeout', to: '5m' }] },
      { id: '1m', name: '1 minute', changes: [{ path: 'path.0.limits.idleTimeout', to: '1m' }] },
      {
        id: 'ping',
        name: 'Server pings, waits for 10 s',
        changes: [
          { path: 'clients.0.session.heartbeatFrom', to: 'server' },
          { path: 'clients.0.session.heartbeatTimeout', to: '10s' },
        ],
      },
    ],
    figures: {
      held: {
        says: 'Places held by clients that are gone, on average',
        measure: { kind: 'gone-but-held', fromSec: 4500 },
      },
      'fails-at': { says: 'First failure after', measure: { kind: 'first-failure-at' } },
      failed: { says: 'Failed attempts', measure: { kind: 'failed-attempts' } },
    },
  },
  {
    id: 'reconnect-every-half-hour',
    group: 'timers',
    lesson:
      'Connections that came together go together, unless their ages are spread. With a spread the first wave reaches {rate}, and each later one is lower; without it everybody comes back within a minute, {rate@none}, every half hour.',
    watch:
      'Run the playhead along “Concurrent connections” and count the waves. Set “Spread of the age” to 0 and count again.',
    asItIs: 'Ages spread by 16.7 %',
    columns: [{ id: 'none', name: 'No spread', changes: [{ path: 'backends.maxAgeSpread', to: undefined }] }],
    figures: {
      rate: {
        says: 'Reconnects, at most a second, after the first minutes',
        measure: { kind: 'peak-rate', of: 'established', fromSec: 600 },
      },
      late: {
        says: 'The same in the last hour',
        measure: { kind: 'peak-rate', of: 'established', fromSec: 10_800 },
      },
      closed: { says: 'Closed for their age', measure: { kind: 'closed-by', reason: 'max-age' } },
      failed: { says: 'Failed attempts', measure: { kind: 'failed-attempts' } },
    },
  },
];
