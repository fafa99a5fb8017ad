/** The field's terms as the page uses them, one line each. */
export const GLOSSARY = {
  'five-tuple': {
    term: 'Five-tuple',
    text: 'Protocol, source address, source port, destination address, destination port. It names one connection; no two may share it.',
  },
  snat: {
    term: 'SNAT',
    text: 'Source NAT: the balancer puts its own address and a port of its own in place of the client’s, so that replies come back through it.',
  },
  'snat-port': {
    term: 'SNAT port',
    text: 'A source port that the balancer leases to one connection. One address has at most 65,535; usually 1024-65535 are used, which are 64,512.',
  },
  scope: {
    term: 'Tuple scope',
    text: 'What a source port must be unique in: per destination address and port, per source address alone, or inside a block that belongs to one client.',
  },
  dnat: {
    term: 'DNAT, no SNAT',
    text: 'Only the destination is rewritten. The servers see the client’s own tuple and must route replies back through the balancer.',
  },
  dsr: {
    term: 'DSR',
    text: 'Direct server return: the virtual address also sits on every server, which answers the client itself. The balancer sees one direction only.',
  },
  proxy: {
    term: 'Full proxy',
    text: 'Ends the client’s TCP connection and opens a second one to the server: two sockets, two descriptors, its own timeouts, room for TLS.',
  },
  direct: {
    term: 'Direct',
    text: 'The clients choose a server themselves, from a list, from DNS or by asking a service. Nothing stands between.',
  },
  vip: {
    term: 'VIP',
    text: 'Virtual IP address: the address that clients connect to, which belongs to the balancer rather than to one server.',
  },
  'flow-table': {
    term: 'Flow table',
    text: 'One entry for each tracked connection (conntrack, session table). A full table drops the first packet of a new connection.',
  },
  hold: {
    term: 'Hold',
    text: 'How long a port stays taken after its connection has closed: TIME_WAIT on a host, cool-down in a NAT.',
  },
  'time-wait': {
    term: 'TIME_WAIT',
    text: 'The TCP state of the side that closed first; 60 s on Linux and not a sysctl. Its tuple cannot be used meanwhile.',
  },
  selection: {
    term: 'Port selection',
    text: 'How a free port is looked for. Linux connect() searches the whole range; netfilter probes a bounded number, so that drops begin before the range is full.',
  },
  choose: {
    term: 'Pool choice',
    text: 'How one of several source addresses is picked. A hash neither spreads a few clients evenly nor spills over to an address with free ports.',
  },
  'offered-load': {
    term: 'Offered load',
    text: 'Arrival rate times holding time, in erlangs: how many connections there would be if nothing ever refused one.',
  },
  blocking: {
    term: 'Blocking probability',
    text: 'Share of the connection attempts that are refused because a resource has run out.',
  },
  headroom: {
    term: 'Headroom',
    text: 'What remains of a resource at the target, as a share of its capacity. Negative: the target does not fit.',
  },
  'survival-curve': {
    term: 'survival curve',
    text: 'The share of connections that is still open at an age, whatever ends the others; those that are open at the end of the run count until then.',
  },
  'drain-curve': {
    term: 'drain curve',
    text: 'Of the connections that draining instances had, the share that would still be open after a time if nothing closed them: what a grace period of that length cuts.',
  },
  'max-over-mean': {
    term: 'max/mean',
    text: 'Connections of the busiest instance over the mean of all. 1 is even; at 1.34 it carries a third more than its share.',
  },
  variation: {
    term: 'coefficient of variation',
    text: 'How far the instances of a stage lie from their mean: standard deviation over mean. 0 is even.',
  },
  'closed-form': {
    term: 'Closed form',
    text: 'Computed from a formula, at once. It knows averages and ceilings, not chance, hashing or order in time; the simulation does.',
  },
  waterfall: {
    term: 'What binds next',
    text: 'Each limit in turn is raised by its own number just far enough for the next one to bind, up to ten times what is asked. Nothing else is changed.',
  },
  backlog: {
    term: 'Backlog',
    text: 'Connections that have been set up but not yet taken by accept(). Bounded by listen() and net.core.somaxconn.',
  },
} as const satisfies Readonly<Record<string, { readonly term: string; readonly text: string }>>;

export type TermId = keyof typeof GLOSSARY;
