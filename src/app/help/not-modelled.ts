/** What the simulation leaves out, and what follows for the numbers. The long form is docs/model.md. */
export const NOT_MODELLED: readonly { readonly what: string; readonly so: string }[] = [
  {
    what: 'Packets',
    so: 'A connection is set up, lives and closes; segments, windows and congestion control do not exist. Traffic is a rate per connection that adds up.',
  },
  {
    what: 'Loss and retransmission',
    so: 'A SYN that a full NAT drops counts as a failed attempt at that moment; the client retries by its reconnect policy, not after 1, 3 and 7 s as a kernel does.',
  },
  {
    what: 'Network latency',
    so: 'Claims along the path happen at one instant, apart from waiting for accept and for handshakes.',
  },
  {
    what: 'Reuse inside TIME_WAIT',
    so: 'tcp_tw_reuse, and NATs that take over a closing entry early, carry more than is shown here.',
  },
  {
    what: 'UDP and QUIC',
    so: 'Only TCP connections; a QUIC connection that survives a change of address is not one.',
  },
  {
    what: 'CPU of the data path',
    so: 'Handshakes and accepts have a rate; forwarding, softirq load and the cost of a long port search do not.',
  },
];
