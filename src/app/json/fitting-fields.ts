/** Which fields mean something beside what is written around them: the rules between fields, for what is offered. */
import { limitsOfMode, rewritesSource } from '../../scenario/checks/check-path.ts';
import { EVENT, hopNames, sourceDefaults } from '../../scenario/defaults.ts';
import { isPlainObject, valueAt } from '../../scenario/plain-value.ts';
import { modeWith, presetField } from '../../scenario/presets/library.ts';
import { mayHaveRing } from '../../scenario/ring.ts';
import type { HopMode } from '../../scenario/scenario.ts';

type Written = Readonly<Record<string, unknown>>;

interface FitRule {
  /** Objects that it is about, by their path with `*` for an index. */
  readonly place: string;
  /** False for a field that the parser would refuse there, or that would change nothing. */
  readonly fits: (name: string, owner: Written, root: unknown, path: readonly string[]) => boolean;
}

const word = (owner: Written, name: string): string | undefined => {
  const value = owner[name];
  return typeof value === 'string' ? value : undefined;
};

/** Null while neither a mode nor a preset is written. */
function modeOf(hop: Written): HopMode | null {
  const mode = word(hop, 'mode');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an unknown mode has no rule of its own
  return modeWith(mode as HopMode | undefined, word(hop, 'preset')) ?? null;
}

/** The object that is so many levels above the place. */
const above = (root: unknown, path: readonly string[], levels: number): Written => {
  const value = valueAt(root, path.slice(0, path.length - levels));
  return isPlainObject(value) ? value : {};
};

/** The mode of the hop that a place belongs to; undefined elsewhere, and while none is written. */
export function modeAt(path: readonly string[], root: unknown): HopMode | undefined {
  const hop = path[0] === 'path' ? valueAt(root, path.slice(0, 2)) : undefined;
  return (isPlainObject(hop) ? modeOf(hop) : null) ?? undefined;
}

function fitsHop(name: string, hop: Written): boolean {
  const mode = modeOf(hop);
  if (mode === null) return true;
  const preset = word(hop, 'preset');
  const isGateway =
    typeof hop.gateway === 'boolean'
      ? hop.gateway
      : preset !== undefined && presetField(preset, 'gateway')?.value === true;
  switch (name) {
    case 'snat':
      return rewritesSource(mode);
    case 'gateway':
      return mode === 'snat' || mode === 'router';
    case 'retries':
    case 'workers':
      return mode === 'proxy';
    case 'limits':
      return mode !== 'router';
    case 'balance':
      return !isGateway;
    case 'ring':
      return mayHaveRing(word(hop, 'balance'));
    default:
      return true;
  }
}

function fitsSource(name: string, snat: Written, root: unknown, path: readonly string[]): boolean {
  const mode = modeOf(above(root, path, 1));
  const selection = word(snat, 'selection') ?? (mode === null ? undefined : sourceDefaults(mode)?.selection);
  switch (name) {
    case 'blockSize':
    case 'blockReuse':
    case 'maxPortsPerClient':
      return word(snat, 'scope') === 'client-block';
    case 'takeOver':
    case 'preservePort':
      return selection === undefined || selection === 'netfilter';
    default:
      return true;
  }
}

function fitsLimits(name: string, _: Written, root: unknown, path: readonly string[]): boolean {
  const mode = modeOf(above(root, path, 1));
  return mode === null || limitsOfMode(mode).includes(name);
}

const WITHOUT_BASE: ReadonlySet<string> = new Set(['none', 'immediate']);
const WITHOUT_CAP: ReadonlySet<string> = new Set([...WITHOUT_BASE, 'fixed', 'window']);

function fitsReconnect(name: string, reconnect: Written, root: unknown, path: readonly string[]): boolean {
  const isOpen = valueAt(root, [...path.slice(0, 2), 'arrivals', 'pattern']) === 'poisson';
  const policy = word(reconnect, 'policy') ?? (isOpen ? 'none' : 'full-jitter');
  if (name === 'base') return !WITHOUT_BASE.has(policy);
  if (name === 'cap') return !WITHOUT_CAP.has(policy);
  return name !== 'maxAttempts' || policy !== 'none';
}

/** The limits of servers stand in a change as they do in the servers, those of a hop in blocks. */
function fitsSet(name: string, _: Written, root: unknown, path: readonly string[]): boolean {
  const target = word(above(root, path, 1), 'target') ?? EVENT.target;
  const isBlock = name === 'limits' || name === 'flowTable' || name === 'snat';
  if (target === EVENT.target) return !isBlock;
  const hop = hopNamed(root, target);
  return isBlock && (hop === null || fitsHop(name, hop));
}

function hopNamed(root: unknown, name: string): Written | null {
  const hop = valueAt(root, ['path', hopNames(partsOf(root, 'path')).indexOf(name)]);
  return isPlainObject(hop) ? hop : null;
}

/** The names, presets and modes that the parts of a list give. */
export function partsOf(root: unknown, list: 'clients' | 'path') {
  const parts = valueAt(root, [list]);
  return (Array.isArray(parts) ? parts : []).map((part: unknown) => {
    const written = isPlainObject(part) ? part : {};
    return { name: word(written, 'name'), preset: word(written, 'preset'), mode: word(written, 'mode') };
  });
}

function fitsSetLimits(name: string, _: Written, root: unknown, path: readonly string[]): boolean {
  const hop = hopNamed(root, word(above(root, path, 2), 'target') ?? '');
  const mode = hop === null ? null : modeOf(hop);
  return mode === null || limitsOfMode(mode).includes(name);
}

function fitsClient(name: string, client: Written): boolean {
  if (name === 'reuseAddress') return word(client, 'bind') === 'explicit';
  if (name === 'ring') return mayHaveRing(word(client, 'balance') ?? 'random');
  return name !== 'addresses' || client.addressesOf === undefined;
}

const RULES: readonly FitRule[] = [
  { place: 'clients.*', fits: fitsClient },
  { place: 'clients.*.reconnect', fits: fitsReconnect },
  { place: 'path.*', fits: fitsHop },
  { place: 'path.*.snat', fits: fitsSource },
  { place: 'path.*.limits', fits: fitsLimits },
  { place: 'events.*.set', fits: fitsSet },
  { place: 'events.*.set.limits', fits: fitsSetLimits },
];

/** `["path", "0", "snat"]` -> `path.*.snat`. */
export function patternOf(path: readonly string[]): string {
  return path.map((key) => (/^\d+$/.test(key) ? '*' : key)).join('.');
}

/** Whether a field of that name means something in the object at the path. */
export function fitsAt(path: readonly string[], name: string, root: unknown): boolean {
  const owner = valueAt(root, path);
  const place = patternOf(path);
  const written = isPlainObject(owner) ? owner : {};
  return RULES.every((rule) => rule.place !== place || rule.fits(name, written, root, path));
}
