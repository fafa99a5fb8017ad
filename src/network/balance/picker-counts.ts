import { type ConnectionInHand, NOTHING } from '../connections/connection-in-hand.ts';
import type { NetworkState } from '../network-state.ts';
import { CLIENT, type Stop } from '../set-up/walk-stop.ts';

/** Who picks is told of the connection in hand, if its rule looks at open connections. */
export class PickerCounts {
  private readonly net: NetworkState;
  private readonly hand: ConnectionInHand;
  private readonly stops: readonly Stop[];

  constructor(net: NetworkState, stops: readonly Stop[]) {
    this.net = net;
    this.hand = net.connections.hand;
    this.stops = stops;
  }

  /** The connection has come to a station. */
  opened(index: number): void {
    const { instances } = this.hand;
    const { picker, pickerBalancer } = this.stops[index]!;
    if (picker === CLIENT) {
      const { balancer } = this.net.groups[this.hand.population]!;
      if (balancer.counts) balancer.opened(0, instances[index]!);
    } else if (pickerBalancer !== null && pickerBalancer.counts) {
      const chooser = this.counterOf(index);
      if (chooser !== NOTHING) pickerBalancer.opened(chooser, instances[index]!);
    }
  }

  /** Who counts the connection in hand at a station that a hop picks in: an instance, or a process of it that is not old. */
  private counterOf(index: number): number {
    const { picker, pickerProcesses } = this.stops[index]!;
    const instance = this.hand.instances[picker!]!;
    if (pickerProcesses === null) return instance;
    const process = this.hand.processes[picker!]!;
    return pickerProcesses.isCurrent(process) ? pickerProcesses.chooserOf(instance, process) : NOTHING;
  }

  /** It goes. A hop that has forgotten the connection was told before. */
  closed(index: number): void {
    const { instances } = this.hand;
    const { picker, pickerBalancer } = this.stops[index]!;
    if (picker === CLIENT) {
      const { balancer } = this.net.groups[this.hand.population]!;
      if (balancer.counts) balancer.closed(0, instances[index]!);
    } else if (pickerBalancer !== null && pickerBalancer.counts) {
      const chooser = this.counterOf(index);
      if (chooser !== NOTHING) pickerBalancer.closed(chooser, instances[index]!);
    }
  }
}
