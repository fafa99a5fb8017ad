import { ConnectionTable } from './connection-table.ts';
import type { Plan } from './plan.ts';
import { portSpacesOf } from './port-blocks.ts';
import { portCount } from './tuple-space/port-range.ts';

/** A run needs more memory than is allowed; it was refused before anything was allocated. */
export class MemoryRefusedError extends RangeError {
  override readonly name = 'MemoryRefusedError';
  readonly estimateBytes: number;
  readonly limitBytes: number;

  constructor(estimateBytes: number, limitBytes: number) {
    super(
      `the run needs about ${mib(estimateBytes)} of memory; at most ${mib(limitBytes)} are accepted. ` +
        'Fewer clients, source addresses or destinations need less.',
    );
    this.estimateBytes = estimateBytes;
    this.limitBytes = limitBytes;
  }
}

function mib(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MiB`;
}

/** Code, tables and buffers that every run needs. */
const FIXED_BYTES = 16 * 2 ** 20;
/** A queued event is 16 bytes, and its buffers grow by doubling. */
const QUEUE_BYTES_PER_CONNECTION = 32;
/** Entries of hold rings: a time and a tuple, in rings that grow by doubling. */
const HOLD_BYTES_PER_CONNECTION = 24;
const COLUMNS_AT_MOST_EACH = 64;

/** About how many bytes a run of the plan takes: an upper figure, reckoned before anything is allocated. */
export function estimateMemoryBytes(plan: Plan): number {
  const rowBytes = ConnectionTable.bytesPerRow(plan.hops.length, plan.hasProxy);
  const connections = plan.initialRows * (rowBytes + QUEUE_BYTES_PER_CONNECTION + HOLD_BYTES_PER_CONNECTION);
  return FIXED_BYTES + connections + portBytes(plan) + seriesBytes(plan);
}

/** @throws MemoryRefusedError when the estimate exceeds the limit */
export function refuseBeyond(plan: Plan, limitBytes: number): void {
  const estimate = estimateMemoryBytes(plan);
  if (estimate > limitBytes) throw new MemoryRefusedError(estimate, limitBytes);
}

function portBytes(plan: Plan): number {
  let bytes = 0;
  for (const { settings, portSpacesEach, tracksPorts } of plan.clients) {
    const spaces = settings.addresses * portSpacesEach;
    bytes += spaces * (tracksPorts ? bitmapBytes(portCount(settings.ports)) : 4);
  }
  for (const { settings, destinations, sourcesSeen } of plan.hops) {
    const { source, instances } = settings;
    if (source === null) continue;
    const block = source.scope === 'client-block';
    const ports = block ? source.blockSize : portCount(source.ports);
    const spaces = portSpacesOf(source, instances, destinations);
    bytes +=
      spaces *
      (source.selection === 'random' ? ports * 2 + 4 : bitmapBytes(ports) * (source.takeOver ? 2 : 1));
    if (block) bytes += sourcesSeen * instances * 4;
  }
  return bytes;
}

/** A bit a port, its summary, and the counters of a space. */
function bitmapBytes(ports: number): number {
  return Math.ceil(ports / 32) * 4 * (1 + 1 / 32) + 12;
}

function seriesBytes(plan: Plan): number {
  const { scenario, samples } = plan;
  const instances = [...scenario.path.map((hop) => hop.instances), scenario.backends.count];
  const columns = instances.reduce((sum, each) => sum + 3 * Math.min(each, COLUMNS_AT_MOST_EACH) + 12, 24);
  return samples * columns * 8;
}
