import { describe, expect, it } from 'vitest';
import { changes } from '../../../../test/support/file-of-changes.ts';
import { getField } from '../../../scenario/edit.ts';
import { examples } from '../../../scenario/examples.ts';
import { fieldDoc, fieldDocs } from '../../../scenario/field-docs/field-docs.ts';
import type { ScenarioFile } from '../../../scenario/file-format.ts';
import { parsePortSpan } from '../../../scenario/ports.ts';
import { STRATEGIES, withStrategy } from '../../../scenario/strategies.ts';
import { fileValue } from '../../../scenario/units.ts';
import { createDocumentStore, DocumentEditor, type DocumentState } from '../../state/document-store.ts';
import { type FieldSpec, fieldsOf, flagValue, type QuantitySpec } from '../field-spec.ts';
import { rangeOfSize, sizeOf } from '../port-range.ts';
import { stepValue } from '../slider-scale.ts';
import { changesOf } from '../use-field.ts';
import { costFields } from './planning-fields.ts';
import { keyFields, railGroups } from './rail-fields.ts';
import { settingsGroups } from './settings-groups.ts';

const files: readonly (readonly [string, ScenarioFile])[] = examples.flatMap(({ id, file }) =>
  STRATEGIES.map((strategy) => [`${id} as ${strategy}`, withStrategy(file, strategy)] as const),
);
const openArrivals: ScenarioFile = {
  fivetuple: 1,
  clients: [{ count: 100, arrivals: { pattern: 'poisson', rate: 100 } }],
  path: [{ mode: 'snat', snat: { scope: 'client-block', blockSize: 128 } }],
  backends: { count: 2 },
};
const rateProfile: ScenarioFile = {
  ...openArrivals,
  clients: [
    {
      count: 100,
      arrivals: {
        pattern: 'poisson',
        profile: [
          { at: 0, rate: 1 },
          { at: '1m', rate: 9 },
        ],
      },
    },
  ],
};
/** A population on the hosts of another, behind a gateway whose table is full of corner cases, and a firewall. */
const gateways: ScenarioFile = {
  fivetuple: 1,
  clients: [
    { name: 'web', count: 20, addresses: 10, bind: 'explicit', session: { heartbeat: '1m' } },
    { name: 'jobs', count: 10, addressesOf: 'web', session: { messages: { rate: 1 } } },
  ],
  path: [
    { mode: 'router', flowTable: { loose: false } },
    { mode: 'snat', gateway: true },
  ],
  backends: { count: 2 },
};
/** A proxy and servers whose handshakes are work, some of it for who resumes a session; answers of the DNS are kept. */
const handshakes: ScenarioFile = {
  fivetuple: 1,
  clients: [{ count: 10, dns: { ttl: '60s', resolvers: 2 } }],
  path: [{ mode: 'proxy', limits: { handshakesPerSecond: 100, handshake: { resumed: 0.5 } } }],
  backends: { count: 2, handshakesPerSecond: 100, handshake: { resumed: '50%' } },
};
/** A proxy and servers that close old connections. */
const ageLimits: ScenarioFile = {
  fivetuple: 1,
  clients: [{ count: 10 }],
  path: [{ mode: 'proxy', limits: { maxAge: '1h' } }],
  backends: { count: 2, maxAge: '30m' },
};
/** Rate limits on new connections, at a hop and at the servers. */
const admission: ScenarioFile = {
  ...openArrivals,
  path: [{ mode: 'dnat', limits: { admission: { rate: 50, burst: 20 } } }],
  backends: { count: 2, admission: { rate: 10, burst: 30, retryAfter: '5s' } },
};
/** Rings: that of a consistent hash, and one that a rule draws through. */
const rings: ScenarioFile = {
  ...gateways,
  clients: [{ count: 10, balance: 'consistent-hash' }],
  path: [{ mode: 'dnat', balance: 'power-of-two', ring: { points: 16, pick: 'nearest' } }],
};
/** One event of each kind, on all that can be a target. */
const timeline: ScenarioFile = {
  fivetuple: 1,
  duration: '1h',
  clients: [{ count: 10 }],
  path: [
    { name: 'edge', mode: 'snat', instances: 3 },
    { name: 'alone', mode: 'dnat' },
    { name: 'ingress', mode: 'proxy', workers: { count: 2, memory: '100MiB' } },
  ],
  backends: { count: 6 },
  events: [
    { at: '1m', action: 'scale-out', instances: 2 },
    { at: '20m', action: 'restart', batch: 2, every: '1m', drain: '10s' },
    { at: '30m', action: 'crash', target: 'edge', instances: 2, down: 'forever' },
    { at: '30m', action: 'crash', target: 'alone', down: '0s' },
    { at: '40m', action: 'scale-in', drain: '1m' },
    { at: '45m', action: 'reload', target: 'ingress', every: '5m', times: 2, shutdownTimeout: '4m' },
    { at: '50m', action: 'disconnect', target: 'clients', share: 0.3 },
    { at: '45m', action: 'crash', silent: true },
    { at: '50m', action: 'failover', target: 'edge', mirrored: true },
    { at: '55m', action: 'link-cut' },
  ],
};
const everyFile = [
  ...files,
  ['open arrivals with port blocks', openArrivals] as const,
  ['a rate profile', rateProfile] as const,
  ['gateways', gateways] as const,
  ['age limits', ageLimits] as const,
  ['handshakes', handshakes] as const,
  ['admission', admission] as const,
  ['rings', rings] as const,
  ['a timeline', timeline] as const,
  ['changes', changes] as const,
];

