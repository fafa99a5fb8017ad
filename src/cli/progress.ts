import type { Io } from './io.ts';

/** One line on the terminal that is rewritten as the runs go on; nothing where there is no terminal. */
export class Progress {
  private readonly io: Io;
  private readonly count: number;
  private shown = '';

  constructor(io: Io, count: number) {
    this.io = io;
    this.count = count;
  }

  show(share: number): void {
    if (!this.io.showsProgress) return;
    const runs = this.count === 1 ? '' : `${this.count} runs: `;
    const text = `${runs}${Math.floor(share * 100)} %`;
    if (text === this.shown) return;
    this.io.err(`\r${text.padEnd(this.shown.length)}`);
    this.shown = text;
  }

  clear(): void {
    if (this.shown !== '') this.io.err(`\r${' '.repeat(this.shown.length)}\r`);
  }
}
