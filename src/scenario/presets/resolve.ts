/** Puts the values of presets where the user has written none. What a user writes beside a preset always wins. */
import { limitsOfMode, rewritesSource } from '../checks/check-path.ts';
import { EPHEMERAL_PORTS, LISTEN_PORTS, sourceDefaults } from '../defaults.ts';
import { fault } from '../fault.ts';
import type { ParsedBackends, ResolvedHop } from '../file-format.ts';
import { clientSchema, HOP_MODES, hopSchema, type ParsedClient, type ParsedHop } from '../file-format.ts';
import { fieldOf, valueAt } from '../plain-value.ts';
import { usablePorts, withReserved } from '../ports.ts';
import type { ScenarioError } from '../scenario-error.ts';
import type { ResolvedSections, Sections } from '../sections.ts';
import { quoted } from '../units.ts';
import type { AllocationInput } from './allocation.ts';
import { modeWith, presetById } from './library.ts';
import type { Preset } from './preset.ts';

export interface Resolution {
  readonly sections: ResolvedSections;
  readonly errors: readonly ScenarioError[];
  /** Dotted paths of the fields that presets have filled in, each with the id of its preset. */
  readonly filled: ReadonlyMap<string, string>;
}

export function resolvePresets(sections: Sections): Resolution {
  const errors: ScenarioError[] = [];
  const filled = new Map<string, string>();
  const clients =
    sections.clients?.map((client, i) =>
      client === null ? null : withFixedFields(client, presetOf(client), `clients.${i}`, filled),
    ) ?? null;
  const fixed = sections.path.map((hop, i) => {
    if (hop === null) return null;
    const error = modeError(hop, `path.${i}`);
    if (error !== null) errors.push(error);
    const mode = modeWith(hop.mode, hop.preset);
    if (error !== null || mode === undefined) return null;
    return withFixedFields<ResolvedHop>({ ...hop, mode }, presetOf(hop), `path.${i}`, filled);
  });
  const path = fixed.map((hop, i) => {
    const preset = hop === null ? undefined : presetOf(hop);
    if (hop === null || preset === undefined) return hop;
    const input = allocationInput(fixed, i, clients, sections.backends);
    errors.push(...capErrors(hop, preset, `path.${i}`));
    return input === null ? hop : withAllottedFields(hop, preset, input, `path.${i}`, { filled, errors });
  });
  return { sections: { ...sections, clients, path }, errors, filled };
}

/** The error with the preset named where the value at fault is the preset's and not the user's. */
export function namePreset(error: ScenarioError, filled: Resolution['filled']): ScenarioError {
  const id = filled.get(error.path);
  return id === undefined ? error : { ...error, message: `${error.message}, by the preset ${quoted(id)}` };
}

function presetOf({ preset }: { readonly preset?: string | undefined }): Preset | undefined {
  return preset === undefined ? undefined : presetById(preset);
}

function modeError({ mode, preset: id }: ParsedHop, place: string): ScenarioError | null {
  const preset = presetOf({ preset: id });
  if (mode === undefined && preset === undefined) {
    const accepted = `${HOP_MODES.map(quoted).join(', ')}, or a preset`;
    return fault(`${place}.mode`, 'missing-field', 'is missing', accepted);
  }
  if (mode === undefined || preset === undefined || preset.modes.includes(mode)) return null;
  const modes = preset.modes.map(quoted).join(' or ');
  const message = `${quoted(preset.id)} is a preset for the mode ${modes}, and this hop has the mode ${quoted(mode)}`;
  return fault(`${place}.preset`, 'conflict', message, `the mode ${modes}, no mode, or another preset`, id);
}

function withFixedFields<T extends ParsedClient | ResolvedHop>(
  target: T,
  preset: Preset | undefined,
  place: string,
  filled: Map<string, string>,
): T {
  if (preset === undefined) return target;
  const values = fixedValues(preset);
  let result = target;
  for (const field of preset.fields) {
    if ('rule' in field || !isOpen(target, field.path, preset)) continue;
    result = withField(result, field.path, valueAt(values, field.path.split('.')));
    filled.set(`${place}.${field.path}`, preset.id);
  }
  return result;
}

function withAllottedFields(
  hop: ResolvedHop,
  preset: Preset,
  input: AllocationInput,
  place: string,
  found: { readonly filled: Map<string, string>; readonly errors: ScenarioError[] },
): ResolvedHop | null {
  let result = hop;
  for (const field of preset.fields) {
    if (!('rule' in field) || !isOpen(hop, field.path, preset)) continue;
    const allotment = field.rule.allot(input);
    if (!allotment.ok) {
      const { message, accepted } = allotment;
      found.errors.push(fault(`${place}.preset`, 'conflict', message, accepted, preset.id));
      return null;
    }
    result = withField(result, field.path, allotment.value);
    found.filled.set(`${place}.${field.path}`, preset.id);
  }
  return result;
}

