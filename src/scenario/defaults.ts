/**
 * What a field is when the file does not give it: the behaviour of a plain Linux system where there is one. The
 * sources are in `field-docs.ts`, and a test holds the two together. Units are those of `Scenario`.
 */

import type { Admission, HandshakeWork, Limits } from './limits.ts';
import type { PortSpan } from './ports.ts';
import type { Balance, HopMode, PortSelection } from './scenario.ts';

export const DEFAULT_NAME = 'Untitled scenario';
export const DEFAULT_SEED = 1;
export const DEFAULT_DURATION_SEC = 3600;
/** A series has at most this many samples unless the file asks for more. */
const DEFAULT_MAX_SAMPLES = 3600;
/** Distances between samples that divide minutes, hours and days evenly. */
const NICE_STEPS_SEC = [
  0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600,
];

/** The smallest even step that keeps the series short; whole hours beyond the longest listed. */
export function defaultSampleEverySec(durationSec: number): number {
  const step = NICE_STEPS_SEC.find((sec) => durationSec / sec <= DEFAULT_MAX_SAMPLES);
  if (step === undefined) return Math.ceil(durationSec / DEFAULT_MAX_SAMPLES / 3600) * 3600;
  return Math.min(step, durationSec);
}

/** `net.ipv4.ip_local_port_range`. */
export const EPHEMERAL_PORTS: PortSpan = { first: 32768, last: 60999 };
/** What netfilter may rewrite a source port above 1023 to (`nf_nat_core.c`). */
export const NAT_PORTS: PortSpan = { first: 1024, last: 65535 };
/** TCP_TIMEWAIT_LEN. */
export const TCP_TIME_WAIT_SEC = 60;
/** `nf_conntrack_tcp_timeout_time_wait` and `nf_conntrack_tcp_timeout_established`. */
export const CONNTRACK_TIME_WAIT_SEC = 120;
/** `nf_conntrack_tcp_timeout_close`: after a reset. */
export const CONNTRACK_CLOSE_SEC = 10;
export const CONNTRACK_ESTABLISHED_SEC = 432_000;
/** `nf_conntrack_tcp_timeout_close_wait` and `nf_conntrack_tcp_timeout_syn_sent`. */
export const CONNTRACK_CLOSE_WAIT_SEC = 60;
export const CONNTRACK_UNREPLIED_SEC = 120;
/** `nf_conntrack_max` of a machine with more than 4 GiB. */
export const CONNTRACK_MAX = 262_144;

export const LISTEN_PORTS: readonly number[] = [443];
export const CLIENT_BALANCE: Balance = 'random';
export const CONNECT_TIMEOUT_SEC = 10;
/** `net.ipv4.tcp_syn_linear_timeouts` and `net.ipv4.tcp_syn_retries`. */
export const SYN = { linearTimeouts: 4, retries: 6 } as const;
export const RAMP_UP_SEC = 60;

/** Median 10 minutes, p95 1 hour. */
export const LIFETIME_FIGURES = { distribution: 'lognormal', median: 600, p95: 3600 } as const;
export const MESSAGES = { ratePerSec: 0, sizeBytes: 512, replySizeBytes: 512, segmentBytes: 1448 } as const;
export const RECONNECT_BASE_SEC = 1;
export const RECONNECT_CAP_SEC = 60;

/** Ports in a client's block: GCP Cloud NAT's minimum for a VM. */
export const BLOCK_SIZE = 64;

export const EVENT = {
  target: 'backends',
  batch: 1,
  everySec: 30,
  drainSec: 0,
  graceSec: 0,
  surge: 0,
  downSec: 10,
  instances: 1,
  share: 1,
  /** A silent crash: five checks a second apart, each given up after a second (ipvs and HAProxy take 6 to 10 s). */
  detectedAfterSec: 10,
  /** VRRP: three advertisements that do not come, and the skew (RFC 9568), with the fastest usual interval. */
  failoverSec: 1,
  mirroredShare: 0,
  linkCutSec: 30,
} as const;
/** Sync period and stabilization window are those of Kubernetes. */
export const AUTOSCALE = { min: 1, everySec: 15, readySec: 30, stabilizationSec: 300, drainSec: 0 } as const;

/** Whom a crash resets knows at once; a silent one is seen by the health checks when they have failed. */
export function detectedAfterSec(silent: boolean): number {
  return silent ? EVENT.detectedAfterSec : 0;
}
export const BACKENDS_NAME = 'backends';
export const CLIENTS_NAME = 'clients';

export function hopBalance(mode: HopMode): Balance {
  return mode === 'router' ? 'source-hash' : 'round-robin';
}

