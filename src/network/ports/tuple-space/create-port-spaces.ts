import type { RandomStream } from '../../../engine/random.ts';
import type { PortRange, PortSelection } from '../../../scenario/scenario.ts';
import { CountedSpaces } from './counted-spaces.ts';
import { LinuxSpaces } from './linux-spaces.ts';
import { NetfilterSpaces } from './netfilter-spaces.ts';
import type { PortSpaces } from './port-spaces.ts';
import { RandomSpaces } from './random-spaces.ts';
import { SequentialSpaces } from './sequential-spaces.ts';

/** Spaces that know each port, with the selection rule of a product. */
export function createPortSpaces(
  spaces: number,
  range: PortRange,
  selection: PortSelection,
  random: RandomStream,
  takeOver = false,
): PortSpaces {
  switch (selection) {
    case 'random':
      return new RandomSpaces(spaces, range, random);
    case 'linux-connect':
      return new LinuxSpaces(spaces, range, 'connect', random);
    case 'linux-bind':
      return new LinuxSpaces(spaces, range, 'bind', random);
    case 'sequential':
      return new SequentialSpaces(spaces, range);
    case 'netfilter':
      return new NetfilterSpaces(spaces, range, takeOver, random);
  }
}

/** Spaces that only count: exact where the search is exhaustive and nobody asks for the port number. */
export function createCountedSpaces(spaces: number, range: PortRange): PortSpaces {
  return new CountedSpaces(spaces, range);
}
