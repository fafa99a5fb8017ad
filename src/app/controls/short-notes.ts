/**
 * What fields of the rail are, in the one line that it has for each; the whole text follows on focus and on hover. Fields
 * that are not here show their name on real systems, or the whole text. Paths as in the field docs.
 */
const SHORT_NOTES: Readonly<Record<string, string>> = {
  'clients.*.count': 'Client programs in the population.',
  'clients.*.addresses': 'Source addresses that they share.',
  'clients.*.balance': 'How clients pick an address.',
  'clients.*.arrivals.rampUp': 'Time in which all of them start.',
  'clients.*.session.closes': 'TIME_WAIT sits on that side.',
  'clients.*.session.heartbeat': 'WebSocket ping, TCP keepalive.',
  'clients.*.session.lifetime.median': 'Half of them last no longer.',
  'clients.*.session.lifetime.p95': '95 % of them last no longer.',
  'clients.*.session.lifetime.p99': '99 % of them last no longer.',
  'clients.*.session.lifetime.value': 'The same for every connection.',
  'clients.*.preset': 'The values of a system.',
  'path.*.preset': 'The published values of a product.',
  'path.*.instances': 'Machines that share the work.',
  'path.*.balance': 'How the hop picks an address.',
  'path.*.snat.addresses': 'Source addresses of each instance.',
  'path.*.snat.scope': 'What a port must be unique in.',
  'path.*.snat.blockSize': 'Ports that one client owns.',
  'path.*.snat.blockReuse': 'Whether ports serve every destination.',
  'path.*.snat.selection': 'How a free port is searched.',
  'path.*.snat.choose': 'Which address a connection gets.',
  'backends.count': 'Each with limits of its own.',
  seed: 'The same seed, the same run.',
};

/** Empty where the field has none. */
export function shortNote(path: string): string {
  return SHORT_NOTES[path.replaceAll(/(?<=\.)\d+(?=\.)/g, '*')] ?? '';
}
