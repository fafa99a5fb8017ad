/** What the simulation leaves out, and what follows for the numbers: docs/model.md in short. */
export const NOT_MODELLED: readonly { readonly what: string; readonly so: string }[] = [
  {
    what: 'Packets, loss on the wire, congestion control',
    so: 'A set-up takes its round trips, and waits for accept, for handshakes and for a dropped SYN to be sent again; traffic is a sum of rates.',
  },
  {
    what: 'TIME_WAIT at the server',
    so: 'A server that closed first may refuse a reused tuple once; the next SYN gets through.',
  },
  {
    what: 'CPU of the data path, kernel-wide memory',
    so: 'Accepts and handshakes have a rate; forwarding and the cost of a long port search have none.',
  },
  {
    what: 'Health checks that fail by chance, routes around a dead router',
    so: 'A crash is seen by hops after the time that it says, all else at once, and nothing by clients; no connection moves to another router.',
  },
  {
    what: 'Weights that change, slow start, sticky tables, the lag of a mirror',
    so: 'An instance that joins or comes back gets its full part at once; a standby knows a share of the connections, young or old.',
  },
  {
    what: 'UDP, QUIC, many streams over one connection, keep-alive pools',
    so: 'One connection is one five-tuple of TCP, and a proxied one has an upstream connection of its own.',
  },
  {
    what: 'Port preservation of NATs other than netfilter, division of ports by core',
    so: 'There, ports are chosen by scope and selection alone; divide the range by hand where a product does.',
  },
];
