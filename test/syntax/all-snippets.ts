/** Scenarios and changes that together bring out every snippet there is, small and large. */
import { fixFor } from '../../src/analysis/fix/fix.ts';
import type { Snippet, Syntax } from '../../src/analysis/fix/snippet.ts';
import type { FieldChange } from '../../src/scenario/field-change.ts';
import type { ClientFile, HopFile, ScenarioFile } from '../../src/scenario/file-format.ts';

function file(
  hop: HopFile,
  client: ClientFile = {},
  backends: Partial<ScenarioFile['backends']> = {},
): ScenarioFile {
  return {
    fivetuple: 1,
    clients: [{ name: 'Mobile apps (EU)', count: 1000, ...client }],
    path: [{ name: 'edge-1', ...hop }],
    backends: { name: 'web servers', count: 3, ...backends },
    events: [
      { action: 'restart', at: '5m', drain: '10s' },
      ...(hop.mode === 'proxy' ? [{ action: 'reload' as const, at: '6m', target: 'edge-1' }] : []),
    ],
  };
}

type Changes = Readonly<Record<string, unknown>>;

const changesOf = (changes: Changes): FieldChange[] =>
  Object.entries(changes).map(([path, to]) => ({ path, to }));

const limits = (owner: string): Changes => ({
  [`${owner}.admission`]: { rate: 300, burst: 40, retryAfter: '5s' },
  [`${owner}.maxConnections`]: 90_000,
  [`${owner}.fileDescriptors`]: 2_000_000,
  [`${owner}.memory`]: '24GiB',
  [`${owner}.maxTimeWait`]: 500_000,
  [`${owner}.backlog`]: 16_384,
  [`${owner}.synBacklog`]: 8192,
  [`${owner}.abortOnOverflow`]: true,
  [`${owner}.acceptsPerSecond`]: 20_000,
  [`${owner}.handshakesPerSecond`]: 5000,
  [`${owner}.handshake.resumed`]: 0.5,
  [`${owner}.handshake.workers`]: 6,
  [`${owner}.idleTimeout`]: '90s',
  [`${owner}.maxAge`]: '30m',
  [`${owner}.maxAgeSpread`]: 0.2,
});

/** A limit is changed field by field, as a planner does it. */
function fieldByField(changes: Changes): Changes {
  return Object.fromEntries(
    Object.entries(changes).flatMap(([path, to]) =>
      path.endsWith('.admission') && typeof to === 'object' && to !== null
        ? Object.entries(to).map(([name, value]) => [`${path}.${name}`, value])
        : [[path, to]],
    ),
  );
}

const flowTable: Changes = {
  'path.0.flowTable.max': 1_048_576,
  'path.0.flowTable.established': '30m',
  'path.0.flowTable.timeWait': '30s',
  'path.0.flowTable.close': '5s',
  'path.0.flowTable.closeWait': '20s',
  'path.0.flowTable.unreplied': '15s',
  'path.0.flowTable.buckets': 2_097_152,
  'path.0.flowTable.loose': false,
  'path.0.flowTable.invalid': 'drop',
};

const POOL_SIZES = [1, 2, 5, 60, 300, 3000];
const POOL_CHOICES = ['source-hash', 'source-destination-hash', 'round-robin', 'random', 'least-used'];
const BALANCES = [
  'round-robin',
  'random',
  'least-connections',
  'power-of-two',
  'source-hash',
  'consistent-hash',
  'maglev',
];
const POLICIES = [
  'none',
  'immediate',
  'fixed',
  'exponential',
  'full-jitter',
  'equal-jitter',
  'decorrelated-jitter',
  'window',
];

interface Case {
  readonly file: ScenarioFile;
  readonly changes: Changes;
}

const SNAT: HopFile = { mode: 'snat', snat: { ports: '1024-1100' } };
const PROXY: HopFile = { mode: 'proxy', snat: { ports: '32768-60999' } };

