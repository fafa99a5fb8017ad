import { NO_PRODUCTS, type Products } from '../../analysis/levers/products.ts';
import type { ColumnInfo, LifeTables, RunSeries, RunSummary } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { RunUpdate } from '../../workers/protocol.ts';

/**
 * The series of one run on the page, grown in place as chunks arrive. Samples never pass through React state:
 * charts read this object inside an animation frame, and `version` tells them that something is new.
 */
export class LiveRun implements RunSeries {
  readonly scenario: Scenario;
  /** What its stations are, for the words of failures. */
  readonly products: Products;
  info: readonly ColumnInfo[] = [];
  length = 0;
  timeSec = new Float64Array(0);
  columns: Float64Array[] = [];
  summary: RunSummary | null = null;
  lifeTables: LifeTables | null = null;
  /** True from the moment the inputs changed until the first samples of the new run replace this one. */
  stale = false;
  /** Grows with every change, so that a drawer can tell whether it has anything to do. */
  version = 0;
  private readonly indexByKey = new Map<string, number>();

  constructor(scenario: Scenario, products: Products = NO_PRODUCTS) {
    this.scenario = scenario;
    this.products = products;
  }

  apply(update: RunUpdate): void {
    const { chunk } = update;
    if (this.info.length === 0 && chunk.info !== null) this.allocate(chunk.info);
    const end = chunk.from + chunk.timeSec.length;
    if (end > this.timeSec.length)
      throw new RangeError(`chunk ends at sample ${end} of ${this.timeSec.length}`);
    this.timeSec.set(chunk.timeSec, chunk.from);
    chunk.columns.forEach((column, index) => this.columns[index]?.set(column, chunk.from));
    this.length = Math.max(this.length, end);
    this.summary = update.summary;
    this.lifeTables = update.lifeTables;
    this.version += 1;
  }

  markStale(): void {
    this.stale = true;
    this.version += 1;
  }

  /** The column with that key, or undefined before the first chunk and for unknown keys. */
  column(key: string): Float64Array | undefined {
    const index = this.indexByKey.get(key);
    return index === undefined ? undefined : this.columns[index];
  }

  /** Index of the last sample at or before the time; -1 before the first. */
  indexAt(timeSec: number): number {
    return Math.min(this.length - 1, Math.floor(timeSec / this.scenario.sampleEverySec + 1e-9));
  }

  private allocate(info: readonly ColumnInfo[]): void {
    const samples = Math.floor(this.scenario.durationSec / this.scenario.sampleEverySec + 1e-9) + 1;
    this.info = info;
    this.timeSec = new Float64Array(samples);
    this.columns = info.map(() => new Float64Array(samples));
    info.forEach((column, index) => this.indexByKey.set(column.key, index));
  }
}