/** The fields with fixed values, read as if a user had written them. */
const readValues = new Map<Preset, unknown>();

function fixedValues(preset: Preset): unknown {
  const known = readValues.get(preset);
  if (known !== undefined) return known;
  let written: object = {};
  for (const field of preset.fields)
    if ('value' in field) written = withField(written, field.path, field.value);
  const schema = preset.kind === 'client' ? clientSchema : hopSchema;
  const read: unknown = schema.parse(written);
  readValues.set(preset, read);
  return read;
}

const BLOCK_FIELDS = new Set(['snat.blockSize', 'snat.blockReuse', 'snat.maxPortsPerClient']);

/** True where the user has written nothing and the field means something beside what is written. */
function isOpen(target: ParsedClient | ResolvedHop, path: string, preset: Preset): boolean {
  if (valueAt(target, path.split('.')) !== undefined) return false;
  if (!('mode' in target)) return true;
  const { mode, snat } = target;
  const [outer, inner = ''] = path.split('.');
  if (outer === 'snat' && !rewritesSource(mode)) return false;
  if (outer === 'limits' && !limitsOfMode(mode).includes(inner)) return false;
  if (!BLOCK_FIELDS.has(path)) return true;
  const scope = snat?.scope ?? valueAt(fixedValues(preset), ['snat', 'scope']);
  return scope === 'client-block';
}

function capErrors({ snat }: ResolvedHop, { id, name, caps = [] }: Preset, place: string): ScenarioError[] {
  const addresses = snat?.addresses ?? 1;
  return caps.flatMap(({ path, max }) => {
    if (addresses <= max) return [];
    const message = `${addresses} addresses are more than one ${name} takes (preset ${quoted(id)})`;
    return [fault(`${place}.${path}`, 'out-of-range', message, `from 1 to ${max}, or no preset`, addresses)];
  });
}

/** What the rules look at; null where a neighbour cannot be read, so that the rules cannot say anything. */
function allocationInput(
  path: readonly (ResolvedHop | null)[],
  index: number,
  clients: readonly (ParsedClient | null)[] | null,
  backends: ParsedBackends | null,
): AllocationInput | null {
  const owners = ownersAt(path.slice(0, index), clients);
  const destinations = destinationsAfter(path, index, backends);
  const hop = path[index];
  if (owners === null || destinations === null || hop == null) return null;
  const { addresses = 1, ports, reservedPorts = [] } = hop.snat ?? {};
  const span = ports ?? sourceDefaults(hop.mode)?.ports ?? EPHEMERAL_PORTS;
  const portsEach = usablePorts(withReserved(span, reservedPorts));
  // A range without a usable port is a fault of its own.
  return portsEach > 0 ? { owners, destinations, addresses, portsEach } : null;
}

function ownersAt(
  before: readonly (ResolvedHop | null)[],
  clients: readonly (ParsedClient | null)[] | null,
): number | null {
  let owners: number | null = 0;
  for (const client of clients ?? [null]) {
    if (client === null || owners === null) owners = null;
    else owners += client.addresses ?? client.count ?? 1;
  }
  for (const hop of before) {
    if (hop === null) return null;
    if (rewritesSource(hop.mode)) owners = (hop.snat?.addresses ?? 1) * (hop.instances ?? 1);
  }
  return owners === 0 ? null : owners;
}

function destinationsAfter(
  path: readonly (ResolvedHop | null)[],
  index: number,
  backends: ParsedBackends | null,
): number | null {
  let at = index + 1;
  while (path[at]?.gateway === true) at += 1;
  const next = path[at];
  if (next === null) return null;
  if (next !== undefined) {
    const { addresses = 1, ports = LISTEN_PORTS } = next.listen ?? {};
    return (next.instances ?? 1) * addresses * ports.length;
  }
  if (backends === null) return null;
  const { count, addresses = 1, ports = LISTEN_PORTS } = backends;
  return count * addresses * ports.length;
}

/** A copy with the value at a path of one or two names. */
function withField<T extends object>(target: T, path: string, value: unknown): T {
  const [outer = '', inner] = path.split('.');
  if (inner === undefined) return { ...target, [outer]: value };
  const before = fieldOf(target, outer);
  return { ...target, [outer]: { ...(typeof before === 'object' ? before : {}), [inner]: value } };
}