const stateOf = (file: ScenarioFile): DocumentState => createDocumentStore(file).getState();
const everyField = (state: DocumentState): FieldSpec[] =>
  [...railGroups(state), ...settingsGroups(state)].flatMap(fieldsOf).concat(keyFields(state), costFields);

/** Other values that a person could choose, as they would be written into the file. */
function otherValues(spec: FieldSpec, state: DocumentState): unknown[] {
  switch (spec.control) {
    case 'choice':
      return spec.options.map(({ value }) => value).filter((value) => value !== spec.read(state));
    case 'flag':
      return [flagValue(spec, !spec.read(state))];
    case 'text':
      return ['8080, 9000-9002'];
    case 'ports': {
      const span = parsePortSpan(spec.read(state));
      const { first, last } = rangeOfSize((span.ok ? sizeOf(span.value) : 0) - 200);
      return [`${first}-${last}`];
    }
    case 'quantity':
      return otherNumbers(spec, spec.read(state)).map((value) => fileValue(spec.kind, value));
  }
}

function otherNumbers({ kind, slider }: QuantitySpec, value: number | null): number[] {
  if (kind === 'share') return [0.01];
  if (value === null || value === Infinity) return [5_000_000, 30];
  return slider === undefined
    ? [value + 1]
    : [stepValue(slider, value, 1), stepValue(slider, value, -1)].filter((other) => other !== value);
}

describe.each(everyFile)('controls of %s', (_, file) => {
  const state = stateOf(file);

  it('stand for documented fields and can be read', () => {
    for (const spec of everyField(state)) {
      expect(fieldDoc(spec.path), spec.path).toBeDefined();
      expect(spec.read(state), spec.path).not.toBeUndefined();
    }
  });

  it('have labels of their own within their group, and paths of their own within a view', () => {
    for (const group of [...railGroups(state), ...settingsGroups(state)]) {
      const labels = fieldsOf(group).map(({ label }) => label);
      expect(labels).toEqual([...new Set(labels)]);
    }
    const rail = railGroups(state).flatMap(({ fields }) => fields.map(({ path }) => path));
    expect(new Set(rail).size).toBe(rail.length);
    expect(keyFields(state)).toHaveLength(4);
  });

  it('change the scenario: none is dead', () => {
    for (const spec of everyField(state)) {
      const accepted = otherValues(spec, state).flatMap((value) => {
        const editor = new DocumentEditor(createDocumentStore(file), () => 0);
        const errors = editor.setFields(changesOf(spec, value, state));
        return errors.length === 0 ? [spec.read(editor.store.getState())] : [];
      });
      expect(accepted, spec.path).not.toEqual([]);
      expect(accepted, spec.path).not.toContain(spec.read(state));
    }
  });
});

describe('fields that go along', () => {
  it('keep one address a client, and the target at every client', () => {
    const [, file] = files[0]!;
    const state = stateOf(file);
    const clients = keyFields(state)[0]!;
    const editor = new DocumentEditor(createDocumentStore(file), () => 0);
    editor.setFields(changesOf(clients, 250_000, state));
    const { scenario } = editor.store.getState();
    expect(scenario.clients[0]).toMatchObject({ count: 250_000, addresses: 250_000 });
    expect(scenario.targets.concurrent).toBe(250_000);
  });

  it('leave a number of addresses alone that is not one a client', () => {
    const file = { ...files[0]![1], clients: [{ count: 1000, addresses: 10 }], targets: { concurrent: 500 } };
    const state = stateOf(file);
    const editor = new DocumentEditor(createDocumentStore(file), () => 0);
    editor.setFields(changesOf(keyFields(state)[0]!, 2000, state));
    expect(editor.store.getState().scenario).toMatchObject({
      clients: [{ count: 2000, addresses: 10 }],
      targets: { concurrent: 500 },
    });
  });

  it('drop the block size with the blocks', () => {
    const state = stateOf(openArrivals);
    const scope = everyField(state).find(({ path }) => path.endsWith('.scope'))!;
    const editor = new DocumentEditor(createDocumentStore(openArrivals), () => 0);
    expect(editor.setFields(changesOf(scope, 'destination', state))).toEqual([]);
    expect(getField(editor.file(), 'path.0.snat.blockSize')).toBeUndefined();
  });
});

