import { formatDuration } from '../analysis/wording/format-quantity.ts';
import { secondsLeft } from '../workers/time-left.ts';
import type { Io } from './io.ts';

/** One line on the terminal that is rewritten as the runs go on; nothing where there is no terminal. */
export class Progress {
  private readonly io: Io;
  private readonly count: number;
  private readonly startMs: number | null;
  private shown = '';

  /** @param tellsTimeLeft for work that is long enough to be waited for elsewhere */
  constructor(io: Io, count: number, tellsTimeLeft = false) {
    this.io = io;
    this.count = count;
    this.startMs = tellsTimeLeft ? io.nowMs() : null;
  }

  show(share: number): void {
    if (!this.io.showsProgress) return;
    const runs = this.count === 1 ? '' : `${this.count} runs: `;
    const text = `${runs}${Math.floor(share * 100)} %${this.timeLeft(share)}`;
    if (text === this.shown) return;
    this.io.err(`\r${text.padEnd(this.shown.length)}`);
    this.shown = text;
  }

  clear(): void {
    if (this.shown !== '') this.io.err(`\r${' '.repeat(this.shown.length)}\r`);
  }

  private timeLeft(share: number): string {
    const left = this.startMs === null ? null : secondsLeft(share, this.io.nowMs() - this.startMs);
    return left === null ? '' : `, ${formatDuration(Math.ceil(left))} left`;
  }
}
