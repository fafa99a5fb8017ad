import type { SourcePool as SourcePoolSettings } from '../../scenario/scenario.ts';
import { portSpacesOf } from './port-blocks.ts';

/** Which source addresses of a pool are there: the first so many of each instance, of those that there ever are. */
export class PresentAddresses {
  /** Of each instance. */
  readonly counts: Int32Array;
  /** All that there ever are, everywhere. */
  isWhole = true;
  /** Port spaces of those that are there. */
  spaces: number;
  private readonly settings: SourcePoolSettings;
  private readonly destinations: number;

  /** @param destinations those that are told apart */
  constructor(settings: SourcePoolSettings, instances: number, destinations: number) {
    this.settings = settings;
    this.destinations = destinations;
    this.counts = new Int32Array(instances).fill(settings.addresses);
    this.spaces = portSpacesOf(settings, instances, destinations);
  }

  set(instance: number, addresses: number): void {
    const { counts, settings, destinations } = this;
    counts[instance] = addresses;
    this.isWhole = counts.every((count) => count === settings.addresses);
    this.spaces = counts.reduce(
      (sum, count) => sum + portSpacesOf({ ...settings, addresses: count }, 1, destinations),
      0,
    );
  }

  /** @param address index among all addresses of all instances */
  has(address: number): boolean {
    const each = this.settings.addresses;
    const instance = this.counts.length === 1 ? 0 : (address / each) | 0;
    return address - instance * each < this.counts[instance]!;
  }

  /** The sum of a count that each address has, over those that are there. */
  sumOf(byAddress: Int32Array): number {
    return byAddress.reduce((sum, count, address) => (this.has(address) ? sum + count : sum), 0);
  }
}
