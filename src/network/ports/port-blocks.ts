/**
 * How the ports of an instance are cut into spaces and blocks. Carrier NATs cut each address into whole blocks. Azure
 * and Google use a block again toward each destination, and lay the blocks end to end over all addresses of an
 * instance, so that one may go on in the next: floor(addresses x ports / block size) of them.
 */
import type { PortRange, SourcePool } from '../../scenario/scenario.ts';
import { portCount } from './tuple-space/port-range.ts';

/** Port spaces of all instances of a hop toward that many destinations. */
export function portSpacesOf(settings: SourcePool, instances: number, destinations: number): number {
  const units = settings.scope === 'client-block' ? blocksPerInstance(settings) : settings.addresses;
  return units * instances * destinationsApart(settings, destinations);
}

/** Destinations that have ports of their own: all of them, or one that stands for all. */
export function destinationsApart(settings: SourcePool, destinations: number): number {
  return isPerDestination(settings) ? destinations : 1;
}

/** True where a port is taken toward one destination only. */
export function isPerDestination({ scope, blockReuse }: Pick<SourcePool, 'scope' | 'blockReuse'>): boolean {
  return scope === 'destination' || blockReuse === 'destination';
}

/** Blocks that one instance can give away; 0 where ports are not leased in blocks. */
export function blocksPerInstance(settings: SourcePool): number {
  if (settings.scope !== 'client-block') return 0;
  if (!spansAddresses(settings)) return settings.addresses * blocksPerAddress(settings);
  return Math.floor((settings.addresses * portCount(settings.ports)) / settings.blockSize);
}

/** Ports of one address toward `destinations` destinations together, without those that fill no block. */
export function portsPerAddress(settings: SourcePool, destinations: number): number {
  const whole =
    settings.scope === 'client-block' && !spansAddresses(settings)
      ? blocksPerAddress(settings) * settings.blockSize
      : portCount(settings.ports);
  return whole * destinationsApart(settings, destinations);
}

/** Which of an instance's addresses the port (counted from 0) of one of its blocks belongs to. */
export function addressInInstance(settings: SourcePool, block: number, port: number): number {
  return spansAddresses(settings)
    ? Math.floor((block * settings.blockSize + port) / portCount(settings.ports))
    : Math.floor(block / blocksPerAddress(settings));
}

/** The port number that the port (counted from 0) of one of its blocks stands for. */
export function portInBlock(settings: SourcePool, block: number, port: number): number {
  const { ports, blockSize } = settings;
  const offset = spansAddresses(settings)
    ? (block * blockSize + port) % portCount(ports)
    : (block % blocksPerAddress(settings)) * blockSize + port;
  return leasablePort(ports, offset);
}

function blocksPerAddress({ ports, blockSize }: SourcePool): number {
  return Math.floor(portCount(ports) / blockSize);
}

function spansAddresses({ blockReuse }: SourcePool): boolean {
  return blockReuse === 'destination';
}

/** The port that stands at the offset when the reserved ones are left out. */
function leasablePort({ first, reserved }: PortRange, offset: number): number {
  let port = first + offset;
  for (const other of reserved) {
    if (other > port) break;
    port += 1;
  }
  return port;
}
