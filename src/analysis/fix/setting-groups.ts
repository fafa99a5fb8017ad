/** Which settings belong together, and which fields of a scenario are no settings at all. */
import type { FieldChange } from '../../scenario/field-change.ts';
import type { HopMode } from '../../scenario/scenario.ts';

/** Fields that are set in the same lines of a configuration. */
export const GROUP_TITLES = {
  'client-ports': 'Ports of the client hosts',
  'client-addresses': 'Addresses of the client hosts',
  'connect-timeout': 'Connect timeout of the clients',
  syn: 'SYN retransmissions',
  reconnect: 'Reconnect policy of the clients',
  heartbeat: 'Heartbeats',
  'nat-pool': 'Source addresses and ports of the NAT',
  'proxy-pool': 'Source addresses and ports of the proxy',
  scope: 'Ports used again toward each destination',
  hold: 'Hold of closed ports',
  'flow-table': 'Flow table',
  strategy: 'Way of the packets',
  instances: 'Number of instances',
  autoscale: 'Autoscaling',
  listen: 'Addresses and ports that are listened on',
  'backend-endpoints': 'Addresses and ports of the servers',
  balance: 'Balancing',
  retries: 'Retries toward the servers',
  workers: 'Worker processes',
  admission: 'Limit on new connections',
  'max-connections': 'Connections that are allowed',
  descriptors: 'File descriptors',
  memory: 'Memory',
  backlog: 'Queues of the listener',
  'time-wait-buckets': 'Sockets in TIME_WAIT',
  accepts: 'Accepts a second',
  handshakes: 'TLS handshakes',
  'idle-timeout': 'Idle timeout',
  'max-age': 'Greatest age of a connection',
  drain: 'Drain and rollout',
  reload: 'End of old proxy workers',
} as const;
export type SettingGroup = keyof typeof GROUP_TITLES;

const LIMITS: Readonly<Record<string, SettingGroup>> = {
  'admission.rate': 'admission',
  'admission.burst': 'admission',
  'admission.retryAfter': 'admission',
  'admission.refusal': 'admission',
  maxConnections: 'max-connections',
  fileDescriptors: 'descriptors',
  memory: 'memory',
  maxTimeWait: 'time-wait-buckets',
  backlog: 'backlog',
  synBacklog: 'backlog',
  abortOnOverflow: 'backlog',
  acceptsPerSecond: 'accepts',
  handshakesPerSecond: 'handshakes',
  'handshake.resumed': 'handshakes',
  'handshake.workers': 'handshakes',
  idleTimeout: 'idle-timeout',
  maxAge: 'max-age',
  maxAgeSpread: 'max-age',
};

const CLIENT: Readonly<Record<string, SettingGroup>> = {
  ports: 'client-ports',
  reservedPorts: 'client-ports',
  timeWaitReuse: 'client-ports',
  maxTimeWait: 'time-wait-buckets',
  bind: 'scope',
  reuseAddress: 'scope',
  addresses: 'client-addresses',
  connectTimeout: 'connect-timeout',
  'syn.linearTimeouts': 'syn',
  'syn.retries': 'syn',
  'session.heartbeat': 'heartbeat',
  'session.heartbeatTimeout': 'heartbeat',
  'reconnect.policy': 'reconnect',
  'reconnect.base': 'reconnect',
  'reconnect.cap': 'reconnect',
  'reconnect.maxAttempts': 'reconnect',
};

const POOL = [
  'addresses',
  'ports',
  'reservedPorts',
  'selection',
  'choose',
  'preservePort',
  'blockSize',
  'blockReuse',
  'maxPortsPerClient',
];
const FLOW_TABLE = [
  'max',
  'established',
  'timeWait',
  'close',
  'closeWait',
  'unreplied',
  'buckets',
  'loose',
  'invalid',
];
const AUTOSCALE = ['min', 'target', 'stabilization', 'drain'];

const HOP: Readonly<Record<string, SettingGroup>> = {
  mode: 'strategy',
  instances: 'instances',
  'listen.addresses': 'listen',
  'listen.ports': 'listen',
  balance: 'balance',
  retries: 'retries',
  'workers.count': 'workers',
  'snat.scope': 'scope',
  'snat.hold': 'hold',
  ...every(FLOW_TABLE, 'flowTable', 'flow-table'),
  ...every(AUTOSCALE, 'autoscale', 'autoscale'),
  ...Object.fromEntries(Object.entries(LIMITS).map(([name, group]) => [`limits.${name}`, group])),
};

