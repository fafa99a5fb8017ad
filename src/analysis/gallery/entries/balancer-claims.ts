import type { GalleryEntry } from '../gallery-entry.ts';

/** What is said of balancers, routers, and doing without them, one entry a claim. */
export const BALANCER_CLAIMS: readonly GalleryEntry[] = [
  {
    id: 'direct-server-return',
    group: 'claims',
    claim: {
      said: 'n-Path or DSR: replies bypass the balancer, and its load is much reduced.',
      verdict: 'confirmed',
      because:
        'The balancer carries {share} of all bytes where requests have 200 bytes and replies 4,000, heartbeats included. Without heartbeats, and with segments as large as the measured ones, it is {share@measured}: what a real Linux balancer carried. With both directions it is {share@both}.',
    },
    lesson:
      'The smaller the request beside its reply, the more DSR saves. What it costs: the balancer sees one half of every connection, so its timers are one-sided, and there is no place that sees requests, cookies and paths.',
    watch:
      'Compare the widths of the links in the diagram, and the arc of the replies that goes round the edge. Then press “No SNAT”: both directions pass.',
    validatedBy: ['G_dsr_tracked', 'G_dsr_notrack'],
    asItIs: 'DSR',
    columns: [
      {
        id: 'measured',
        name: 'DSR, as it was measured',
        changes: [
          { path: 'clients.0.session.heartbeat', to: 'none' },
          { path: 'clients.0.session.messages.segment', to: 65_483 },
        ],
      },
      { id: 'both', name: 'No SNAT', changes: [{ path: 'path.0.mode', to: 'dnat' }] },
    ],
    figures: {
      share: {
        says: 'Bytes at the edge, of all',
        measure: { kind: 'share-of-bytes', station: 'path.0' },
      },
      bytes: { says: 'Traffic at the edge', measure: { kind: 'bytes-per-sec', station: 'path.0' } },
      all: { says: 'Traffic at the servers', measure: { kind: 'bytes-per-sec', station: 'backends' } },
      connections: { says: 'Connections, at the peak', measure: { kind: 'peak-connections' } },
    },
    compare: true,
  },
  {
    id: 'a-router-that-balances',
    group: 'claims',
    claim: {
      said: 'Think of it as a router.',
      verdict: 'bounded',
      because:
        'A router keeps no state, so nothing binds: {failed} attempts fail. But when a fifth server joins, plain modulo sends {moved} of 40,000 connections to a server that does not know them; Maglev {moved@maglev}; with a flow table it is {moved@table}, and then it is a balancer.',
    },
    lesson:
      'Without state a connection belongs to whatever server the hash gives now. Modulo n servers an n-th one moves all but a share of 1/n; a consistent hash moves that share alone.',
    watch:
      'Put the playhead on 4 minutes, where the server joins, and follow “Concurrent connections” for the next 30 s. Then change “Balance” to “maglev”.',
    validatedBy: [
      'N02_haproxy_source_map_7200/servers added',
      'N02_haproxy_source_consistent_7200/servers added',
    ],
    asItIs: 'Plain modulo',
    columns: [
      { id: 'maglev', name: 'Maglev', changes: [{ path: 'path.0.balance', to: 'maglev' }] },
      { id: 'ring', name: 'Consistent hash', changes: [{ path: 'path.0.balance', to: 'consistent-hash' }] },
      {
        id: 'table',
        name: 'With a flow table',
        changes: [{ path: 'path.0.flowTable', to: { max: 262_144 } }],
      },
    ],
    figures: {
      moved: {
        says: 'Connections cut by the new server',
        measure: { kind: 'closed-by', reason: 'rerouted' },
      },
      rate: {
        says: 'Reconnects, at most a second',
        measure: { kind: 'peak-rate', of: 'established', fromSec: 240 },
      },
      connections: { says: 'Connections, at the peak', measure: { kind: 'peak-connections' } },
      failed: { says: 'Failed attempts', measure: { kind: 'failed-attempts' } },
    },
  },
  {
    id: 'clients-choose',
    group: 'claims',
    claim: {
      said: 'WebSockets don’t need load balancers: pick a server at random, and just add servers.',
      verdict: 'bounded',
      because:
        'No port binds: {connections} connections. But nothing evens out what is uneven: at the end of the hour, long after the restarts, the fullest server has {even} times the mean, half an hour after servers were added {even@added} times, and as long after one died {even@died} times. With least connections at an edge it is {even@edge} after the restarts, {even@edge-added} after servers were added.',
    },
    lesson:
      'A choice that is made once, by each client for itself, lasts as long as the connection. Restarts pile up connections on whoever is up: {fullest} on one of ten servers. A place that sees all connections would have sent the new ones to the emptiest: {fullest@edge}.',
    watch:
      'Open “Load per backend” and its view “balance” from 30 minutes on: how fast do the lines come together again? Then press “No SNAT” with “least-connections”.',
    asItIs: 'Restarts',
    columns: [
      {
        id: 'added',
        name: 'Five servers are added',
        changes: [
          { path: 'backends.count', to: 15 },
          {
            path: 'events',
            to: [{ at: '30m', action: 'scale-out', target: 'backends', instances: 5 }],
          },
        ],
      },
      {
        id: 'died',
        name: 'A server dies for 5 minutes',
        changes: [
          {
            path: 'events',
            to: [{ at: '30m', action: 'crash', target: 'backends', instances: 1, down: '5m' }],
          },
        ],
      },
      {
        id: 'edge',
        name: 'Restarts behind a balancer',
        changes: [
          { path: 'clients.0.balance', to: undefined },
          { path: 'path', to: [{ name: 'edge', mode: 'dnat', balance: 'least-connections' }] },
        ],
      },
      {
        id: 'edge-added',
        name: 'Five are added behind a balancer',
        changes: [
          { path: 'clients.0.balance', to: undefined },
          { path: 'path', to: [{ name: 'edge', mode: 'dnat', balance: 'least-connections' }] },
          { path: 'backends.count', to: 15 },
          {
            path: 'events',
            to: [{ at: '30m', action: 'scale-out', target: 'backends', instances: 5 }],
          },
        ],
      },
    ],
    figures: {
      connections: { says: 'Connections, at the peak', measure: { kind: 'peak-connections' } },
      fullest: { says: 'On the fullest server, at the peak', measure: { kind: 'fullest-server' } },
      'even-soon': {
        says: 'Fullest over mean, at 40 minutes',
        measure: { kind: 'max-over-mean', minute: 40 },
      },
      even: { says: 'Fullest over mean, at 1 hour', measure: { kind: 'max-over-mean', minute: 60 } },
      failed: { says: 'Failed attempts', measure: { kind: 'failed-attempts' } },
    },
    compare: true,
  },
  {
    id: 'tls-at-the-edge',
    group: 'claims',
    claim: {
      said: 'Balancers are there for application delivery: offload, compression, control.',
      verdict: 'bounded',
      because:
        'Offload is what a proxy gives, and it has a price: {memory} of memory and two connections for each client, and one place that does all handshakes. When everybody comes back, it needs {back} and does {wasted} of its handshakes for clients that have given up; ten servers with handshakes of their own need {back@servers}.',
    },
    lesson:
      'TLS at the edge gathers all handshakes in one place, TLS at the servers spreads them. Size the edge for the day on which everybody reconnects, not for an ordinary one.',
    watch:
      'Put the playhead on 5 minutes, where all are cut, and follow “Concurrent connections” until the line is back. Then press “No SNAT” and give the servers 2,000 handshakes a second each.',
    asItIs: 'At the edge',
    columns: [
      {
        id: 'servers',
        name: 'At the servers',
        changes: [
          { path: 'path', to: [{ name: 'edge', mode: 'dnat', balance: 'round-robin' }] },
          { path: 'backends.ports', to: [443] },
          { path: 'backends.handshakesPerSecond', to: 2000 },
        ],
      },
    ],
    figures: {
      back: {
        says: 'Until 99 % are back',
        measure: { kind: 'back-after', fromSec: 300, beforeSec: 299 },
      },
      wasted: {
        says: 'Handshakes for clients that have given up',
        measure: { kind: 'abandoned-handshakes' },
      },
      memory: { says: 'Memory at the edge, at the peak', measure: { kind: 'peak-used', resource: 'memory' } },
      failed: { says: 'Failed attempts', measure: { kind: 'failed-attempts' } },
    },
  },
];
