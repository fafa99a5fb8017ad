import type { PortOccupancy } from '../../../network/results/run-result.ts';
import { formatCount } from '../../format/numbers.ts';
import type { MatrixNames } from './matrix-names.ts';
import { countsAt, freeOf, type Space, usedShare } from './spaces.ts';

/** "edge address 1 → servers 3:443: 51,234 in use, 120 held, 13,158 free; 80 % used." */
export function readSpace(all: PortOccupancy, names: MatrixNames, { address, destination }: Space): string {
  const counts = countsAt(all, address, destination);
  const from = names.addresses[address] ?? '';
  const to = names.destinations[destination] ?? '';
  const away = all.present[address] === 0 ? ' The address is not there at the moment.' : '';
  return (
    `${from} → ${to}: ${formatCount(counts.inUse)} in use, ${formatCount(counts.held)} held, ` +
    `${formatCount(freeOf(counts))} free; ${percentText(usedShare(counts))} used.${away}`
  );
}

/** Whole percent; 100 only where nothing is free, 0 only where nothing is taken. */
export function percentText(share: number): string {
  if (share <= 0) return '0 %';
  if (share < 0.01) return '<1 %';
  return `${Math.min(share < 1 ? 99 : 100, Math.round(share * 100))} %`;
}
