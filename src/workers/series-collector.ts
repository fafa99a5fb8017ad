import type { RunResult } from '../network/results/run-result.ts';
import type { RunUpdate, SeriesChunk } from './protocol.ts';

/** Puts the result of a run together from what its worker sent. */
export class SeriesCollector {
  private chunks: SeriesChunk[] = [];
  private last: RunUpdate | null = null;

  add(update: RunUpdate): void {
    // From the start again: another worker took the run over.
    if (update.chunk.from === 0) this.chunks = [];
    this.chunks.push(update.chunk);
    this.last = update;
  }

  /** @throws Error before the first update. */
  result(): RunResult {
    if (this.last === null) throw new Error('nothing was heard of the run');
    const { chunk, summary, lifeTables } = this.last;
    const timeSec = joined(this.chunks.map((each) => each.timeSec));
    return {
      summary,
      lifeTables,
      series: {
        info: this.chunks[0]?.info ?? [],
        length: timeSec.length,
        timeSec,
        columns: chunk.columns.map((last, c) => joined(this.chunks.map(({ columns }) => columns[c] ?? last))),
      },
    };
  }
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
