import type { Clock } from '../../engine/clock.ts';
import type { Station } from '../stations/station.ts';

/** Links through which no packet passes: those in front of stations, and those of whole populations. */
export class LinkCuts {
  private readonly clock: Clock;
  private readonly stations: readonly Station[];
  private readonly stationUntilSec: Float64Array;
  private readonly populationUntilSec: Float64Array;

  constructor(clock: Clock, stations: readonly Station[], populations: number) {
    this.clock = clock;
    this.stations = stations;
    this.stationUntilSec = new Float64Array(stations.length);
    this.populationUntilSec = new Float64Array(populations);
  }

  /**
   * Cuts a link; `restore` must follow.
   * @param place a station, or a population counted from -1 downwards: -1 is the first
   */
  cut(place: number, untilSec: number): void {
    const times = place < 0 ? this.populationUntilSec : this.stationUntilSec;
    const index = place < 0 ? -1 - place : place;
    times[index] = Math.max(times[index]!, untilSec);
    for (const station of this.stations) station.notUp += 1;
  }

  restore(): void {
    for (const station of this.stations) station.notUp -= 1;
  }

  isCutAt(place: number): boolean {
    return (
      (place < 0 ? this.populationUntilSec[-1 - place]! : this.stationUntilSec[place]!) > this.clock.nowSec
    );
  }

  /**
   * Whether a SYN on its way to a station is lost.
   * @param sender the station that has sent it; -1 for the client
   */
  isCut(sender: number, station: number, population: number): boolean {
    if (sender < 0 && this.isCutAt(-1 - population)) return true;
    for (let passed = sender + 1; passed <= station; passed++) if (this.isCutAt(passed)) return true;
    return false;
  }
}
