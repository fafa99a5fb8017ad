/**
 * How long the connections of a population hold out against an idle timer that their heartbeats do not always beat. Each
 * time between two packets is too long with the same probability, whatever was before, so the number of those that are
 * not is geometric, and no heartbeat needs an event of its own.
 */
import type { RandomSource } from '../../engine/random.ts';
import { sampleNormal } from '../../engine/ziggurat.ts';
import { log1p } from '../../numeric/elementary.ts';
import type { IdleCut } from './idle-timeout.ts';

/** Sums of more even draws than this are drawn as normal: their fourth moment then differs by less than 3 %. */
const MOST_DRAWS = 16;

export class HeartbeatGaps {
  private readonly source: RandomSource;
  private readonly timeoutSec: number;
  /** The shortest time between two packets, and the longest. */
  private readonly shortestSec: number;
  private readonly longestSec: number;
  /** Logarithm of the share of times that are short enough. */
  private readonly logKept: number;

  /** @param cut of a population with a jitter */
  constructor({ afterSec, silenceSec, jitterSec, missShare }: IdleCut, source: RandomSource) {
    this.source = source;
    this.timeoutSec = afterSec;
    this.shortestSec = silenceSec - jitterSec;
    this.longestSec = silenceSec + jitterSec;
    this.logKept = log1p(-missShare);
  }

  /** Time from a packet now until the idle timer fires, in seconds; Infinity where that is certain to be after `endSec`. */
  drawCutSec(endSec: number): number {
    const { source, shortestSec, timeoutSec } = this;
    // Where every time is too long the quotient is 0, as the logarithm of nothing is not finite.
    const inTime = Math.floor(log1p(-source.nextDouble()) / this.logKept);
    // Times that are short enough lie evenly between the shortest and the timeout.
    if (inTime * shortestSec + timeoutSec > endSec) return Infinity;
    return inTime * shortestSec + this.drawSum(inTime) * (timeoutSec - shortestSec) + timeoutSec;
  }

  /** Time between two packets that the idle timer was shorter than, in seconds. */
  drawSilenceSec(): number {
    const fromSec = Math.max(this.timeoutSec, this.shortestSec);
    return fromSec + this.source.nextDouble() * (this.longestSec - fromSec);
  }

  /** Sum of so many even draws from 0..1. */
  private drawSum(count: number): number {
    const { source } = this;
    if (count > MOST_DRAWS) {
      const sum = count / 2 + sampleNormal(source) * Math.sqrt(count / 12);
      return Math.min(count, Math.max(0, sum));
    }
    let sum = 0;
    for (let drawn = 0; drawn < count; drawn++) sum += source.nextDouble();
    return sum;
  }
}
