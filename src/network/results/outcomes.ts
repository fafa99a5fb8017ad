import type { ResourceId } from './run-result.ts';

/** A resource that can refuse a connection, and what an operator sees when it does. */
export interface ResourceDescription {
  readonly label: string;
  /** What one unit is, in the plural. */
  readonly unit: string;
  /** Short name of the failure, as the field calls it. */
  readonly outcome: string;
  /** Where it shows on a real system: errno, log line, counter. */
  readonly symptom: string;
  readonly explanation: string;
}

const DESCRIPTIONS: Readonly<Record<ResourceId, ResourceDescription>> = {
  'client-ports': {
    label: 'client ports',
    unit: 'ports',
    outcome: 'EADDRNOTAVAIL at the client',
    symptom: 'connect() fails with EADDRNOTAVAIL (99), "Cannot assign requested address"',
    explanation: 'The client address has no free port toward this destination address and port.',
  },
  'snat-ports': {
    label: 'SNAT ports',
    unit: 'ports',
    outcome: 'SYN dropped by NAT',
    symptom: 'silence: the client sees a connect timeout; insert_failed and drop in conntrack -S rise',
    explanation: 'The NAT found no free source port for the rewritten tuple and drops the SYN.',
  },
  'source-ports': {
    label: 'source ports toward the next stage',
    unit: 'ports',
    outcome: 'EADDRNOTAVAIL at the proxy',
    symptom: 'proxy log "Cannot assign requested address" (99); the client gets a reset or 503',
    explanation: 'The proxy has no free source port for its own connection toward the backend.',
  },
  'port-blocks': {
    label: 'port blocks',
    unit: 'blocks',
    outcome: 'no port block left',
    symptom: 'silence: the client sees a connect timeout; the NAT counts "out of port blocks"',
    explanation: 'Each client address owns a block of ports; all blocks have an owner.',
  },
  'flow-table': {
    label: 'flow table',
    unit: 'entries',
    outcome: 'flow table full',
    symptom: 'kernel log "nf_conntrack: table full, dropping packet"; the client sees a connect timeout',
    explanation:
      'Every tracked connection takes one entry; a full table drops the first packet of a new one.',
  },
  admission: {
    label: 'admission limit',
    unit: 'tokens',
    outcome: 'refused by rate limit',
    symptom:
      'a reset, 429 or 503 at once, or no answer where SYNs are dropped; nginx logs "limiting requests", Envoy counts rate_limited',
    explanation: 'Each new connection takes a token; tokens come at a fixed rate, and there is none left.',
  },
  'max-connections': {
    label: 'configured connections',
    unit: 'connections',
    outcome: 'connection limit reached',
    symptom: 'the configured maximum (maxconn, worker_connections) is reached; new connections are refused',
    explanation: 'A limit that the configuration sets on concurrent connections.',
  },
  'file-descriptors': {
    label: 'file descriptors',
    unit: 'descriptors',
    outcome: 'EMFILE',
    symptom: 'accept() fails with EMFILE (24), "Too many open files"',
    explanation: 'A socket takes one descriptor; a proxy takes two a connection.',
  },
  memory: {
    label: 'memory',
    unit: 'bytes',
    outcome: 'out of memory',
    symptom: 'allocation failure, or the OOM killer ends the process',
    explanation: 'Memory divided by what one connection needs.',
  },
  'syn-queue': {
    label: 'SYN queue',
    unit: 'connections half open',
    outcome: 'SYN queue full',
    symptom: 'nstat TcpExtTCPReqQFullDrop rises; the client retries its SYN',
    explanation:
      'Without SYN cookies a connection takes a place here for one round trip, from its SYN to its ACK.',
  },
  'accept-queue': {
    label: 'accept queue',
    unit: 'connections waiting',
    outcome: 'listen overflow',
    symptom: 'nstat TcpExtListenOverflows and TcpExtListenDrops rise; the client retries its SYN',
    explanation:
      'Connections wait in the listen backlog until accept() takes them; a full queue drops new ones.',
  },
  handshakes: {
    label: 'handshake rate',
    unit: 'handshakes waiting',
    outcome: 'handshake timeout',
    symptom: 'the client gives up before its TLS handshake is served; the CPU time is spent all the same',
    explanation:
      'Handshakes are served at a fixed rate; a wait beyond the client’s connect timeout is abandoned.',
  },
  availability: {
    label: 'availability',
    unit: 'instances up',
    outcome: 'connection refused',
    symptom: 'connect() fails with ECONNREFUSED (111), or the balancer answers 503',
    explanation: 'The instance restarts, has crashed or has left, or none is up.',
  },
  'no-answer': {
    label: 'reachability',
    unit: 'instances that answer',
    outcome: 'no answer',
    symptom: 'silence: connect() fails with ETIMEDOUT (110), or the client gives up before',
    explanation: 'The machine has lost its power, a standby has yet to take over, or the link is cut.',
  },
};

export function describeResource(resource: ResourceId): ResourceDescription {
  return DESCRIPTIONS[resource];
}

/** True where an instance is not there, and not short of anything. */
export function isAway(resource: ResourceId): boolean {
  return resource === 'availability' || resource === 'no-answer';
}

/** True for a refusal that drops the SYN without an answer. */
export function isSilent(resource: ResourceId): boolean {
  switch (resource) {
    case 'snat-ports':
    case 'port-blocks':
    case 'flow-table':
    case 'syn-queue':
    case 'accept-queue':
    case 'file-descriptors':
    case 'no-answer':
      return true;
    default:
      return false;
  }
}