function poolCases(): Case[] {
  const pools = POOL_SIZES.flatMap((addresses, i) => [
    {
      file: file(SNAT, {}, { count: 1 + i, ports: i % 2 === 0 ? [443] : [443, 8443] }),
      changes: {
        'path.0.snat.addresses': addresses,
        'path.0.snat.choose': POOL_CHOICES[i % POOL_CHOICES.length],
        'path.0.snat.ports': '10000-65535',
      },
    },
    {
      file: file(PROXY, {}, { count: 1 + 9 * i, addresses: 1 + (i % 3), weights: undefined }),
      changes: {
        'path.0.snat.addresses': addresses,
        ...(i % 2 === 0 ? { 'path.0.snat.ports': '1024-65535' } : {}),
      },
    },
  ]);
  const choices = POOL_CHOICES.map((choose) => ({
    file: file({
      mode: 'snat',
      snat: { addresses: 4, choose: choose === 'random' ? 'round-robin' : 'random' },
    }),
    changes: { 'path.0.snat.choose': choose, 'path.0.snat.preservePort': false },
  }));
  const reserved = [SNAT, PROXY].map((hop) => ({
    file: file(hop),
    changes: { 'path.0.snat.reservedPorts': [1030, 1031, 40_000] },
  }));
  const blocks = [
    { 'path.0.snat.blockSize': 256, 'path.0.snat.addresses': 4 },
    { 'path.0.snat.blockSize': 64, 'path.0.snat.maxPortsPerClient': 4096 },
  ].flatMap((changes) =>
    ['', 'gcp-cloud-nat-static', 'gcp-cloud-nat-dynamic', 'azure-load-balancer-outbound-rule'].map(
      (preset) => ({
        file: file(
          {
            ...(preset === '' ? { mode: 'snat' } : { preset }),
            snat: {
              scope: 'client-block',
              addresses: 2,
              ...(preset === 'gcp-cloud-nat-dynamic' ? { maxPortsPerClient: 1024 } : {}),
            },
          },
          { addresses: 200 },
        ),
        changes: preset.startsWith('azure')
          ? { 'path.0.snat.blockSize': 128, 'path.0.snat.addresses': 3 }
          : changes,
      }),
    ),
  );
  const clouds = ['aws-nat-gateway', 'aws-nlb-snat', 'azure-nat-gateway', 'f5-snat', 'linux-masquerade'].map(
    (preset) => ({
      file: file({ preset }),
      changes: {
        'path.0.snat.addresses': 3,
        'path.0.snat.hold': '5s',
        'path.0.flowTable.established': '20m',
      },
    }),
  );
  return [...pools, ...choices, ...reserved, ...blocks, ...clouds];
}

function hopCases(): Case[] {
  const modes = (['snat', 'dnat', 'dsr', 'router'] as const).map((mode) => ({
    file: file({ mode, ...(mode === 'router' ? { flowTable: { max: 1000 } } : {}) }),
    changes: {
      ...flowTable,
      ...(mode === 'router'
        ? {}
        : { 'path.0.limits.maxConnections': 4000, 'path.0.limits.admission.rate': 0.5 }),
    },
  }));
  const kinds = ['kube-proxy', 'cilium', 'ipvs-nat', 'ipvs-dr', 'linux-conntrack', 'aws-security-group'].map(
    (preset) => ({
      file: file({
        preset,
        mode: preset === 'ipvs-dr' ? 'dsr' : preset === 'cilium' ? 'snat' : 'dnat',
      }),
      changes: { 'path.0.flowTable.max': 700_000, 'path.0.flowTable.established': '40m' },
    }),
  );
  const wider = [1, 3, 60].flatMap((addresses) => [
    {
      file: file(PROXY),
      changes: {
        'path.0.listen.addresses': addresses + 1,
        'path.0.listen.ports': [443, 8443],
        'path.0.retries': 3,
        'path.0.workers.count': 8,
        'path.0.snat.scope': 'source',
        'path.0.snat.hold': '1s',
        'path.0.instances': 1 + addresses,
        'path.0.autoscale': undefined,
      },
    },
    {
      file: file({ ...PROXY, snat: { scope: 'source' } }),
      changes: { 'path.0.snat.scope': 'destination', 'path.0.snat.hold': '5s' },
    },
  ]);
  const ways = [1, 3, 60].flatMap((count) => [
    {
      file: file(SNAT, {}, { count, ports: [443, 444] }),
      changes: { 'path.0': { name: 'edge', mode: 'dnat', listen: { addresses: 2 } } },
    },
    ...(['dnat', 'dsr'] as const).map((mode) => ({
      file: file(
        { mode: mode === 'dnat' ? 'dsr' : 'dnat', listen: { addresses: count, ports: [443, 8443] } },
        {},
        { count, ports: [443, 8443] },
      ),
      changes: { 'path.0.mode': mode },
    })),
  ]);
  return [...modes, ...kinds, ...wider, ...ways];
}

