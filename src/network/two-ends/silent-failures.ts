/** Failures that nobody is told of: what they take, and who finds out when. */
import { type RandomStream, streamFor } from '../../engine/random.ts';
import { hasSilentEnds } from '../../scenario/timeline.ts';
import { CONNECTING, FORGOTTEN, REMNANT } from '../connections/connection-table.ts';
import type { Connections, EstablishedPlace } from '../connections/connections.ts';
import { GIVE_UP } from '../connections/event-kinds.ts';
import type { NetworkState } from '../network-state.ts';
import type { RunCounters } from '../results/run-counters.ts';
import type { ConnectionSetUp } from '../set-up/connection-set-up.ts';
import type { PathWalk } from '../set-up/walk.ts';
import { SILENT_UNSEEN, UP } from '../stations/station.ts';
import type { CutLinkOperation, LoseOperation } from '../timeline/failure-operations.ts';
import type { LinkCuts } from '../timeline/link-cuts.ts';
import { FarEnds } from './far-ends.ts';
import type { HalfOpenConnections } from './half-open-connections.ts';
import { LOSSES, type Loss, LostConnections, type SilentRun } from './lost-connections.ts';
import { ReroutedFlows } from './rerouted-flows.ts';
import { nextRetransmissionSec } from './retransmission.ts';
import { SessionPackets } from './session-packets.ts';
import { VanishedClients } from './vanished-clients.ts';

/** Null where everybody is always told. */
export function silentFailuresOf(
  ...parts: ConstructorParameters<typeof SilentFailures>
): SilentFailures | null {
  return hasSilentEnds(parts[0].net.plan.scenario) ? new SilentFailures(...parts) : null;
}

export class SilentFailures {
  readonly lost: LostConnections;
  readonly vanished: VanishedClients;
  readonly rerouted: ReroutedFlows;
  private readonly run: SilentRun;
  private readonly net: NetworkState;
  private readonly connections: Connections;
  private readonly links: LinkCuts;
  private readonly halfOpen: HalfOpenConnections;
  private readonly setUp: ConnectionSetUp;
  private readonly counters: RunCounters;
  private readonly packets: SessionPackets;
  private readonly farEnds: FarEnds;
  private readonly mirroring: RandomStream;

  constructor(run: SilentRun, walk: PathWalk, halfOpen: HalfOpenConnections, setUp: ConnectionSetUp) {
    const { net } = run;
    this.run = run;
    this.net = net;
    this.connections = net.connections;
    this.links = net.links!;
    this.halfOpen = halfOpen;
    this.setUp = setUp;
    this.counters = run.counters;
    this.packets = new SessionPackets(net);
    this.farEnds = new FarEnds(net, walk, this.packets);
    this.lost = new LostConnections(run, walk, halfOpen, this.packets, this.farEnds);
    this.vanished = new VanishedClients(run, walk, halfOpen, this.packets, this.farEnds);
    this.rerouted = new ReroutedFlows(net, this.lost);
    this.mirroring = streamFor(run.seed, 'mirroring');
  }

  /** Instances are gone in one instant. A standby may know some of their connections; the others are lost. */
  lose({ station, first, end, untilSec, mirroredShare, reason }: LoseOperation): void {
    const { net, connections, lost } = this;
    const target = net.stations[station]!;
    const { timeSec } = this.run;
    // What keeps no state of its connections loses none.
    const keepsState = target.tracksFlows || net.plan.hops[station]?.settings.mode !== 'router';
    for (let instance = first; instance < end; instance++) {
      target.setStatus(instance, untilSec > timeSec ? SILENT_UNSEEN : UP);
      lost.isBackAt(station, instance, untilSec);
      for (const row of connections.rowsAt(station, instance)) this.loseRow(row, station);
      for (const each of connections.establishedAt(station, instance)) {
        if (!keepsState || this.isMirrored(mirroredShare)) this.darken(each, station, untilSec, reason);
        else {
          connections.takeAway(each.at);
          lost.lose(station, reason);
        }
      }
      target.startAfresh(instance, timeSec);
    }
  }

  private isMirrored(share: number): boolean {
    return share > 0 && (share >= 1 || this.mirroring.nextDouble() < share);
  }

  /** No packet passes through a link until it is restored. */
  cutLink({ place, untilSec }: CutLinkOperation): void {
    const { connections, net } = this;
    const { table } = connections;
    this.links.cut(place, untilSec);
    const population = place < 0 ? -1 - place : null;
    const station = Math.max(0, place);
    for (let instance = 0; instance < net.stations[station]!.instances; instance++)
      for (const row of connections.rowsAt(station, instance))
        if (table.state(row) === CONNECTING && (population === null || table.population(row) === population))
          this.setUp.lose(row, station);
    for (const each of connections.establishedOf(population)) this.darken(each, place, untilSec, 'link-cut');
  }

  restoreLink(): void {
    this.links.restore();
  }

  /**
   * The packets of an established connection are lost until a time. It notices only if it sends any, and survives if one
   * that is sent again passes before the sender gives up.
   */
  private darken({ at, timeSec }: EstablishedPlace, place: number, untilSec: number, loss: Loss): void {
    const { connections, packets, run } = this;
    const { hand } = connections;
    connections.look(at);
    const speaksSec = packets.nextSec(run.timeSec);
    const gaveUpSec = speaksSec + packets.patienceSec;
    const survives =
      speaksSec >= untilSec || speaksSec + nextRetransmissionSec(untilSec - speaksSec) <= gaveUpSec;
    // What ends it before that is not held up by the cut.
    if (!survives && timeSec > gaveUpSec) {
      connections.takeAway(at);
      hand.untilSec = gaveUpSec;
      connections.putAway(GIVE_UP, giveUpCode(place, loss));
    }
    hand.clearClaims();
  }

  /** An end of the established connection in hand has had no answer for too long. */
  giveUp(code: number): void {
    const { farEnds, packets, run } = this;
    const { hand } = this.connections;
    const place = placeOf(code, hand.population);
    const station = Math.max(0, place);
    this.counters.unnoticed.gaveUp += 1;
    const closer = this.lost.closerOnGivingUp(station);
    const isDark = this.links.isCutAt(place) || this.lost.isDark(station, hand.instances[station]!);
    if (isDark && packets.speaks === 'client') {
      const heardSec = packets.beforeSec(run.timeSec - packets.patienceSec);
      const endsSec = farEnds.endsUnheardSec(station, heardSec);
      this.halfOpen.leaveFrom(station, Math.max(run.timeSec, endsSec));
    }
    run.finish(LOSSES[code & 3]!, closer);
  }

  private loseRow(row: number, station: number): void {
    const { table } = this.connections;
    switch (table.state(row)) {
      case CONNECTING:
        return this.setUp.lose(row, station);
      case REMNANT:
        return this.halfOpen.endRemnant(row);
      case FORGOTTEN:
        return this.lost.loseAgain(row, station);
    }
  }

  /** What was due of a row: of a lost connection, or of what a client has left that went without a word. */
  due(row: number): void {
    if (this.connections.table.state(row) === REMNANT) this.vanished.forgetFlows(row);
    else this.lost.due(row);
  }

  endFarEnd(row: number): void {
    this.lost.endFarEnd(row);
  }
}

/** The link of a station or of the connection's own population, or the station that does not answer, and the reason. */
function giveUpCode(place: number, loss: Loss): number {
  return (Math.max(0, place + 1) << 2) | LOSSES.indexOf(loss);
}

function placeOf(code: number, population: number): number {
  const station = (code >> 2) - 1;
  return station < 0 ? -1 - population : station;
}
