import type { GalleryEntry } from '../gallery-entry.ts';

/** What is said of 64k ports, one entry a claim. */
export const PORT_CLAIMS: readonly GalleryEntry[] = [
  {
    id: '100k-websockets',
    group: 'claims',
    claim: {
      said: 'A balancer is limited to 64k connections.',
      verdict: 'corrected',
      because:
        'It has no such limit toward its clients: {connections@inbound} connections come in through one address and one port. What is limited is the way out, where the balancer puts its own address in: {ports} ports in all where a port is unique for the address, and {capacity@destination} for the same address where it is unique for each server.',
    },
    lesson:
      'An address that takes each source port once carries {connections} of 100,000 connections to ten servers, and the first is refused after {fails-at}. The same address, where a port may be used again toward another server, carries {connections@destination} and refuses nobody.',
    watch:
      'Follow the chart “Ports in use” until it meets its limit line. Then set “Scope” to “destination” and see the limit leave the chart.',
    asItIs: 'Scope: source',
    columns: [
      {
        id: 'destination',
        name: 'Scope: destination',
        changes: [{ path: 'path.0.snat.scope', to: 'destination' }],
      },
      { id: 'inbound', name: 'No SNAT, one VIP port', changes: [], example: 'one-front-door' },
    ],
    figures: {
      connections: { says: 'Connections, at the peak', measure: { kind: 'peak-connections' } },
      ports: {
        says: 'Ports in use, at the peak',
        measure: { kind: 'peak-used', resource: 'snat-ports' },
      },
      capacity: { says: 'Ports that there are', measure: { kind: 'capacity', resource: 'snat-ports' } },
      failed: { says: 'Failed attempts', measure: { kind: 'failed-attempts' } },
      'fails-at': { says: 'First failure after', measure: { kind: 'first-failure-at' } },
    },
    compare: true,
  },
  {
    id: 'one-front-door',
    group: 'claims',
    claim: {
      said: 'The destination port of the front end is limited to 64k.',
      verdict: 'corrected',
      because:
        '{connections} connections share one destination address and one destination port. Tuple by tuple: protocol, destination address and destination port are the same in all of them, source address and source port are not, and no two of the five-tuples are equal.',
    },
    lesson:
      'A listening socket serves any number of connections. What runs out are the source ports of each client address, {generator-ports} of the 8 generators together; 7 generators stop at {connections@seven}.',
    watch:
      'Hover the link from the load generators to the edge: the tuple that it shows differs from the next one in its source alone. Then set “Clients” and “Client addresses” to 7 and “Connections each” to 28,571.',
    validatedBy: ['J_120k_12ips'],
    asItIs: '8 generators',
    columns: [
      {
        id: 'seven',
        name: '7 generators',
        changes: [
          { path: 'clients.0.count', to: 7 },
          { path: 'clients.0.addresses', to: 7 },
          { path: 'clients.0.connectionsEach', to: 28_571 },
        ],
      },
    ],
    figures: {
      connections: { says: 'Connections, at the peak', measure: { kind: 'peak-connections' } },
      'generator-ports': {
        says: 'Source ports of the generators',
        measure: { kind: 'capacity', resource: 'client-ports' },
      },
      flows: {
        says: 'Entries of the flow table, at the peak',
        measure: { kind: 'peak-used', resource: 'flow-table' },
      },
      failed: { says: 'Failed attempts', measure: { kind: 'failed-attempts' } },
      'fails-first': { says: 'First failure', measure: { kind: 'first-failure' } },
    },
  },
  {
    id: 'no-snat',
    group: 'claims',
    claim: {
      said: 'Don’t SNAT: make the balancer the servers’ default route, and the limit is gone.',
      verdict: 'bounded',
      because:
        'The port limit is gone; the next one is the flow table, which is full after {fails-at}, with {fails-with} of 300,000 connections. With 2,000,000 entries nobody is refused, and {connections@larger} are connected at the peak. The price: replies pass the balancer too, {bytes@larger} in both directions at the peak.',
    },
    lesson:
      'Without SNAT no source port is taken, so nothing about ports can bind. An entry in the flow table stays for a while after its connection has closed, so the table fills up before its number of connections is reached.',
    watch:
      'Watch the flow table in “What binds, in order”, and the moment of the first failure in “Failures by cause”. Then raise “Flow table” in the settings of the edge.',
    validatedBy: ['F_router_ct', 'F_router_noct'],
    asItIs: 'Flow table of 262,144',
    columns: [
      {
        id: 'larger',
        name: 'Flow table of 2,000,000',
        changes: [{ path: 'path.0.flowTable.max', to: 2_000_000 }],
      },
    ],
    figures: {
      connections: { says: 'Connections, at the peak', measure: { kind: 'peak-connections' } },
      flows: {
        says: 'Entries of the flow table, at the peak',
        measure: { kind: 'peak-used', resource: 'flow-table' },
      },
      'fails-at': { says: 'First failure after', measure: { kind: 'first-failure-at' } },
      'fails-with': {
        says: 'Connections when the first attempt failed',
        measure: { kind: 'connections-at-first-failure' },
      },
      'fails-first': { says: 'First failure', measure: { kind: 'first-failure' } },
      bytes: {
        says: 'Traffic at the edge, both directions',
        measure: { kind: 'bytes-per-sec', station: 'path.0' },
      },
    },
    compare: true,
  },
  {
    id: 'snat-pool-by-hash',
    group: 'claims',
    claim: {
      said: 'Use a SNAT pool: two addresses give 128k.',
      verdict: 'bounded',
      because:
        'Two addresses have {ports} ports, and that is a ceiling. One proxy toward one server has one hash: {first} ports are used at one address and {second} at the other, and SYNs are dropped from {fails-with} connections on, before that one is full. Chosen by turns, the same pool carries {connections@turns}.',
    },
    lesson:
      'A pool is worth what the choice of its address makes of it. A hash of the addresses needs many sources to be even, and a bounded search for a free port gives up before the address is full.',
    watch:
      'In “Ports in use” one of two addresses climbs and the other stays empty. Then set “Pool choice” to “round-robin”.',
    validatedBy: ['D1_pool2_default_b1/1 clients', 'D1_pool2_default_b1/4096 clients'],
    asItIs: 'Chosen by hash',
    columns: [
      {
        id: 'turns',
        name: 'Chosen by turns',
        changes: [{ path: 'path.0.snat.choose', to: 'round-robin' }],
      },
    ],
    figures: {
      connections: { says: 'Connections, at the peak', measure: { kind: 'peak-connections' } },
      ports: { says: 'Ports that there are', measure: { kind: 'capacity', resource: 'snat-ports' } },
      first: {
        says: 'Ports of the first address, at the peak',
        measure: { kind: 'ports-of-address', address: 0 },
      },
      second: {
        says: 'Ports of the second address, at the peak',
        measure: { kind: 'ports-of-address', address: 1 },
      },
      'fails-with': {
        says: 'Connections when the first attempt failed',
        measure: { kind: 'connections-at-first-failure' },
      },
    },
  },
  {
    id: 'how-long-they-live',
    group: 'claims',
    claim: {
      said: 'WebSockets are special because they live long.',
      verdict: 'bounded',
      because:
        'The long life is what matters, and nothing else of them: at 100 new connections a second the load is {load@1s} erlangs for a life of 1 s, {load} for 10 minutes and {load@8h} for 8 hours. The port limit begins to matter between 9 minutes, with {ports@9m} ports at the peak, and 10 minutes.',
    },
    lesson:
      'Offered load is rate x (lifetime + hold). With short lives nearly all ports are merely held: {ports@1s} for connections of a second. With 10 minutes the address runs out after {fails-at}; with 8 hours after {fails-at@8h}.',
    watch:
      'Move “Lifetime, mean” and follow “Ports in use”: the plateau is the rate times lifetime and hold.',
    asItIs: '10 minutes',
    columns: (['1s', '1m', '9m', '8h'] as const).map((mean) => ({
      id: mean,
      name: { '1s': '1 second', '1m': '1 minute', '9m': '9 minutes', '8h': '8 hours' }[mean],
      changes: [{ path: 'clients.0.session.lifetime.mean', to: mean }],
    })),
    figures: {
      load: { says: 'Offered load, in erlangs', measure: { kind: 'offered-load' } },
      ports: {
        says: 'Ports in use, at the peak',
        measure: { kind: 'peak-used', resource: 'snat-ports' },
      },
      connections: { says: 'Connections, at the peak', measure: { kind: 'peak-connections' } },
      'fails-at': { says: 'First failure after', measure: { kind: 'first-failure-at' } },
      failed: { says: 'Failed attempts', measure: { kind: 'failed-attempts' } },
    },
  },
  {
    id: 'how-many-tuples-a-proxy-has',
    group: 'claims',
    claim: {
      said: 'Sockets are tuples, so there are far more than 64k; but outbound connections of proxies can be a problem.',
      verdict: 'confirmed',
      because:
        'Toward its servers the proxy is a client: 1 address x ports x 3 servers x 1 listening port are {tuples} tuples, and {connections} of 100,000 connect. A second listening port makes that {tuples@ports}, a second address of the proxy {tuples@addresses}.',
    },
    lesson:
      'Count the tuples: source addresses x ports x servers x listening ports. Any of the four factors can be raised; a proxied connection also takes two descriptors, {descriptors@ports} for all.',
    watch:
      'The ladder names the source ports of the proxy first. Add a source address, or a second server port, and see what is first then.',
    asItIs: 'One of each',
    columns: [
      {
        id: 'ports',
        name: 'Two listening ports',
        changes: [{ path: 'backends.ports', to: [443, 444] }],
      },
      {
        id: 'addresses',
        name: 'Two source addresses',
        changes: [{ path: 'path.0.snat.addresses', to: 2 }],
      },
    ],
    figures: {
      tuples: {
        says: 'Tuples toward the servers',
        measure: { kind: 'capacity', resource: 'source-ports' },
      },
      connections: { says: 'Connections, at the peak', measure: { kind: 'peak-connections' } },
      descriptors: {
        says: 'Descriptors at the proxy, at the peak',
        measure: { kind: 'peak-used', resource: 'file-descriptors' },
      },
      failed: { says: 'Failed attempts', measure: { kind: 'failed-attempts' } },
      'fails-first': { says: 'First failure', measure: { kind: 'first-failure' } },
    },
  },
];
