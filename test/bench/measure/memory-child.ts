/**
 * Runs port-loss once and prints how many bytes the process held at the most, and before. Resident memory: Node counts a memory of
 * WebAssembly twice in `external`.
 */
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { runPortLoss } from '../engine-run.ts';
import { type SizeName, workloadOf } from '../workload.ts';

export interface MemoryResult {
  readonly baselineBytes: number;
  readonly peakBytes: number;
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
const baselineBytes = process.memoryUsage.rss();
runPortLoss(workloadOf(process.argv[2] as SizeName));
const result: MemoryResult = { baselineBytes, peakBytes: peakResidentBytes() };
process.stdout.write(`${JSON.stringify(result)}\n`);
