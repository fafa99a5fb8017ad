import type { FieldDoc } from './field-doc.ts';

/** How clients find a server, and how long and how often they try it. */
export const setUpDocs: readonly FieldDoc[] = [
  {
    path: 'clients.*.dns',
    kind: 'object',
    what: 'Answers of the DNS that clients keep, so that those who ask the same cache go to the same place until the answer is too old.',
    default: {},
  },
  {
    path: 'clients.*.dns.ttl',
    kind: 'duration',
    what: 'How long an answer is used again. The balance of the clients is that of the answers. An address that has gone is tried until then.',
    realName: 'TTL of the record; JVM networkaddress.cache.ttl, nginx resolver valid',
    default: '0s',
    source: 'RFC 1035, section 3.2.1; RFC 2181, section 8',
  },
  {
    path: 'clients.*.dns.resolvers',
    kind: 'count',
    what: 'Caches that share the addresses of the population evenly: resolvers of providers, or one on each host. Each address has its own unless given.',
    realName: 'recursive resolvers, NodeLocal DNSCache',
  },
  {
    path: 'clients.*.connectTimeout',
    kind: 'duration',
    what: 'An attempt that is not established after this time is abandoned.',
    realName: 'connect timeout of the client library',
    default: '10s',
  },
  {
    path: 'clients.*.abandons',
    kind: 'choice',
    what: 'How a client leaves an attempt that takes too long. "fin": it closes its socket; the kernel goes on sending what was not acknowledged, so that the server may still take the connection up. "rst": it resets the connection.',
    realName: 'close(), or SO_LINGER 0 before it',
    default: 'fin',
  },
  {
    path: 'clients.*.roundTrip',
    kind: 'duration',
    what: 'Round-trip time to the first stage that ends TCP. A connection takes one more to be set up, a TLS handshake another one.',
    default: '0s',
    source: 'RFC 9293, section 3.5; RFC 8446, section 2',
  },
  {
    path: 'clients.*.syn',
    kind: 'object',
    what: 'When a SYN that nobody answers is sent again, until the connect timeout.',
    default: {},
  },
  {
    path: 'clients.*.syn.linearTimeouts',
    kind: 'count',
    what: 'Retransmissions one second apart, before the timeout begins to double.',
    realName: 'net.ipv4.tcp_syn_linear_timeouts (Linux 6.5; 0 before)',
    default: 4,
    source: 'https://docs.kernel.org/networking/ip-sysctl.html',
  },
  {
    path: 'clients.*.syn.retries',
    kind: 'count',
    what: 'Retransmissions whose timeout doubles from one second on.',
    realName: 'net.ipv4.tcp_syn_retries',
    default: 6,
    source: 'https://docs.kernel.org/networking/ip-sysctl.html',
  },
];
