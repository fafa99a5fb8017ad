import type { RandomStream } from '../../engine/random.ts';
import type { PortRange, PortSelection } from '../../scenario/scenario.ts';
import { BitmapSpaces } from './bitmap-spaces.ts';
import { CountedSpaces } from './counted-spaces.ts';
import { FreeListSpaces } from './free-list-spaces.ts';
import type { PortSpaces } from './port-spaces.ts';

/** Spaces that know each port, with the selection rule of a product. */
export function createPortSpaces(
  spaces: number,
  range: PortRange,
  selection: PortSelection,
  random: RandomStream,
  takeOver = false,
): PortSpaces {
  if (selection === 'random') return new FreeListSpaces(spaces, range, random);
  return new BitmapSpaces(spaces, range, selection, random, takeOver && selection === 'netfilter');
}

/** Spaces that only count: exact where the search is exhaustive and nobody asks for the port number. */
export function createCountedSpaces(spaces: number, range: PortRange): PortSpaces {
  return new CountedSpaces(spaces, range);
}
