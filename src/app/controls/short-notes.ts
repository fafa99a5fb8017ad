/**
 * What fields of the rail are, in the one line that it has for each; the whole text follows on focus and on hover. Fields
 * that are not here show their name on real systems, or the whole text. Paths as in the field docs.
 */
const SHORT_NOTES: Readonly<Record<string, string>> = {
  'clients.*.count': 'Client programs in the population.',
  'clients.*.addresses': 'Source addresses that they share.',
  'clients.*.bind': 'By connect(), or before the destination is known.',
  'clients.*.reuseAddress': 'SO_REUSEADDR: once for each destination.',
  'clients.*.addressesOf': 'Populations on the same hosts share source ports.',
  'clients.*.balance': 'How clients pick an address.',
  'clients.*.roundTrip': 'One for TCP, one more for a handshake.',
  'clients.*.abandons': 'After a FIN the server may still take it up.',
  'clients.*.dns.ttl': 'An answer is used again for that long.',
  'clients.*.arrivals.rampUp': 'Time in which all of them start.',
  'clients.*.session.closes': 'TIME_WAIT sits on that side.',
  'clients.*.session.heartbeat': 'WebSocket ping, TCP keepalive.',
  'clients.*.session.heartbeatJitter': 'Comes that much early or late.',
  'clients.*.session.heartbeatFrom': 'Who notices first that a NAT forgot it.',
  'clients.*.session.close': 'After a reset nobody keeps TIME_WAIT.',
  'clients.*.session.heartbeatTimeout': 'Ping or pong timeout; TCP alone takes 15 minutes.',
  'clients.*.session.vanish': 'Telephones that lose their network.',
  'clients.*.session.closeLag': 'CLOSE_WAIT of an application that is slow to close.',
  'clients.*.session.lifetime.median': 'Half of them last no longer.',
  'clients.*.session.lifetime.p95': '95 % of them last no longer.',
  'clients.*.session.lifetime.p99': '99 % of them last no longer.',
  'clients.*.session.lifetime.value': 'The same for every connection.',
  'clients.*.preset': 'The values of a system.',
  'path.*.preset': 'The published values of a product.',
  'path.*.instances': 'Machines that share the work.',
  'path.*.gateway': 'On the route only: who dials picks the server.',
  'path.*.retries': 'New picks when the next stage cannot be reached.',
  'path.*.balance': 'How the hop picks an address.',
  'path.*.snat.addresses': 'Source addresses of each instance.',
  'path.*.snat.scope': 'What a port must be unique in.',
  'path.*.snat.blockSize': 'Ports that one client owns.',
  'path.*.snat.blockReuse': 'Whether ports serve every destination.',
  'path.*.snat.maxPortsPerClient': 'A client gets further blocks up to this.',
  'path.*.snat.preservePort': 'As long as it is free and in the range.',
  'path.*.snat.takeOver': 'Linux 6.7: ports of closed connections, before their hold ends.',
  'path.*.flowTable': 'A stateful firewall: an entry for each connection.',
  'path.*.flowTable.earlyDrop': 'A full table gives up an unanswered entry.',
  'path.*.flowTable.loose': 'nf_conntrack_tcp_loose: any packet makes a new entry.',
  'path.*.flowTable.invalid': 'A rule “ct state invalid drop” drops them.',
  'path.*.snat.selection': 'How a free port is searched.',
  'path.*.snat.choose': 'Which address a connection gets.',
  'path.*.limits.handshake.queue': 'In the process that accepted them, or in the accept queue.',
  'backends.handshake.queue': 'In the process that accepted them, or in the accept queue.',
  'backends.count': 'Each with limits of its own.',
  seed: 'The same seed, the same run.',
};

/** Empty where the field has none. */
export function shortNote(path: string): string {
  return SHORT_NOTES[path.replaceAll(/(?<=\.)\d+(?=\.)/g, '*')] ?? '';
}
