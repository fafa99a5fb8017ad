import type { ResourceId } from '../../network/results/run-result.ts';

/** Where the limit is set on a real system, and the text that describes it. */
export interface LimitGuide {
  readonly howToRaise: string;
  readonly source: string;
}

const GUIDES: Readonly<Record<ResourceId, LimitGuide>> = {
  'client-ports': {
    howToRaise:
      'Widen net.ipv4.ip_local_port_range at the client, spread clients over more source addresses, or listen on more VIP addresses or ports: each is a new destination tuple.',
    source: 'Linux ip_local_port_range, https://docs.kernel.org/networking/ip-sysctl.html',
  },
  'snat-ports': {
    howToRaise:
      'Add SNAT addresses, widen the source port range, give the servers more addresses or ports where the scope is the destination, or leave SNAT out (dnat, dsr).',
    source: 'RFC 3022 (NAPT); Linux net/netfilter/nf_nat_core.c for ranges and the bounded search',
  },
  'source-ports': {
    howToRaise:
      'Add source addresses (HAProxy "source", nginx "proxy_bind"), widen ip_local_port_range at the proxy, let servers listen on more ports, and bind with IP_BIND_ADDRESS_NO_PORT so that ports are reused per destination.',
    source: 'ip(7), IP_BIND_ADDRESS_NO_PORT; https://docs.kernel.org/networking/ip-sysctl.html',
  },
  'port-blocks': {
    howToRaise: 'Add pool addresses or make the block of each client smaller.',
    source: 'RFC 6888 (carrier NAT requirements) and RFC 7422 (port blocks)',
  },
  'flow-table': {
    howToRaise:
      'Raise net.netfilter.nf_conntrack_max (256 B an entry) together with its hash size, or shorten the timeouts of closed flows.',
    source: 'https://docs.kernel.org/networking/nf_conntrack-sysctl.html',
  },
  admission: {
    howToRaise:
      'Raise the rate or the burst as far as accepts and handshakes behind it allow, or spread arrivals over a longer time.',
    source: 'Token bucket as in nft(8), limit; RFC 6585 (429 Too Many Requests)',
  },
  'max-connections': {
    howToRaise: 'Raise the configured maximum (HAProxy maxconn, nginx worker_connections), or add instances.',
    source: 'HAProxy configuration manual, maxconn; nginx ngx_core_module, worker_connections',
  },
  'file-descriptors': {
    howToRaise: 'Raise LimitNOFILE (RLIMIT_NOFILE) and, above 1,048,576, fs.nr_open; or add instances.',
    source: 'getrlimit(2); https://docs.kernel.org/admin-guide/sysctl/fs.html',
  },
  memory: {
    howToRaise:
      'Add memory or instances, or make a connection cheaper: smaller buffers, no TLS state at this tier.',
    source: 'tcp(7), tcp_rmem and tcp_wmem; HAProxy management guide (about 33 kB a proxied connection)',
  },
  'syn-queue': {
    howToRaise:
      'Turn SYN cookies on (net.ipv4.tcp_syncookies = 1), or raise net.ipv4.tcp_max_syn_backlog and the backlog.',
    source: 'https://docs.kernel.org/networking/ip-sysctl.html',
  },
  'accept-queue': {
    howToRaise:
      'Accept faster (more accepting threads, SO_REUSEPORT), raise the backlog with net.core.somaxconn, or spread arrivals over a longer time.',
    source: 'listen(2); net.core.somaxconn, https://docs.kernel.org/admin-guide/sysctl/net.html',
  },
  handshakes: {
    howToRaise:
      'Add cores or instances, resume TLS sessions, use ECDSA certificates, or spread arrivals over a longer time.',
    source:
      'HAProxy introduction, sizing (about 1,300 RSA-2048 handshakes a second and core, 13,100 resumed)',
  },
  availability: {
    howToRaise: 'Restart fewer instances at a time, drain them first, or keep spare instances.',
    source: 'the events of the scenario',
  },
  'no-answer': {
    howToRaise: 'Shorten the time to detection or take-over, keep spare instances, or a second path.',
    source: 'the events of the scenario',
  },
};

export function guideTo(resource: ResourceId): LimitGuide {
  return GUIDES[resource];
}
