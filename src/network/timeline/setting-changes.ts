import { flowTableWith, limitsWith } from '../../scenario/changes.ts';
import type { Limits } from '../../scenario/limits.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { flowHoldSec } from '../connections/hold-times.ts';
import type { NetworkState } from '../network-state.ts';
import type { ConnectionSetUp } from '../set-up/connection-set-up.ts';
import { QUEUED, READY } from '../set-up/walk-step.ts';
import type { IdleCuts } from '../two-ends/idle-cuts.ts';
import { withChanges } from '../two-ends/idle-timeout.ts';
import type { ChangeOperation } from './operations.ts';

/** Carries out changes of limits, timers and source addresses while the run goes on. */
export class SettingChanges {
  private readonly net: NetworkState;
  private readonly setUp: ConnectionSetUp;
  private readonly idleCuts: IdleCuts;
  private readonly file: Scenario;
  /** The file with the timers that are in force. */
  private current: Scenario;

  constructor(net: NetworkState, setUp: ConnectionSetUp, idleCuts: IdleCuts) {
    this.net = net;
    this.setUp = setUp;
    this.idleCuts = idleCuts;
    this.file = net.plan.scenario;
    this.current = this.file;
  }

  /** What is open, leased or held stays as it is; the new values count for what comes. */
  apply({ station, first, end, changes }: ChangeOperation): void {
    const { net, file } = this;
    const hop = file.path[station];
    const limits = limitsWith((hop ?? file.backends).limits, changes);
    const flowTable = hop?.tracksFlows === true ? flowTableWith(hop.flowTable, changes) : null;
    net.stations[station]!.changeLimits(first, end, limits, flowTable?.maxEntries ?? Infinity);
    for (let instance = first; instance < end; instance++) {
      this.changeRates(station, instance, limits);
      net.acceptPaused(station, instance);
      const { sourceAddresses = hop?.source?.addresses } = changes;
      if (sourceAddresses !== undefined) net.pools[station]!.setPresent(instance, sourceAddresses);
    }
    this.current = withChanges(this.current, file, station, changes);
    this.idleCuts.change(this.current);
    if (flowTable === null) return;
    net.changeFlowHold(station, net.flowHolds[station]!.fin, flowHoldSec(flowTable, 'fin'));
    net.changeFlowHold(station, net.unseenHolds[station] ?? null, flowTable.establishedSec);
  }

  private changeRates(station: number, instance: number, limits: Limits): void {
    const { listener, handshakeQueue, admission } = this.net.stations[station]!;
    const { nowSec } = this.net.clock;
    const accepts = listener?.acceptQueue?.setRate(instance, nowSec, limits.acceptsPerSec) ?? 1;
    this.setUp.rescale(station, instance, QUEUED, accepts);
    const handshakes = handshakeQueue?.setRate(instance, nowSec, limits.handshakesPerSec) ?? 1;
    this.setUp.rescale(station, instance, listener?.handshakes == null ? READY : QUEUED, handshakes);
    const { ratePerSec, burst } = limits.admission;
    admission?.setLimit(instance, nowSec, ratePerSec, burst);
  }
}
