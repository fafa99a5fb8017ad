import type { GalleryEntry } from '../gallery-entry.ts';

/** Everybody comes back at once. */
export const STORMS: readonly GalleryEntry[] = [
  {
    id: 'tls-storm',
    group: 'storms',
    lesson:
      'A queue that is longer than its clients’ patience works for nobody. The tier is back after a second, and {final} of 40,000 clients are connected at the end: {wasted} of the handshakes are for clients that have left.',
    watch:
      'From 4 minutes on “Concurrent connections” stays low, though nothing is broken any more. Set “Connect timeout” to 21s, or “Backlog” to 1024, and it ends.',
    asItIs: 'Patience of 5 s',
    columns: [
      {
        id: 'patience',
        name: 'Patience of 21 s',
        changes: [{ path: 'clients.0.connectTimeout', to: '21s' }],
      },
      {
        id: 'window',
        name: 'Back within a window of 21 s',
        changes: [{ path: 'clients.0.reconnect', to: { policy: 'window', base: '21s' } }],
      },
      {
        id: 'backlog',
        name: 'Backlog of 1,024',
        changes: [{ path: 'path.0.limits.backlog', to: 1024 }],
      },
    ],
    figures: {
      back: {
        says: 'From the end of the restart until 99 % are back',
        measure: { kind: 'back-after', fromSec: 241, beforeSec: 239 },
      },
      wasted: {
        says: 'Handshakes for clients that have given up',
        measure: { kind: 'abandoned-handshakes' },
      },
      final: { says: 'Connections at the end', measure: { kind: 'final-connections' } },
      failed: { says: 'Failed attempts', measure: { kind: 'failed-attempts' } },
    },
    compare: true,
  },
  {
    id: 'reconnect-storm',
    group: 'storms',
    lesson:
      'Refuse early what cannot be served. With an admission a little below what the servers can do, {wasted} of the handshakes are done in vain and the clients are back after {back}. Without it {wasted@open} are in vain, and {final@open} of 50,000 are connected at the end.',
    watch:
      'From 8 minutes on follow “Concurrent connections” and “Failures by cause”. Then set “Admission” of the servers to unlimited.',
    asItIs: 'Admission of 190/s',
    columns: [
      { id: 'open', name: 'No admission limit', changes: [{ path: 'backends.admission', to: undefined }] },
    ],
    figures: {
      back: {
        says: 'From the restart until 99 % are back',
        measure: { kind: 'back-after', fromSec: 480, beforeSec: 479 },
      },
      wasted: {
        says: 'Handshakes for clients that have given up',
        measure: { kind: 'abandoned-handshakes' },
      },
      final: { says: 'Connections at the end', measure: { kind: 'final-connections' } },
      rate: {
        says: 'Attempts, at most a second',
        measure: { kind: 'peak-rate', of: 'attempts', fromSec: 480 },
      },
      failed: { says: 'Failed attempts', measure: { kind: 'failed-attempts' } },
    },
    compare: true,
  },
  {
    id: 'failover',
    group: 'storms',
    lesson:
      'After a failover nobody is told: each client learns of it at its next packet. {cut} of 50,000 reconnect, at most {rate}, and it is the heartbeat that spreads them; the servers hold {sockets} sockets meanwhile. A standby that knows the connections, or a balancer that needs no memory of them, makes it {cut@mirrored} and {cut@maglev}.',
    watch:
      'At 4 minutes “Load per backend” jumps while “Concurrent connections” hardly moves. Set “Heartbeat every” to 2m: the wave is longer and lower.',
    asItIs: 'Nothing mirrored',
    columns: [
      {
        id: 'slow',
        name: 'Ping every 2 minutes',
        changes: [{ path: 'clients.0.session.heartbeat', to: '2m' }],
      },
      { id: 'mirrored', name: 'State mirrored', changes: [{ path: 'events.0.mirrored', to: true }] },
      { id: 'maglev', name: 'Maglev, nothing mirrored', changes: [{ path: 'path.0.balance', to: 'maglev' }] },
    ],
    figures: {
      cut: { says: 'Connections cut by the failover', measure: { kind: 'closed-by', reason: 'failover' } },
      resumed: { says: 'Picked up again by their own server', measure: { kind: 'resumed' } },
      rate: {
        says: 'Attempts, at most a second',
        measure: { kind: 'peak-rate', of: 'attempts', fromSec: 240 },
      },
      sockets: { says: 'Sockets at the servers, at the peak', measure: { kind: 'peak-server-sockets' } },
    },
  },
];
