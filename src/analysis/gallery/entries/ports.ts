import type { GalleryEntry } from '../gallery-entry.ts';

/** What runs out besides the ports of a balancer. */
export const PORTS: readonly GalleryEntry[] = [
  {
    id: 'one-office-address',
    group: 'ports',
    lesson:
      'A limit at the client’s side looks like one of the balancer. Everybody behind one NAT address shares its ephemeral ports toward one front door: {connections} of 40,000 connect, and the edge is nearly idle.',
    watch:
      'The ladder names the client ports first. Give the edge a second VIP address or a second VIP port and start again: the ports count once for each.',
    asItIs: 'One VIP port',
    columns: [
      {
        id: 'two-ports',
        name: 'Two VIP ports',
        changes: [{ path: 'path.0.listen.ports', to: [443, 8443] }],
      },
      {
        id: 'two-addresses',
        name: 'Two VIP addresses',
        changes: [{ path: 'path.0.listen.addresses', to: 2 }],
      },
    ],
    figures: {
      connections: { says: 'Connections, at the peak', measure: { kind: 'peak-connections' } },
      ports: { says: 'Client ports that there are', measure: { kind: 'capacity', resource: 'client-ports' } },
      'fails-first': { says: 'First failure', measure: { kind: 'first-failure' } },
      'fails-at': { says: 'First failure after', measure: { kind: 'first-failure-at' } },
    },
  },
  {
    id: 'connected-but-not-accepted',
    group: 'ports',
    lesson:
      'Established for the client is not accepted by the server. With its descriptors gone the server serves {connections}, while {believed} clients believe that they are connected: the difference waits in the backlog and is never answered.',
    watch:
      'In “Concurrent connections” the line of what clients believe leaves the established ones. Raise “File descriptors” of the server and both are one line again.',
    asItIs: '65,536 descriptors',
    columns: [
      {
        id: 'more',
        name: '100,000 descriptors',
        changes: [{ path: 'backends.fileDescriptors', to: 100_000 }],
      },
    ],
    figures: {
      connections: { says: 'Established, at the peak', measure: { kind: 'peak-connections' } },
      believed: { says: 'Connected as clients believe, at the peak', measure: { kind: 'client-believes' } },
      failed: { says: 'Failed attempts', measure: { kind: 'failed-attempts' } },
      'fails-first': { says: 'First failure', measure: { kind: 'first-failure' } },
    },
  },
];
