import type { Limits } from '../../scenario/limits.ts';
import type { ResourceId } from '../results/run-result.ts';

/** A limit on the open connections of one instance, and the resource that sets it. */
export interface ConnectionLimit {
  readonly resource: ResourceId;
  /** Units of the resource in one instance, and taken by one connection. */
  readonly capacityUnits: number;
  readonly unitsPerConnection: number;
  readonly connections: number;
}

/**
 * The limits that follow from the number of open connections alone, in the order in which they bind. Where two
 * bind at the same number the first of (configured maximum, descriptors, memory) is named.
 */
export function connectionLimits(limits: Limits, descriptorsPerConnection: number): ConnectionLimit[] {
  const all: ConnectionLimit[] = [];
  const add = (resource: ResourceId, capacityUnits: number, unitsPerConnection: number): void => {
    if (unitsPerConnection <= 0 || capacityUnits === Infinity) return;
    const connections = Math.floor(capacityUnits / unitsPerConnection);
    all.push({ resource, capacityUnits, unitsPerConnection, connections });
  };
  add('max-connections', limits.maxConnections, 1);
  add('file-descriptors', limits.fileDescriptors - limits.reservedDescriptors, descriptorsPerConnection);
  add('memory', limits.memoryBytes, limits.memoryPerConnectionBytes);
  return all.sort((a, b) => a.connections - b.connections);
}

/** Without a descriptor a connection waits to be accepted; the other limits refuse it. */
export function refusingLimit(limits: readonly ConnectionLimit[]): ConnectionLimit | undefined {
  return limits.find(({ resource }) => resource !== 'file-descriptors');
}
