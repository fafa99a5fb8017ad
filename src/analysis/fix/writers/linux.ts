/** Any Linux host: sysctl, systemd, addresses of an interface. Proxies and balancers that run on one fall back to these. */
import { formatBytes, formatCount } from '../../wording/format-quantity.ts';
import type { FixPlace } from '../fix-place.ts';
import { placeholderAddress, placeholderRange } from '../placeholder-addresses.ts';
import type { SnippetText } from '../snippet.ts';
import { nftFile } from './nftables.ts';
import { lines, PLACEHOLDERS, type Writers, wholeSeconds } from './writer.ts';

const IP_SYSCTL = 'https://docs.kernel.org/networking/ip-sysctl.html';
const CT_SYSCTL = 'https://docs.kernel.org/networking/nf_conntrack-sysctl.html';
const FS_SYSCTL = 'https://docs.kernel.org/admin-guide/sysctl/fs.html';
const NET_SYSCTL = 'https://docs.kernel.org/admin-guide/sysctl/net.html';

/** Key, value, and a remark above it. */
type Setting = readonly [key: string, value: number | string, remark?: string];

export function sysctlSnippet(
  title: string,
  settings: readonly (Setting | null)[],
  source: string,
  caveats: readonly string[] = [],
): SnippetText[] {
  const present = settings.filter((setting) => setting !== null);
  if (present.length === 0) return [];
  return [
    {
      title,
      syntax: 'sysctl',
      language: 'ini',
      code: lines(
        ...present.flatMap(([key, value, remark]) => [
          remark === undefined ? null : `# ${remark}`,
          `${key} = ${value}`,
        ]),
      ),
      whereItGoes: '/etc/sysctl.d/90-connections.conf; then: sysctl --system',
      caveats: ['Takes effect at once; no connection is lost.', ...caveats],
      source,
    },
  ];
}

/** The range that connect() and bind() choose from, and what is left out of it. */
function portRangeSnippet({ hop, clients, isChanged }: FixPlace): SnippetText[] {
  const range = clients?.ports ?? hop?.source?.ports;
  if (range === undefined) return [];
  const { first, last, reserved } = range;
  const reservedChanged = isChanged('reservedPorts', 'snat.reservedPorts');
  const settings: (Setting | null)[] = [
    isChanged('ports', 'snat.ports') ? ['net.ipv4.ip_local_port_range', `${first} ${last}`] : null,
    reservedChanged ? ['net.ipv4.ip_local_reserved_ports', portRanges(reserved)] : null,
  ];
  return sysctlSnippet('Range of local ports', settings, `${IP_SYSCTL} (ip_local_port_range)`, [
    first < 32768
      ? `Ports from ${first} on may be those of listeners on the host: put these into net.ipv4.ip_local_reserved_ports.`
      : 'Where listeners use ports of the range, put these into net.ipv4.ip_local_reserved_ports.',
    ...(first % 2 === last % 2
      ? ['Linux prefers ends of different parity, and logs a warning otherwise.']
      : []),
  ]);
}