/** How a mode leases source ports; null where it rewrites no source address. */
export function sourceDefaults(mode: HopMode): SourceDefaults | null {
  switch (mode) {
    case 'snat':
      return { ports: NAT_PORTS, selection: 'netfilter', holdSec: CONNTRACK_TIME_WAIT_SEC };
    case 'proxy':
      return { ports: EPHEMERAL_PORTS, selection: 'linux-connect', holdSec: TCP_TIME_WAIT_SEC };
    default:
      return null;
  }
}

export interface SourceDefaults {
  readonly ports: PortSpan;
  readonly selection: PortSelection;
  readonly holdSec: number;
}

/** A proxy keeps sockets, a router nothing unless its file gives it a flow table. */
export function flowTableMax(mode: HopMode, tracks = mode !== 'router'): number {
  return mode === 'proxy' || !tracks ? Infinity : CONNTRACK_MAX;
}

/** `nf_conntrack_buckets`: as many as entries by default (since Linux 5.15), and at least 1,024. */
export function flowTableBuckets(maxEntries: number): number {
  return maxEntries === Infinity ? CONNTRACK_MAX : Math.max(1024, maxEntries);
}

/** Kernel sockets of a process: `fs.nr_open` descriptors and `net.core.somaxconn` waiting connections. */
const SOCKET_LIMITS = { fileDescriptors: 1_048_576, backlog: 4096 } as const;

/** The burst is that of netfilter's `limit` match. */
export const ADMISSION: Admission = { ratePerSec: Infinity, burst: 5, retryAfterSec: 0, refusal: 'reset' };

/** One core of nginx 1.22 with RSA-2048: 1,151 full handshakes a second, 3,745 resumed ones. */
export const HANDSHAKE: HandshakeWork = {
  queue: 'process',
  workers: 1,
  times: 'constant',
  abandonedCost: 1,
  resumed: 0,
  resumedCost: 0.3,
};

const NO_LIMITS: Limits = {
  admission: ADMISSION,
  maxConnections: Infinity,
  fileDescriptors: Infinity,
  reservedDescriptors: 0,
  memoryBytes: Infinity,
  memoryPerConnectionBytes: 0,
  maxTimeWait: Infinity,
  backlog: Infinity,
  synBacklog: Infinity,
  abortOnOverflow: false,
  acceptsPerSec: Infinity,
  handshakesPerSec: Infinity,
  handshake: HANDSHAKE,
  idleTimeoutSec: Infinity,
  maxAgeSec: Infinity,
  maxAgeSpread: 0,
};

/** A conntrack entry of 256 B and its hash bucket of 8 B. */
const CONNTRACK_ENTRY_BYTES = 264;
/** An idle TCP socket with descriptor and epoll entry: the sum of its slab objects on Linux 6.18. */
const SOCKET_BYTES = 3712;
/** HAProxy: two 16 kB buffers and the session; and the kernel's sockets on both sides. */
const PROXY_CONNECTION_BYTES = 33_000 + 2 * SOCKET_BYTES;

export function hopLimits(mode: HopMode): Limits {
  switch (mode) {
    case 'snat':
    case 'dnat':
    case 'dsr':
      return { ...NO_LIMITS, memoryPerConnectionBytes: CONNTRACK_ENTRY_BYTES };
    case 'proxy':
      return { ...NO_LIMITS, ...SOCKET_LIMITS, memoryPerConnectionBytes: PROXY_CONNECTION_BYTES };
    case 'router':
      return NO_LIMITS;
  }
}

export const BACKEND_LIMITS: Limits = {
  ...NO_LIMITS,
  ...SOCKET_LIMITS,
  memoryPerConnectionBytes: SOCKET_BYTES,
};

/** Names of the hops of a path, given and made up; a hop that cannot be read (null) has none of its own. */
export function hopNames(
  hops: readonly ({
    readonly name?: string | undefined;
    readonly preset?: string | undefined;
    readonly mode?: string | undefined;
  } | null)[],
): string[] {
  return defaultNames(
    hops.map((hop) => hop?.name),
    hops.map((hop) => hop?.preset ?? hop?.mode ?? ''),
  );
}

export function populationNames(
  clients: readonly ({ readonly name?: string | undefined } | null)[],
): string[] {
  return defaultNames(
    clients.map((client) => client?.name),
    clients.map(() => CLIENTS_NAME),
  );
}

/** Names of hops (or populations) that have none: `snat`, or `snat-2` where that is the second hop's. */
function defaultNames(names: readonly (string | undefined)[], stems: readonly string[]): string[] {
  const taken = new Set(names.filter((name) => name !== undefined));
  return names.map((name, i) => {
    if (name !== undefined) return name;
    const stem = stems[i] ?? '';
    let free = stem;
    for (let n = i + 1; taken.has(free); n += 1) free = `${stem}-${n}`;
    taken.add(free);
    return free;
  });
}
