import type { GalleryEntry } from '../gallery-entry.ts';

/** What people do to running fleets. */
export const OPERATIONS: readonly GalleryEntry[] = [
  {
    id: 'proxy-reload',
    group: 'operations',
    lesson:
      'A reload retires the workers that carry everybody. Each user is cut {per-hour} times an hour with a drain of 4 minutes, and {per-hour@1h} times with an hour, which piles up {generations@1h} generations of workers. What ends it is to reload less often.',
    watch:
      'In “Concurrent connections” the line “on old workers” rises with each reload from 10 minutes on. Lengthen the shutdown timeout of the event and see it stay.',
    asItIs: 'Drain of 4 minutes',
    columns: [
      { id: '1h', name: 'An hour', changes: [{ path: 'events.0.shutdownTimeout', to: '1h' }] },
      { id: 'forever', name: 'For ever', changes: [{ path: 'events.0.shutdownTimeout', to: 'forever' }] },
    ],
    figures: {
      'per-hour': { says: 'Cuts of each user, an hour', measure: { kind: 'cuts-per-user-hour' } },
      cuts: { says: 'Cuts in all', measure: { kind: 'reload-cuts' } },
      generations: { says: 'Generations of workers, at the peak', measure: { kind: 'generations' } },
      memory: { says: 'Memory of the old ones, of one instance', measure: { kind: 'old-memory' } },
    },
  },
  {
    id: 'scale-out',
    group: 'operations',
    lesson:
      'No connection moves by itself. With least connections the two new servers get all that is new until they are level; with round robin the fifth has {fifth-end@robin} where the first has {first-end@robin}, 40 minutes later.',
    watch:
      'Put the playhead on 20 minutes and follow “Load per backend”. Then set “Balance” to “round-robin”.',
    asItIs: 'Least connections',
    columns: [{ id: 'robin', name: 'Round robin', changes: [{ path: 'path.0.balance', to: 'round-robin' }] }],
    figures: {
      'first-soon': {
        says: 'On the first server, a minute after',
        measure: { kind: 'server-at', server: 1, minute: 21 },
      },
      'fifth-soon': {
        says: 'On the fifth server, a minute after',
        measure: { kind: 'server-at', server: 5, minute: 21 },
      },
      'first-end': {
        says: 'On the first server, at the end',
        measure: { kind: 'server-at', server: 1, minute: 60 },
      },
      'fifth-end': {
        says: 'On the fifth server, at the end',
        measure: { kind: 'server-at', server: 5, minute: 60 },
      },
    },
  },
  {
    id: 'flash-crowd',
    group: 'operations',
    lesson:
      'An autoscaler that is late is no autoscaler for connections that stay. All 16 servers are there {ready} after the crowd came, but the crowd had connected to four: {fullest} on the fullest, four times the target. What a server must bear is the crowd over the servers that are there when it comes.',
    watch:
      'At 20 minutes follow “Load per backend” and its view of the instances. Then raise the fewest servers of the autoscaler to 16.',
    asItIs: 'At least 4 servers',
    columns: [{ id: 'ready', name: 'At least 16', changes: [{ path: 'backends.autoscale.min', to: 16 }] }],
    figures: {
      fullest: { says: 'On the fullest server, at the peak', measure: { kind: 'fullest-server' } },
      ready: {
        says: 'From the crowd until 16 servers are there',
        measure: { kind: 'instances-after', fromSec: 1200, instances: 16 },
      },
      'first-soon': {
        says: 'On the first server, 10 minutes after',
        measure: { kind: 'server-at', server: 1, minute: 30 },
      },
      'fifth-soon': {
        says: 'On the fifth server, 10 minutes after',
        measure: { kind: 'server-at', server: 5, minute: 30 },
      },
    },
  },
  {
    id: 'rolling-deploy',
    group: 'operations',
    lesson:
      'Whoever is cut goes to those that are still to come, and is cut again: {cut} cuts of 100,000 clients by round robin, {cut@least} with least connections, which fills up who has just come back.',
    watch:
      'Follow “Load per backend” from 20 minutes on: the last servers climb until it is their turn. Then set “Balance” to “least-connections”.',
    asItIs: 'Round robin',
    columns: [
      {
        id: 'least',
        name: 'Least connections',
        changes: [{ path: 'path.0.balance', to: 'least-connections' }],
      },
    ],
    figures: {
      fullest: { says: 'On the fullest server, at the peak', measure: { kind: 'fullest-server' } },
      cut: { says: 'Connections cut by the restarts', measure: { kind: 'closed-by', reason: 'restart' } },
      even: { says: 'Fullest over mean, at 1 hour', measure: { kind: 'max-over-mean', minute: 60 } },
    },
  },
  {
    id: 'deploy-reconnect-policies',
    group: 'operations',
    lesson:
      'How clients come back decides what a deploy costs. Immediate retries fail {failed@immediate} times; full jitter {failed}, and decorrelated jitter {failed@decorrelated}, for it spreads the wave to {wave@decorrelated}.',
    watch:
      'Compare the reconnect policies (key C): the height of the wave after 10 minutes and the failed attempts.',
    asItIs: 'Full jitter',
    columns: [
      {
        id: 'immediate',
        name: 'Immediate',
        changes: [{ path: 'clients.0.reconnect.policy', to: 'immediate' }],
      },
      { id: 'fixed', name: 'Fixed', changes: [{ path: 'clients.0.reconnect.policy', to: 'fixed' }] },
      {
        id: 'exponential',
        name: 'Exponential',
        changes: [{ path: 'clients.0.reconnect.policy', to: 'exponential' }],
      },
      {
        id: 'decorrelated',
        name: 'Decorrelated jitter',
        changes: [{ path: 'clients.0.reconnect.policy', to: 'decorrelated-jitter' }],
      },
    ],
    figures: {
      wave: {
        says: 'Attempts, at most a second',
        measure: { kind: 'peak-rate', of: 'attempts', fromSec: 600 },
      },
      failed: { says: 'Failed attempts', measure: { kind: 'failed-attempts' } },
      recovered: {
        says: 'From the last restart until 99 % are back',
        measure: { kind: 'recovered-after' },
      },
      cut: { says: 'Connections cut', measure: { kind: 'cut-by-events' } },
    },
    compare: true,
  },
];
