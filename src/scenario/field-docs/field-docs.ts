/** The one source of what is said about each field: the JSON Schema and the app's help read it. */

import type { HopMode } from '../scenario.ts';
import { uncertainFieldDocs } from '../uncertain.ts';
import type { FieldDoc, FieldValue } from './field-doc.ts';
import { clientFieldDocs } from './field-docs-clients.ts';
import { backendFieldDocs, pathFieldDocs } from './field-docs-path.ts';
import { planningFieldDocs } from './field-docs-planning.ts';

const topFieldDocs: readonly FieldDoc[] = [
  { path: '$schema', kind: 'text', what: 'Address of the JSON Schema, for editors.' },
  { path: 'fivetuple', kind: 'count', what: 'Version of the file format: 1.' },
  {
    path: 'name',
    kind: 'text',
    what: 'The question that the scenario answers.',
    default: 'Untitled scenario',
  },
  { path: 'description', kind: 'text', what: 'What it shows and what to watch.' },
  {
    path: 'seed',
    kind: 'count',
    what: 'Start of the random streams: the same seed gives the same run to the last bit.',
    default: 1,
  },
  { path: 'duration', kind: 'duration', what: 'Simulated time.', default: '1h' },
  {
    path: 'sampleEvery',
    kind: 'duration',
    what: 'Distance between two samples of the series; an even step with at most 3,600 samples unless given.',
  },
  {
    path: 'warmUp',
    kind: 'duration',
    what: 'Start of the steady state that blocking is measured in; "auto" finds it in the series.',
    default: 'auto',
  },
];

const eventFieldDocs: readonly FieldDoc[] = [
  { path: 'events', kind: 'list', what: 'Operations on the timeline.', default: [] },
  { path: 'events.*.at', kind: 'duration', what: 'When it begins; before the end of the run.' },
  {
    path: 'events.*.action',
    kind: 'choice',
    what: '"restart": instances go away and come back, a batch at a time; "crash": the first ones go away at once; "failover": a standby takes over from a hop; "link-cut": no packet passes in front of the target; "scale-out": more join; "scale-in": the last ones drain and leave for good; "disconnect": a share of the connections of a population, or of those through a stage, is closed at once; "change": fields of the target have other values from then on; "reload": a proxy starts new worker processes, and the old ones keep the connections that they have.',
  },
  {
    path: 'events.*.target',
    kind: 'text',
    what: '"backends" or the name of a hop; of a link-cut or a disconnect also the name of a population.',
    default: 'backends',
  },
  {
    path: 'events.*.instances',
    kind: 'count',
    what: 'Crash, failover: how many are met, the first ones. Scale-out, scale-in: how many join or leave; the number of instances of the target is the most that there ever are. Change: how many have the other values, the first ones; all unless given.',
    default: 1,
  },
  { path: 'events.*.batch', kind: 'count', what: 'Instances that restart at a time.', default: 1 },
  {
    path: 'events.*.every',
    kind: 'duration',
    what: 'Distance between two batches, or between two reloads.',
    default: '30s',
  },
  {
    path: 'events.*.drain',
    kind: 'duration',
    what: 'Time during which an instance takes no new connection and its old ones are closed evenly.',
    default: '0s',
  },
  { path: 'events.*.times', kind: 'count', what: 'Reload: how often, `every` apart.', default: 1 },
  {
    path: 'events.*.shutdownTimeout',
    kind: 'duration',
    what: 'Reload: how long old worker processes live at most; then what is left on them is reset. "forever": until their last connection is gone.',
    realName: 'worker_shutdown_timeout (nginx; 240s in ingress-nginx), hard-stop-after (HAProxy)',
    default: 'forever',
    source: 'https://nginx.org/en/docs/ngx_core_module.html#worker_shutdown_timeout',
  },
  {
    path: 'events.*.share',
    kind: 'share',
    what: 'Disconnect: part of the established connections that is closed, drawn at random. The clients close those of a population (an office whose network goes, a carrier that moves its users), the stage those through a hop or the backends.',
    default: 1,
  },
  {
    path: 'events.*.grace',
    kind: 'duration',
    what: 'Restart: the first part of the drain, in which nothing is closed. As long as the drain: what is left then is cut at once.',
    realName: 'terminationGracePeriodSeconds of a server that does not close',
    default: '0s',
  },
  {
    path: 'events.*.minReady',
    kind: 'duration',
    what: 'Restart: how long a batch is back before the next one begins, if that is later than the distance says; unless given no batch waits for the one before.',
    realName: 'minReadySeconds (Kubernetes)',
  },
  {
    path: 'events.*.surge',
    kind: 'count',
    what: 'Restart: so many instances more are there while it lasts, the last ones of the target. They join before the first batch begins, and leave with a drain when the last one is back.',
    realName: 'maxSurge (Kubernetes)',
    default: 0,
  },
  {
    path: 'events.*.down',
    kind: 'duration',
    what: 'Time for which an instance is away after its last connection was cut; after a crash also "forever". Failover: time until the standby answers, 1s unless given.',
    default: '10s',
  },
  {
    path: 'events.*.silent',
    kind: 'flag',
    what: 'Crash: nobody is told and nobody answers, as after a power cut; otherwise every connection is reset.',
    default: false,
  },
  {
    path: 'events.*.detectedAfter',
    kind: 'duration',
    what: 'Crash: time until the health checks of hops see it and choose others, or "never"; 10s after a silent one, else 0s.',
    realName: 'health check interval x failures until down',
  },
  {
    path: 'events.*.mirrored',
    kind: 'share',
    what: 'Failover: whether the standby knows the connections, or the share of them that it knows.',
    realName: 'conntrackd, connection mirroring, session synchronisation',
    default: false,
  },
];