/** The file after the control at `path` was set, or reset with undefined; refused where it is not valid. */
function after(file: ScenarioFile, path: string, value: unknown): ScenarioFile {
  const state = stateOf(file);
  const spec = everyField(state).find((each) => each.path === path);
  if (spec === undefined) throw new Error(`no control for ${path}`);
  const editor = new DocumentEditor(createDocumentStore(file), () => 0);
  expect(editor.setFields(changesOf(spec, value, state)), path).toEqual([]);
  return editor.file();
}

describe('controls that decide what others mean', () => {
  it('drop what a gateway cannot have', () => {
    const balancer: ScenarioFile = {
      ...gateways,
      path: [{ mode: 'snat', balance: 'random', limits: { handshakesPerSecond: 100 } }],
    };
    expect(after(balancer, 'path.0.gateway', true).path).toEqual([{ mode: 'snat', gateway: true }]);
    const preset: ScenarioFile = {
      ...gateways,
      path: [{ preset: 'aws-nat-gateway', gateway: false, balance: 'random' }],
    };
    expect(after(preset, 'path.0.gateway', undefined).path).toEqual([{ preset: 'aws-nat-gateway' }]);
  });

  it('drop what was said of another action', () => {
    const [, restart, crash] = timeline.events!;
    const changed = after(timeline, 'events.1.action', 'crash');
    expect(changed.events?.[1]).toEqual({ at: '20m', action: 'crash' });
    expect(after(changed, 'events.1.down', 'forever').events?.[1]).toHaveProperty('down', 'forever');
    expect([restart?.action, after(timeline, 'events.2.action', 'restart').events?.[2]]).toEqual([
      'restart',
      { at: '30m', action: 'restart', target: crash?.target },
    ]);
  });

  it('begin a change with something that it changes, where there is something', () => {
    const crash = after(timeline, 'events.2.action', 'change');
    expect(crash.events?.[2]).toEqual({
      at: '30m',
      action: 'change',
      target: 'edge',
      set: { limits: { maxConnections: 10_000 } },
    });
    expect(after(crash, 'events.2.action', 'restart').events?.[2]).not.toHaveProperty('set');
    const actions = everyField(stateOf(changes)).find(({ path }) => path === 'events.5.action');
    expect(actions?.control === 'choice' && actions.options.map(({ value }) => value)).not.toContain(
      'change',
    );
  });

  it('offer as targets of an event those that have enough instances', () => {
    const groups = settingsGroups(stateOf(timeline)).filter(({ title }) => title.startsWith('Event'));
    const targets = groups.map(({ fields }) => {
      const spec = fields.find(({ path }) => path.endsWith('.target'));
      return spec?.control === 'choice' ? spec.options.map(({ value }) => value) : [];
    });
    expect(targets).toEqual([
      ['edge', 'backends'],
      ['edge', 'backends'],
      ['edge', 'backends'],
      ['edge', 'alone', 'ingress', 'backends'],
      ['edge', 'backends'],
      [],
      ['clients', 'edge', 'alone', 'ingress', 'backends'],
      ['edge', 'alone', 'ingress', 'backends'],
      ['edge', 'alone', 'ingress'],
      ['clients', 'edge', 'alone', 'ingress', 'backends'],
    ]);
  });

  it('drop what only netfilter does with the port of a sender', () => {
    const file: ScenarioFile = {
      ...gateways,
      path: [{ mode: 'snat', snat: { preservePort: true, takeOver: false } }],
    };
    const random = after(file, 'path.0.snat.selection', 'random');
    expect(random.path).toEqual([{ mode: 'snat', snat: { selection: 'random' } }]);
    expect(everyField(stateOf(random)).map(({ path }) => path)).not.toContain('path.0.snat.preservePort');
  });

  it('drop the ports of a client with the blocks, and SO_REUSEADDR with the program’s own ports', () => {
    const blocks: ScenarioFile = {
      ...openArrivals,
      path: [{ mode: 'snat', snat: { scope: 'client-block', maxPortsPerClient: 512 } }],
    };
    expect(after(blocks, 'path.0.snat.scope', 'destination').path).toEqual([
      { mode: 'snat', snat: { scope: 'destination' } },
    ]);
    const reuse = after(gateways, 'clients.0.reuseAddress', true);
    expect(after(reuse, 'clients.0.bind', 'early').clients[0]).not.toHaveProperty('reuseAddress');
  });

  it('keep a router a firewall until it is told otherwise', () => {
    const firewall = after({ ...gateways, path: [{ mode: 'router' }] }, 'path.0.flowTable', {});
    expect(firewall.path).toEqual([{ mode: 'router', flowTable: {} }]);
    const small = after(firewall, 'path.0.flowTable.max', 1000);
    expect(after(small, 'path.0.flowTable.max', undefined).path).toEqual(firewall.path);
    expect(after(small, 'path.0.flowTable', undefined).path).toEqual([{ mode: 'router' }]);
  });

  it('drop the burst and the answer with the rate of admission', () => {
    for (const none of [undefined, 'unlimited'])
      expect(after(admission, 'backends.admission.rate', none).backends).not.toHaveProperty('admission');
    const slower = after(admission, 'backends.admission.rate', 5).backends;
    expect(slower.admission).toEqual({ rate: 5, burst: 30, retryAfter: '5s' });
  });

  it('leave the number of addresses to the hosts', () => {
    const twice: ScenarioFile = {
      ...gateways,
      clients: [
        { name: 'web', count: 20, addresses: 10 },
        { name: 'jobs', count: 20, addresses: 10, addressesOf: 'web' },
      ],
    };
    expect(after(twice, 'clients.0.addresses', 5).clients[1]).toEqual({
      name: 'jobs',
      count: 20,
      addressesOf: 'web',
    });
    const apart: ScenarioFile = {
      ...gateways,
      clients: [
        { name: 'web', count: 20 },
        { name: 'jobs', count: 20, addresses: 3 },
        { name: 'logs', count: 20, addressesOf: 'jobs' },
      ],
    };
    const shared = after(apart, 'clients.1.addressesOf', 'web');
    expect(shared.clients.map(({ addressesOf, addresses }) => [addressesOf, addresses])).toEqual([
      [undefined, undefined],
      ['web', undefined],
      ['web', undefined],
    ]);
    expect(after(shared, 'clients.2.addressesOf', '').clients[2]).toEqual({ name: 'logs', count: 20 });
  });
});