/** `1-3,7`: as ip_local_reserved_ports takes them. */
function portRanges(ports: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const port of ports) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === port - 1) run[1] = port;
    else runs.push([port, port]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

/** Addresses that a host has to own before a program can use them as sources. */
function addressesSnippet(count: number): SnippetText {
  const range = placeholderRange('source', count);
  const code =
    count === 1
      ? lines(`ip address add ${range}/32 dev eth0`)
      : lines(`# ${count} addresses, ${range}.`, ...addressLoop(count));
  return {
    title: 'Source addresses on the interface',
    syntax: 'iproute2',
    language: 'shell',
    code,
    whereItGoes:
      'Run as root; keep it in netplan, systemd-networkd or your image, as it is gone after a restart',
    caveats: [
      PLACEHOLDERS,
      'The network has to route these addresses to the host.',
      'No connection is lost.',
    ],
    source: 'ip-address(8)',
  };
}

/** The addresses of a proxy's pool, where their number changes. */
export function poolAddressSnippets({ hop, isChanged }: FixPlace): SnippetText[] {
  return isChanged('snat.addresses') && hop?.source != null ? [addressesSnippet(hop.source.addresses)] : [];
}

/** What the host of a proxy needs for its pool: the range of ports and the addresses. */
export function proxyPoolSnippets(place: FixPlace): SnippetText[] {
  return [...portRangeSnippet(place), ...poolAddressSnippets(place)];
}

function addressLoop(count: number): string[] {
  const first = placeholderAddress('source', 0, count).split('.');
  const last = placeholderAddress('source', count - 1, count).split('.');
  const net = first.slice(0, 3).join('.');
  if (net === last.slice(0, 3).join('.'))
    return [
      `for host in $(seq ${first[3]} ${last[3]}); do`,
      `  ip address add "${net}.$host/32" dev eth0`,
      'done',
    ];
  // AnyIP: one route makes a whole net local, which a hundred thousand addresses would take minutes for.
  const bits = prefixFor(count);
  return [`ip route add local ${first.slice(0, 2).join('.')}.0.0/${bits} dev lo`];
}

/** The longest prefix that holds so many addresses and the two at its ends. */
function prefixFor(count: number): number {
  let bits = 32;
  for (let size = 1; size < count + 2; size *= 2) bits -= 1;
  return bits;
}

const CONNTRACK_ENTRY_BYTES = 256;
const BUCKET_BYTES = 8;

function flowTableSnippets({ hop, isChanged }: FixPlace): SnippetText[] {
  if (hop === null) return [];
  const { maxEntries, buckets, establishedSec, timeWaitSec, closeSec, closeWaitSec, unrepliedSec, loose } =
    hop.flowTable;
  const timer = (field: string, name: string, sec: number): Setting | null =>
    isChanged(`flowTable.${field}`) && sec !== Infinity
      ? [`net.netfilter.nf_conntrack_tcp_timeout_${name}`, wholeSeconds(sec)]
      : null;
  const resized = isChanged('flowTable.max') && maxEntries !== Infinity;
  // One bucket an entry, as the kernel does by itself.
  const size = isChanged('flowTable.buckets') || !resized ? buckets : maxEntries;
  const settings: (Setting | null)[] = [
    resized ? ['net.netfilter.nf_conntrack_max', maxEntries] : null,
    resized || isChanged('flowTable.buckets')
      ? [
          'net.netfilter.nf_conntrack_buckets',
          size,
          'Buckets of the hash, one an entry: long chains cost CPU.',
        ]
      : null,
    timer('established', 'established', establishedSec),
    timer('timeWait', 'time_wait', timeWaitSec),
    timer('close', 'close', closeSec),
    timer('closeWait', 'close_wait', closeWaitSec),
    timer('unreplied', 'syn_sent', unrepliedSec),
    isChanged('flowTable.loose') ? ['net.netfilter.nf_conntrack_tcp_loose', loose ? 1 : 0] : null,
  ];
  const memory = formatBytes(maxEntries * CONNTRACK_ENTRY_BYTES + size * BUCKET_BYTES);
  return [
    ...sysctlSnippet('Connection tracking', settings, CT_SYSCTL, [
      ...(resized ? [`A full table takes ${memory} of kernel memory.`] : []),
      'The keys exist once the module nf_conntrack is loaded: list it in /etc/modules-load.d, so that they are set at boot.',
      ...(settings.some((setting) => setting?.[0].includes('timeout') === true)
        ? ['A flow takes the new timeout with its next packet.']
        : []),
    ]),
    ...(isChanged('flowTable.invalid') ? [invalidRule(hop.flowTable.invalid === 'drop')] : []),
  ];
}

function invalidRule(drops: boolean): SnippetText {
  return {
    title: drops ? 'Packets without an entry are dropped' : 'Packets without an entry go through',
    syntax: 'nftables',
    language: 'nft',
    code: drops
      ? lines(
          'table inet invalid_packets {',
          '\tchain forward {',
          '\t\ttype filter hook forward priority filter - 10; policy accept;',
          '\t\tct state invalid drop',
          '\t}',
          '}',
        )
      : lines('table inet invalid_packets', 'delete table inet invalid_packets'),
    whereItGoes: nftFile('invalid-packets'),
    caveats: drops
      ? ['A client whose entry is gone then gets silence in place of a reset, and finds out minutes later.']
      : ['Look for other rules with "ct state invalid drop" in your ruleset.'],
    source: 'nft(8), ct state',
  };
}

const NR_OPEN_DEFAULT = 1_048_576;

export function descriptorSnippets({ limits, slug }: FixPlace): SnippetText[] {
  const descriptors = limits?.fileDescriptors ?? Infinity;
  if (descriptors === Infinity) return [];
  return [
    {
      title: 'Descriptors of the service',
      syntax: 'systemd',
      language: 'ini',
      code: lines('[Service]', `LimitNOFILE=${descriptors}`),
      whereItGoes: `/etc/systemd/system/${slug}.service.d/limits.conf (put the name of your unit); then: systemctl daemon-reload && systemctl restart ${slug}`,
      caveats: [
        'The limit is read when the process starts: a restart cuts its connections, so drain it first.',
      ],
      source: 'systemd.exec(5), LimitNOFILE; getrlimit(2)',
    },
    ...(descriptors > NR_OPEN_DEFAULT
      ? sysctlSnippet(
          'Ceiling of descriptors',
          [
            ['fs.nr_open', descriptors, 'What a process may ask for; before the unit is restarted.'],
            ['fs.file-max', descriptors * 2, 'All processes together.'],
          ],
          `${FS_SYSCTL} (nr_open)`,
        )
      : []),
  ];
}

/** The kernel's side of a backlog; the program has to give as much to listen(). */
function backlogSnippets({ limits, isChanged, name }: FixPlace): SnippetText[] {
  if (limits === null) return [];
  const { backlog, synBacklog, abortOnOverflow } = limits;
  const settings: (Setting | null)[] = [
    isChanged('limits.backlog', 'backlog') && backlog !== Infinity
      ? ['net.core.somaxconn', Math.max(1, backlog)]
      : null,
    isChanged('limits.synBacklog', 'synBacklog') && synBacklog !== Infinity
      ? ['net.ipv4.tcp_max_syn_backlog', synBacklog]
      : null,
    isChanged('limits.synBacklog', 'synBacklog')
      ? ['net.ipv4.tcp_syncookies', synBacklog === Infinity ? 1 : 0]
      : null,
    isChanged('limits.abortOnOverflow', 'abortOnOverflow')
      ? ['net.ipv4.tcp_abort_on_overflow', abortOnOverflow ? 1 : 0]
      : null,
  ];
  return sysctlSnippet(
    `Queues of listeners at ${name}`,
    settings,
    `${NET_SYSCTL} (somaxconn); ${IP_SYSCTL}`,
    isChanged('limits.backlog', 'backlog')
      ? [
          `The program has to give ${formatCount(backlog)} to listen() too, and to listen anew: the smaller of the two counts.`,
        ]
      : [],
  );
}

/** The backlog of a proxy: what it gives to listen(), by its own snippet, and the kernel's side. */
export function proxyBacklogSnippets(
  place: FixPlace,
  ofListener: (backlog: number) => SnippetText,
): SnippetText[] {
  if (place.hop?.mode !== 'proxy') return [];
  const backlog = place.limits?.backlog ?? Infinity;
  const listener =
    place.isChanged('limits.backlog') && backlog !== Infinity ? [ofListener(Math.max(1, backlog))] : [];
  return [...listener, ...backlogSnippets(place)];
}

function memorySnippets({ limits, slug }: FixPlace): SnippetText[] {
  const bytes = limits?.memoryBytes ?? Infinity;
  if (bytes === Infinity) return [];
  const mebibytes = Math.ceil(bytes / 2 ** 20);
  return [
    {
      title: 'Memory of the service',
      syntax: 'systemd',
      language: 'ini',
      code: lines('[Service]', `MemoryMax=${mebibytes}M`),
      whereItGoes: `/etc/systemd/system/${slug}.service.d/limits.conf (put the name of your unit); then: systemctl daemon-reload`,
      caveats: [
        `The machine has to have it: ${formatBytes(bytes)} and what the system itself needs.`,
        'A running unit takes it at once with: systemctl set-property. No connection is lost.',
      ],
      source: 'systemd.resource-control(5), MemoryMax',
    },
  ];
}

/** Linux keeps the delay within 0 to 60,000 ms. */
const MOST_REUSE_DELAY_SEC = 60;

function reuseSettings(reuseSec: number): Setting[] {
  if (reuseSec === Infinity) return [['net.ipv4.tcp_tw_reuse', 0]];
  return [
    ['net.ipv4.tcp_tw_reuse', 1, 'For outgoing connections with timestamps.'],
    ...(reuseSec === 1 || reuseSec > MOST_REUSE_DELAY_SEC
      ? []
      : [
          [
            'net.ipv4.tcp_tw_reuse_delay',
            Math.round(reuseSec * 1000),
            'Milliseconds; Linux 6.14 and later.',
          ] as const,
        ]),
  ];
}

function holdSnippets({ hop, group }: FixPlace): SnippetText[] {
  if (hop?.source == null || group !== 'hold') return [];
  const { holdSec } = hop.source;
  if (hop.mode === 'proxy')
    return sysctlSnippet(
      'Ports in TIME_WAIT are used again',
      holdSec < MOST_REUSE_DELAY_SEC ? reuseSettings(holdSec) : [['net.ipv4.tcp_tw_reuse', 0]],
      `${IP_SYSCTL} (tcp_tw_reuse)`,
      [
        'TIME_WAIT itself stays 60 s; what changes is after how long its port is taken for the same destination. Both ends need TCP timestamps.',
      ],
    );
  return sysctlSnippet(
    'Entries of closed connections',
    [['net.netfilter.nf_conntrack_tcp_timeout_time_wait', wholeSeconds(holdSec)]],
    CT_SYSCTL,
    ['A port that is free too early can meet packets of the connection before: keep 30 s or more.'],
  );
}

export const linuxWriters: Writers = {
  'client-ports': (place) => [
    ...portRangeSnippet(place),
    ...(place.isChanged('timeWaitReuse') && place.clients !== null
      ? sysctlSnippet(
          'Ports in TIME_WAIT are used again',
          reuseSettings(place.clients.timeWaitReuseSec),
          `${IP_SYSCTL} (tcp_tw_reuse)`,
        )
      : []),
  ],
  'client-addresses': ({ clients }) => (clients === null ? [] : [addressesSnippet(clients.addresses)]),
  syn: ({ clients, isChanged }) =>
    clients === null
      ? []
      : sysctlSnippet(
          'SYN retransmissions of the client hosts',
          [
            isChanged('syn.retries') ? ['net.ipv4.tcp_syn_retries', clients.syn.retries] : null,
            isChanged('syn.linearTimeouts')
              ? ['net.ipv4.tcp_syn_linear_timeouts', clients.syn.linearTimeouts, 'Linux 6.5 and later.']
              : null,
          ],
          IP_SYSCTL,
          ['For new connections.'],
        ),
  'proxy-pool': proxyPoolSnippets,
  hold: holdSnippets,
  'flow-table': flowTableSnippets,
  descriptors: descriptorSnippets,
  memory: memorySnippets,
  backlog: backlogSnippets,
  'time-wait-buckets': ({ limits, clients }) => {
    const most = clients?.maxTimeWait ?? limits?.maxTimeWait ?? Infinity;
    return most === Infinity
      ? []
      : sysctlSnippet('Sockets in TIME_WAIT', [['net.ipv4.tcp_max_tw_buckets', most]], IP_SYSCTL, [
          'Beyond it a closed socket is gone at once, with a line in the kernel log: fewer protect memory and not connections.',
        ]);
  },
};
