/** Runs port-loss once and prints how many bytes the engine held at the most, above what the process held before. */
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { runPortLoss } from '../engine-run.ts';
import { type SizeName, workloadOf } from '../workload.ts';

export interface MemoryResult {
  readonly baselineBytes: number;
  readonly peakBytes: number;
  readonly maxRssBytes: number;
}

/** Objects and buffers; `external` includes the array buffers. */
function heldBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Linux counts into `maxRSS` what the process had that started this one, which is larger. */
function peakResidentBytes(): number {
  const status = '/proc/self/status';
  const [, kib] = (existsSync(status) && /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))) || [];
  return 1024 * (kib === undefined ? process.resourceUsage().maxRSS : Number(kib));
}

// So that code and tables of every run belong to the baseline.
runPortLoss(workloadOf('10k'));
globalThis.gc?.();
const baselineBytes = heldBytes();
let peakBytes = baselineBytes;
runPortLoss(workloadOf(process.argv[2] as SizeName), () => {
  peakBytes = Math.max(peakBytes, heldBytes());
});
const result: MemoryResult = { baselineBytes, peakBytes, maxRssBytes: peakResidentBytes() };
process.stdout.write(`${JSON.stringify(result)}\n`);
