/** Ways to lift a limit by one number of the file, with what has to go with it: for the ladder, its waterfall and the written fix. */
import { blocksPerInstance } from '../../network/ports/port-blocks.ts';
import type { Scenario, SourcePool } from '../../scenario/scenario.ts';
import { counted } from '../wording/format-quantity.ts';
import { withSource } from './changed-scenario.ts';
import type { FieldSetting, Lever, LeverKind } from './lever.ts';
import { sourceAddressLever } from './port-levers.ts';
import { NO_PRODUCTS, type Products } from './products.ts';
import { type LimitPlace, leversOn } from './resource-levers.ts';
import { type Place, placeOf } from './stage-place.ts';
import { withinProduct } from './within-product.ts';

/**
 * Left to plans, which put several together: a range ends at the last port, more ports of a listener do what more addresses
 * do, and ports that are used again in another way are another product, or another way of connecting.
 */
const ONLY_IN_PLANS: ReadonlySet<LeverKind> = new Set<LeverKind>([
  'source-ports',
  'client-ports',
  'proxy-scope',
  'nat-scope',
  'listen-ports',
  'backend-ports',
]);

/**
 * Levers each of which may lift the limit alone, as far as one likes. The first changes that resource alone where one does; the
 * others are ways around it (more instances, more destinations) that move other limits too.
 */
export function loneLevers(limit: LimitPlace, scenario: Scenario, products: Products = NO_PRODUCTS): Lever[] {
  const levers = leversOn(limit, scenario, products);
  const lone = levers.filter(({ kind }) => !ONLY_IN_PLANS.has(kind));
  const addresses = lone.find(({ kind }) => kind === 'source-addresses');
  if (addresses === undefined) return lone;
  const place = placeOf(limit.station, scenario);
  const block = lone.find(({ kind }) => kind === 'port-block');
  const choice = lone.find(({ kind }) => kind === 'address-choice');
  const destinations = lone.filter(({ kind }) => kind === 'listen-addresses' || kind === 'backend-addresses');
  // Another instance brings a pool of its own: the way where the product takes no more addresses, and else a detour.
  const instances = addresses.mostBecause === null ? [] : lone.filter(({ kind }) => kind === 'instances');
  if (block !== undefined) return [withBlocksKept(block, addresses, place, scenario), ...instances];
  const inTurn = choice === undefined ? [] : [choice, ...moreInTurn(choice, place, products)];
  return [addresses, ...inTurn, ...instances, ...destinations];
}

/** More addresses, and all of them in turn. */
function moreInTurn(choice: Lever, place: Place, products: Products): Lever[] {
  const turned = choice.scenarioAt(1);
  const source = turned.path[place.index]?.source;
  if (source == null || choice.most === choice.now) return [];
  const addresses = withinProduct(sourceAddressLever(place, turned, source), products);
  const lever: Lever = {
    ...addresses,
    phrase: (value) => `${addresses.phrase(value)} taken in turn`,
    settings: (value) => [...choice.settings(1), ...addresses.settings(value)],
    write: (value) => [...choice.write(1), ...addresses.write(value)],
  };
  return [lever];
}

/** Larger blocks need more addresses, or fewer clients would get one; more blocks for a client do not. */
function withBlocksKept(block: Lever, addresses: Lever, { index }: Place, scenario: Scenario): Lever {
  const source = scenario.path[index]?.source;
  if (source == null || source.maxPortsPerClient > source.blockSize) return block;
  const blocks = blocksPerInstance(source);
  const needed = (size: number): number =>
    addressesForBlocks({ ...source, blockSize: size, maxPortsPerClient: size }, blocks, addresses.most);
  return {
    ...block,
    phrase: (size) => `blocks of ${counted(size, 'port')}, on as many more addresses`,
    settings: (size) => [...block.settings(size), ...moved(addresses.settings(needed(size)))],
    write: (size) => [
      ...block.write(size),
      ...(needed(size) === source.addresses ? [] : addresses.write(needed(size))),
    ],
    scenarioAt: (size) => withSource(block.scenarioAt(size), index, { addresses: needed(size) }),
  };
}

function moved(settings: readonly FieldSetting[]): readonly FieldSetting[] {
  return settings.filter(({ from, to }) => from !== to);
}

/** Fewest addresses, at least those that are there, that hold as many blocks; no more than are allowed. */
function addressesForBlocks(source: SourcePool, blocks: number, most: number): number {
  let { addresses } = source;
  while (addresses < most) {
    const found = blocksPerInstance({ ...source, addresses });
    if (found >= blocks || found === 0) return addresses;
    // Blocks are proportional to addresses but for what is left over of each, so this ends after a few turns.
    addresses = Math.min(most, Math.max(addresses + 1, Math.floor((addresses * blocks) / found)));
  }
  return addresses;
}
