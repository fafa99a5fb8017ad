import { autoscales } from '../../scenario/stages.ts';
import type { NetworkState } from '../network-state.ts';
import type { StationScaling } from '../results/run-result.ts';
import { UP } from '../stations/station.ts';
import { Autoscaler } from './autoscaler.ts';
import {
  AFTER_ALL,
  type CutOperation,
  type DecideOperation,
  type DrainOperation,
  type JoinOperation,
  type Operation,
} from './operations.ts';

interface ScaledStation {
  readonly station: number;
  readonly scaler: Autoscaler;
  /** When the instances that are leaving have left. */
  readonly leftSec: Float64Array;
  peakLoad: number;
  mostPresent: number;
}

/** The stations whose number of instances follows their connections. */
export class Autoscaling {
  readonly scaled: ReadonlyMap<number, ScaledStation>;
  private readonly net: NetworkState;

  constructor(net: NetworkState) {
    this.net = net;
    this.scaled = new Map(
      autoscales(net.plan.scenario).flatMap((settings, station): [number, ScaledStation][] => {
        if (settings === null) return [];
        const { instances } = net.stations[station]!;
        const scaler = new Autoscaler(settings, instances);
        const leftSec = new Float64Array(instances);
        return [[station, { station, scaler, leftSec, peakLoad: 0, mostPresent: settings.min }]];
      }),
    );
  }

  /** Whether an instance that comes back from a restart or a crash is one of those that are to be there. */
  expects(station: number, instance: number): boolean {
    return !this.scaled.has(station) || instance < this.net.stations[station]!.present;
  }

  /** The first decision of each. */
  first(): DecideOperation[] {
    return [...this.scaled].map(([station, { scaler }]) => decision(station, scaler.settings.everySec));
  }

  /** Takes a decision, and says what follows from it. */
  decide({ station, atSec }: DecideOperation): Operation[] {
    const scaled = this.scaled.get(station)!;
    const { scaler, leftSec } = scaled;
    const { settings } = scaler;
    const { present } = this.net.stations[station]!;
    const load = this.loadOf(station);
    scaled.peakLoad = Math.max(scaled.peakLoad, load.ready > 0 ? load.connections / load.ready : 0);
    const before = scaler.ordered;
    const size = scaler.decide(load, atSec);
    const next = decision(station, atSec + settings.everySec);
    if (size > before) {
      // Who is about to leave has left before another one takes its place.
      const placeSec = leftSec.subarray(present, size).reduce((last, sec) => Math.max(last, sec), 0);
      const joinSec = Math.max(atSec + settings.readySec, placeSec);
      return [next, { kind: 'join', atSec: joinSec, station, rank: AFTER_ALL, size }];
    }
    if (size >= present) return [next];
    this.net.resize(station, size);
    const { drainSec } = settings;
    leftSec.fill(atSec + drainSec, size, present);
    return [next, ...leaving(station, atSec, size, present, drainSec)];
  }

  /** Instances that are ready take connections from now on. */
  join({ station, size: ordered }: JoinOperation): void {
    const { net } = this;
    const scaled = this.scaled.get(station)!;
    const { present } = net.stations[station]!;
    const size = Math.min(ordered, scaled.scaler.ordered);
    if (size <= present) return;
    for (let instance = present; instance < size; instance++) net.stations[station]!.setStatus(instance, UP);
    net.resize(station, size);
    scaled.mostPresent = Math.max(scaled.mostPresent, size);
  }

  /** What the autoscalers have done so far. */
  summary(): StationScaling[] {
    return [...this.scaled.values()].map(({ station, scaler, peakLoad, mostPresent }) => {
      const { key, name, present, peakOpen } = this.net.stations[station]!;
      const { target } = scaler.settings;
      return {
        station: key,
        stationName: name,
        target,
        scaledOut: scaler.scaledOut,
        scaledIn: scaler.scaledIn,
        fewestInstances: scaler.settings.min,
        mostInstances: mostPresent,
        neededInstances: Math.ceil(peakOpen / target),
        finalInstances: present,
        peakConnectionsEach: peakLoad,
      };
    });
  }

  private loadOf(station: number): { connections: number; ready: number } {
    const { open, status, present } = this.net.stations[station]!;
    let connections = 0;
    let ready = 0;
    for (let instance = 0; instance < present; instance++) {
      if (status[instance] !== UP) continue;
      connections += open[instance]!;
      ready += 1;
    }
    return { connections, ready };
  }
}

function decision(station: number, atSec: number): DecideOperation {
  return { kind: 'decide', atSec, station, rank: AFTER_ALL };
}

function leaving(station: number, atSec: number, first: number, end: number, overSec: number): Operation[] {
  const reason = 'scale-in';
  const drains = Array.from({ length: end - first }, (_, i): DrainOperation => {
    return {
      kind: 'drain',
      atSec,
      station,
      rank: AFTER_ALL,
      instance: first + i,
      reason,
      overSec,
      graceSec: 0,
    };
  });
  const cut: CutOperation = {
    kind: 'cut',
    atSec: atSec + overSec,
    station,
    rank: AFTER_ALL,
    first,
    end,
    reason,
    isReplaced: false,
    isSeen: true,
  };
  return [...(overSec > 0 ? drains : []), cut];
}