function otherCases(): Case[] {
  const all = ['backends', 'path.0.limits'].map((owner) => ({
    file: file(PROXY),
    changes: fieldByField(limits(owner)),
  }));
  const balances = BALANCES.flatMap((balance) =>
    (['proxy', 'dsr'] as const).map((mode) => ({
      file: file({ mode, balance: balance === 'random' ? 'maglev' : 'random' }, {}, { count: 4 }),
      changes: {
        'path.0.balance': balance,
        'backends.ports': [443, 444, 445],
        'backends.addresses': 2,
        'backends.weights': [1, 2, 1, 0.5],
      },
    })),
  );
  const policies = POLICIES.flatMap((policy, i) => ({
    file: file(SNAT, { reconnect: { policy: policy === 'fixed' ? 'window' : 'fixed' } }),
    changes: {
      'clients.0.reconnect.policy': policy,
      'clients.0.reconnect.base': '3s',
      'clients.0.reconnect.cap': '2m',
      ...(i % 2 === 0 ? { 'clients.0.reconnect.maxAttempts': 6 } : {}),
    },
  }));
  const clients = [1, 20, 2000].map((addresses, i) => ({
    file: file(SNAT, {
      bind: 'early',
      count: 5000,
      addresses: addresses + 1,
      ...(i === 1 ? { preset: 'windows-host' } : {}),
    }),
    changes: {
      'clients.0.ports': i === 0 ? '1024-65535' : '20000-40001',
      'clients.0.reservedPorts': [30_000, 30_001, 30_005],
      'clients.0.timeWaitReuse': i === 0 ? '1s' : '5s',
      'clients.0.maxTimeWait': 65_536,
      'clients.0.bind': 'late',
      'clients.0.addresses': addresses,
      'clients.0.connectTimeout': '4s',
      'clients.0.syn.retries': 3,
      'clients.0.syn.linearTimeouts': 0,
      'clients.0.session.heartbeat': '20s',
      'clients.0.session.heartbeatTimeout': '10s',
    },
  }));
  const growth: Case[] = [
    {
      file: file(PROXY),
      changes: {
        'backends.count': 6,
        'backends.autoscale.target': 5000,
        'backends.autoscale.min': 2,
        'backends.autoscale.drain': '1m',
        'backends.autoscale.stabilization': '10m',
        'path.0.instances': 4,
        'path.0.autoscale.target': 9000,
        'path.0.autoscale.min': 2,
        'path.0.autoscale.drain': '1m',
        'path.0.autoscale.stabilization': '1m',
        'events.0.grace': '20s',
        'events.0.drain': '5m',
        'events.0.minReady': '20s',
        'events.1.shutdownTimeout': '10m',
      },
    },
    { file: file(SNAT), changes: { 'events.0.drain': '90s', 'events.0.surge': 1 } },
    { file: file(SNAT), changes: { 'events.0.drain': '90s', 'events.0.batch': 2 } },
  ];
  return [...all, ...balances, ...policies, ...clients, ...growth];
}

/** Every option of every step, whether it fits or not; many have the same text. */
export function everySnippet(): readonly Snippet[] {
  const cases = [...poolCases(), ...hopCases(), ...otherCases()];
  return cases.flatMap((each) =>
    fixFor(each.file, changesOf(each.changes)).steps.flatMap(({ options }) =>
      options.flatMap(({ snippets }) => snippets),
    ),
  );
}

/** Each text once. */
export function allSnippets(): readonly Snippet[] {
  return [
    ...new Map(everySnippet().map((snippet) => [`${snippet.syntax} ${snippet.code}`, snippet])).values(),
  ];
}

export const inSyntax = (snippets: readonly Snippet[], syntax: Syntax): readonly Snippet[] =>
  snippets.filter((snippet) => snippet.syntax === syntax);