/** Fields that are edited in the JSON, and why. */
const JSON_ONLY: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^fivetuple$/, 'the version of the format, of which there is one'],
  [/^clients\.\*\.arrivals\.pattern$/, 'decides which other fields may be given at all'],
  [/^clients\.\*\.arrivals\.profile\./, 'points of a curve'],
  [/^clients\.\*\.session\.lifetime\.distribution$/, 'decides which figures fix the law'],
  [/^clients\.\*\.session\.lifetime\.(mu|sigma|shape|scale|alpha|min)$/, 'parameters of one law each'],
  [/^clients\.\*\.session\.lifetime\.(phases|quantiles|histogram)\./, 'points of a law'],
  [/^path\.\*\.mode$/, 'the strategy switch and the presets choose it with all that goes along'],
  [/^backends\.maxTimeWait$/, 'no TIME_WAIT of a server is modelled, so nothing is bounded'],
];

describe('the format', () => {
  const single = fieldDocs.filter(({ kind }) =>
    ['duration', 'bytes', 'rate', 'count', 'share', 'choice', 'flag'].includes(kind),
  );
  const lifetimes = [
    { distribution: 'deterministic', value: '1m' },
    { distribution: 'lognormal', median: '1m', p95: '2m' },
    { distribution: 'exponential', mean: '1m' },
    { distribution: 'exponential', p99: '1m' },
  ] as const;
  const states = [
    ...everyFile.map(([, file]) => file),
    ...lifetimes.map(
      (lifetime): ScenarioFile => ({
        ...openArrivals,
        clients: [{ count: 1, session: { lifetime } }],
      }),
    ),
  ].map(stateOf);
  const withControl = new Set(
    states.flatMap((state) => [
      ...everyField(state).map(({ path }) => fieldDoc(path)?.path),
      ...settingsGroups(state).flatMap(({ preset }) =>
        preset === undefined ? [] : [fieldDoc(`${preset.place}.preset`)?.path],
      ),
    ]),
  );

  it('has a control for each single value, or a reason why not', () => {
    const without = single.filter(({ path }) => !withControl.has(path)).map(({ path }) => path);
    expect(without.filter((path) => !JSON_ONLY.some(([pattern]) => pattern.test(path)))).toEqual([]);
    const reasons = JSON_ONLY.filter(([pattern]) => !without.some((path) => pattern.test(path)));
    expect(reasons, 'reasons without a field').toEqual([]);
  });
});
