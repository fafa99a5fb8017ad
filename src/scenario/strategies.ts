/** The strategy switch: one scenario with its balancing hop exchanged, everything around it kept. */
import { limitsOfMode } from './checks/check-path.ts';
import { hopNames, populationNames } from './defaults.ts';
import type { HopFile, ScenarioFile } from './file-format.ts';
import { isPlainObject } from './plain-value.ts';
import { modeWith, presetById } from './presets/library.ts';
import type { HopMode } from './scenario.ts';
import { parseCount } from './units.ts';

export const STRATEGIES = ['snat', 'snat-pool', 'dnat', 'dsr', 'proxy', 'direct'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** A SNAT pool has two addresses unless the file already had more. */
const POOL_ADDRESSES = 2;

/** The strategy of the first hop that balances; null when the path consists of routers only. */
export function strategyOf(file: ScenarioFile): Strategy | null {
  const hops = hopsOfFile(file);
  const hop = hops[balancingIndex(hops)];
  if (hop === undefined) return hops.length === 0 ? 'direct' : null;
  const mode = modeOf(hop);
  if (mode === 'router') return null;
  return mode === 'snat' && sourceAddresses(hop) > 1 ? 'snat-pool' : mode;
}

/**
 * The file with its first balancing hop replaced by `strategy`. Name, instances, listen and balance stay; of the rest
 * what means the same in the new mode (a flow table among `snat`, `dnat` and `dsr`; limits that the mode has). The
 * source ports of `snat` and of `proxy` are different things (netfilter's range, the ephemeral range), so they are not
 * taken over from one to the other. A preset stays where it is one for the new mode. `direct` empties the path and
 * drops the events of its hops.
 *
 * `remembered` is a file that had the wanted strategy before: its settings for that mode come back.
 */
export function withStrategy(
  file: ScenarioFile,
  strategy: Strategy,
  remembered?: ScenarioFile,
): ScenarioFile {
  if (strategyOf(file) === strategy) return file;
  if (strategy === 'direct') return withPath(file, []);
  const hops = hopsOfFile(file);
  const index = balancingIndex(hops);
  const old = hops[index] ?? rememberedHop(remembered) ?? { name: 'edge', mode: 'dnat' };
  const hop = inStrategy(old, strategy, rememberedHop(remembered));
  const path = index < 0 ? [...hops, hop] : hops.with(index, hop);
  return withPath(file, path);
}

/** A hop under another strategy, with what its settings mean there; `before` is a hop to remember settings from. */
export function inStrategy(old: HopFile, strategy: Exclude<Strategy, 'direct'>, before?: HopFile): HopFile {
  const mode: HopMode = strategy === 'snat-pool' ? 'snat' : strategy;
  const last = before !== undefined && modeOf(before) === mode ? before : undefined;
  const { name, instances, listen, balance, ring } = old;
  const preset = fitsMode(old.preset, mode) ? old.preset : last?.preset;
  const hop: HopFile = { name, preset, mode, instances, listen, balance, ring };
  if (mode === 'snat') {
    const snat = (modeOf(old) === 'snat' ? old.snat : undefined) ?? last?.snat;
    const addresses = strategy === 'snat' ? 1 : poolAddresses(old, last);
    hop.snat = { ...snat, addresses: Math.min(addresses, mostAddresses(preset)) };
  } else if (mode === 'proxy') {
    hop.snat = last?.snat;
    hop.workers = (modeOf(old) === 'proxy' ? old.workers : undefined) ?? last?.workers;
  }
  hop.flowTable = keepsFlowTable(modeOf(old)) && keepsFlowTable(mode) ? old.flowTable : last?.flowTable;
  hop.limits = limitsIn(mode, old, last);
  const gateway =
    (mode === 'snat' ? old.gateway : undefined) ?? (mode === 'snat' ? last?.gateway : undefined);
  if (gateway !== undefined) hop.gateway = gateway;
  return withoutUndefined(asGateway(hop));
}

/** The hop without what a gateway cannot have, if it is one by its own words or its preset's. */
export function asGateway(hop: HopFile): HopFile {
  const isGateway = hop.gateway ?? presetSetsGateway(hop.preset);
  if (!isGateway) return hop;
  const { balance: _, ring: ___, ...rest } = hop;
  if (rest.limits?.handshakesPerSecond === undefined) return rest;
  const { handshakesPerSecond: __, ...limits } = rest.limits;
  return { ...rest, limits };
}

function presetSetsGateway(preset: string | undefined): boolean {
  const field =
    preset === undefined ? undefined : presetById(preset)?.fields.find(({ path }) => path === 'gateway');
  return field !== undefined && 'value' in field && field.value === true;
}

/** The mode of a hop of a valid file. */
export function modeOf({ mode, preset }: HopFile): HopMode {
  const found = modeWith(mode, preset);
  if (found === undefined) throw new TypeError('a hop has neither a mode nor a preset');
  return found;
}

function fitsMode(preset: string | undefined, mode: HopMode): boolean {
  return preset !== undefined && presetById(preset)?.modes.includes(mode) === true;
}

/** The most source addresses that the product of a preset takes. */
export function mostAddresses(preset: string | undefined): number {
  const caps = preset === undefined ? undefined : presetById(preset)?.caps;
  return Math.min(Infinity, ...(caps ?? []).map(({ max }) => max));
}

/** A table of flows that the kernel forwards; a proxy's is another thing. */
function keepsFlowTable(mode: HopMode): boolean {
  return mode === 'snat' || mode === 'dnat' || mode === 'dsr';
}

/** Limits that the new mode has too; the memory of one connection only where it is the same kind of connection. */
function limitsIn(mode: HopMode, old: HopFile, last: HopFile | undefined): HopFile['limits'] {
  const sameKind = keepsFlowTable(modeOf(old)) === keepsFlowTable(mode);
  const carried = Object.entries({ ...last?.limits, ...old.limits }).filter(([name]) =>
    limitsOfMode(mode).includes(name),
  );
  const limits: NonNullable<HopFile['limits']> = Object.fromEntries(carried);
  if (!sameKind) {
    delete limits.memoryPerConnection;
    const each = last?.limits?.memoryPerConnection;
    if (each !== undefined) limits.memoryPerConnection = each;
  }
  return Object.keys(limits).length === 0 ? undefined : limits;
}

function poolAddresses(old: HopFile, last: HopFile | undefined): number {
  return Math.max(POOL_ADDRESSES, sourceAddresses(old), last === undefined ? 1 : sourceAddresses(last));
}

function sourceAddresses(hop: HopFile): number {
  const count = parseCount(hop.snat?.addresses ?? 1);
  return count.ok ? count.value : 1;
}

function rememberedHop(file: ScenarioFile | undefined): HopFile | undefined {
  if (file === undefined) return undefined;
  const hops = hopsOfFile(file);
  return hops[balancingIndex(hops)];
}

function balancingIndex(hops: readonly HopFile[]): number {
  return hops.findIndex((hop) => modeOf(hop) !== 'router');
}

/** The hops of a file; none where the path is direct. */
export function hopsOfFile({ path }: ScenarioFile): readonly HopFile[] {
  return Array.isArray(path) ? path : [];
}

/** The file with other hops. Events and ranges stay only where what they act on is still there. */
export function withPath(file: ScenarioFile, path: HopFile[]): ScenarioFile {
  const modes = modesByName(path);
  const modesBefore = modesByName(hopsOfFile(file));
  const names = new Set(['backends', ...modes.keys(), ...populationNames(file.clients)]);
  const events = file.events?.filter(({ action, target = 'backends' }) => {
    if (action === 'reload') return modes.get(target) === 'proxy';
    // What a change sets are fields of the mode.
    return names.has(target) && (action !== 'change' || modes.get(target) === modesBefore.get(target));
  });
  const uncertain = file.uncertain?.filter(({ field }) => {
    const [part, index] = field.split('.');
    const [before, now] = [hopsOfFile(file)[Number(index)], path[Number(index)]];
    // The numbers of a hop are those of its mode.
    return part !== 'path' || (before !== undefined && now !== undefined && modeOf(before) === modeOf(now));
  });
  return withoutUndefined({
    ...file,
    path,
    events: events?.length === 0 ? undefined : events,
    uncertain: uncertain?.length === 0 ? undefined : uncertain,
  });
}

/** By the names that events call the hops by, given or made up. */
function modesByName(hops: readonly HopFile[]): Map<string, HopMode> {
  const names = hopNames(hops);
  return new Map(hops.map((hop, i) => [names[i] ?? '', modeOf(hop)]));
}

/** Fields that are absent must be missing, not undefined, so that equal files look equal. */
function withoutUndefined<T extends object>(value: T): T {
  for (const key of Object.keys(value)) {
    if (isPlainObject(value) && value[key] === undefined) Reflect.deleteProperty(value, key);
  }
  return value;
}