/** What a change can set, in the blocks of a hop; of the backends the limits stand without a block. */
const SET_LIMITS = [
  'admission',
  'admission.rate',
  'admission.burst',
  'maxConnections',
  'fileDescriptors',
  'memory',
  'backlog',
  'acceptsPerSecond',
  'handshakesPerSecond',
  'idleTimeout',
];
const SET_BLOCKS = [
  'flowTable',
  'flowTable.max',
  'flowTable.established',
  'flowTable.timeWait',
  'snat',
  'snat.addresses',
];

/** The fields of a change say what those of the hop or of the backends say; what is not set stays. */
const setFieldDocs: readonly FieldDoc[] = [
  {
    path: 'events.*.set',
    kind: 'object',
    what: 'Change: the new values, as they stand in the hop ({"limits": {"maxConnections": 20000}}) or in the backends ({"maxConnections": 20000}). What is open, leased or held already stays as it is: beyond a lower limit nothing new comes until there is room.',
  },
  { path: 'events.*.set.limits', kind: 'object', what: 'Limits of each instance of a hop.' },
  ...SET_LIMITS.flatMap((name) => [
    setDoc(`path.*.limits.${name}`, `limits.${name}`),
    setDoc(`backends.${name}`, name),
  ]),
  ...SET_BLOCKS.map((name) => setDoc(`path.*.${name}`, name)),
  {
    path: 'events.*.for',
    kind: 'duration',
    what: 'Link-cut: how long no packet passes, 30s unless given. Change: after this time the values are again what they were; for good unless given.',
  },
  {
    path: 'events.*.cut',
    kind: 'flag',
    what: 'Change of snat.addresses: connections with an address that is taken away are reset; unless given they live on.',
  },
];

function setDoc(of: string, name: string): FieldDoc {
  const { kind, what, realName } = [...pathFieldDocs, ...backendFieldDocs].find(({ path }) => path === of)!;
  return { path: `events.*.set.${name}`, kind, what, ...(realName === undefined ? {} : { realName }) };
}

const resultFieldDocs: readonly FieldDoc[] = [
  ...uncertainFieldDocs,
  {
    path: 'results',
    kind: 'any',
    what: 'Results of a run that was exported with the file; ignored on import.',
  },
];

/** In the order of the file. */
export const fieldDocs: readonly FieldDoc[] = [
  ...topFieldDocs,
  ...clientFieldDocs,
  ...pathFieldDocs,
  ...backendFieldDocs,
  ...eventFieldDocs,
  ...setFieldDocs,
  ...planningFieldDocs,
  ...resultFieldDocs,
];

const byPath = new Map(fieldDocs.map((doc) => [doc.path, doc]));

/** What is said about the field at a path such as `path.0.snat.ports` (or `path.*.snat.ports`). */
export function fieldDoc(path: string): FieldDoc | undefined {
  return byPath.get(path.replaceAll(/(?<=\.)\d+(?=\.|$)/g, '*'));
}

/** The default of a field as it would stand in the file; `mode` is that of the hop the field belongs to. */
export function fieldDefault(path: string, mode?: HopMode): FieldValue | undefined {
  const doc = fieldDoc(path);
  return mode === undefined ? doc?.default : (doc?.defaultByMode?.[mode] ?? doc?.default);
}

/** One paragraph for a description: what it is, its real name, its default and where that comes from. */
export function fieldDescription(doc: FieldDoc): string {
  const parts = [doc.what];
  if (doc.realName !== undefined) parts.push(`On real systems: ${doc.realName}.`);
  if (doc.default !== undefined) parts.push(`Default: ${JSON.stringify(doc.default)}.`);
  if (doc.defaultByMode !== undefined) parts.push(`Default: ${defaultsByMode(doc.defaultByMode)}.`);
  if (doc.source !== undefined) parts.push(`Source: ${doc.source}.`);
  return parts.join(' ');
}

/** `"round-robin" (snat, dnat), "source-hash" (router)`. */
function defaultsByMode(byMode: NonNullable<FieldDoc['defaultByMode']>): string {
  const modes = new Map<string, string[]>();
  for (const [mode, value] of Object.entries(byMode)) {
    const text = JSON.stringify(value);
    modes.set(text, [...(modes.get(text) ?? []), mode]);
  }
  return [...modes].map(([text, names]) => `${text} (${names.join(', ')})`).join(', ');
}