/** Of these a server has no setting outside of its own program. */
const { idleTimeout: _, acceptsPerSecond: __, ...LIMITS_OF_SERVERS } = LIMITS;

const BACKENDS: Readonly<Record<string, SettingGroup>> = {
  ...LIMITS_OF_SERVERS,
  count: 'instances',
  addresses: 'backend-endpoints',
  ports: 'backend-endpoints',
  weights: 'balance',
  ...every(AUTOSCALE, 'autoscale', 'autoscale'),
};

const EVENT: Readonly<Record<string, SettingGroup>> = {
  batch: 'drain',
  drain: 'drain',
  grace: 'drain',
  minReady: 'drain',
  surge: 'drain',
  shutdownTimeout: 'reload',
};

function every(names: readonly string[], owner: string, group: SettingGroup): Record<string, SettingGroup> {
  return Object.fromEntries(names.map((name) => [`${owner}.${name}`, group]));
}

export interface PlacedField {
  /** `clients.0`, `path.1`, `backends`, `events.2`; the field itself at the top of the file. */
  readonly station: string;
  /** Within the station, as in `snat.addresses`. */
  readonly field: string;
}

export function placeOfField(path: string): PlacedField {
  const [, station = path, field = ''] = /^((?:clients|path|events)\.\d+|backends)\.(.+)$/.exec(path) ?? [];
  return { station, field };
}

/** The group that a field belongs to; null where nobody can set it. */
export function groupOf(path: string, mode: HopMode | undefined): SettingGroup | null {
  const { station, field } = placeOfField(path);
  if (station.startsWith('clients.')) return own(CLIENT, field);
  if (station.startsWith('path.')) {
    if (POOL.some((name) => field === `snat.${name}`)) return mode === 'proxy' ? 'proxy-pool' : 'nat-pool';
    return own(HOP, field);
  }
  if (station.startsWith('events.')) return own(EVENT, field);
  return station === 'backends' ? own(BACKENDS, field) : null;
}

const own = (table: Readonly<Record<string, SettingGroup>>, field: string): SettingGroup | null =>
  Object.hasOwn(table, field) ? (table[field] ?? null) : null;

const QUESTION = 'it is what is asked, or how it is simulated, and not a setting of a system';
const TRAFFIC = 'it is how clients behave, and not a setting';
const TEST = 'it is an event of the scenario, and not a setting';
const KERNEL = 'it is built into the kernel or the product';
const PROGRAM = 'it is a property of the program: measure it, or change the program';

/** Why a field has no group: the first of these that its path begins with, from the place on. */
const REASONS: readonly (readonly [start: RegExp, reason: string])[] = [
  [/^clients\.\d+\.(timeWait|abandons)$/, KERNEL],
  [
    /^clients\.\d+\.dns\./,
    'the TTL stands in the zone of the name, in as many forms as there are DNS servers',
  ],
  [/^clients\.\d+\.(balance|ring)/, 'how clients choose is their program'],
  [/^clients\./, TRAFFIC],
  [/^path\.\d+\.snat\.takeOver$/, 'it comes with the version of the kernel (Linux 6.7)'],
  [/^path\.\d+\.flowTable\.earlyDrop$/, KERNEL],
  [/^path\.\d+\.(ring)/, 'the points of a ring are written in as many forms as there are balancers'],
  [/^path\.\d+\.(gateway)$/, 'it is where the hop stands in the network'],
  [/^backends\.(idleTimeout|acceptsPerSecond)$/, 'it is a setting of the server’s own program or library'],
  [/memoryPerConnection$|reservedDescriptors$|^path\.\d+\.workers\.memory$/, PROGRAM],
  [/handshake\.(queue|times|abandonedCost|resumedCost)$/, PROGRAM],
  [
    /autoscale\.(every|ready)$/,
    'it is an option of the controller, or the time that an instance takes to start',
  ],
  [/^(path\.\d+|backends)\.(name|preset)$/, 'it is a name; what a preset sets is another product'],
  [/^path$/, 'the path as a whole is another architecture: write its hops one by one'],
  [/^events\./, TEST],
];

/** Why nobody can write down a change of the field. */
export function reasonForNone(path: string): string {
  return REASONS.find(([start]) => start.test(path))?.[1] ?? QUESTION;
}

export interface PlacedGroup {
  readonly group: SettingGroup;
  readonly station: string;
  readonly changes: readonly FieldChange[];
}
