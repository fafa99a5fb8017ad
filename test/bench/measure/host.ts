import type { Job, JobResult } from './job.ts';

/** Where jobs run: processes of Node, or workers of a browser. */
export interface Host {
  readonly name: string;
  /** What `tookMs` is the time of. */
  readonly clock: string;
  /** Jobs of one lane share a process or worker, and with it what the compiler has learnt. */
  run(lane: string, job: Job): Promise<JobResult>;
  close(): Promise<void>;
}
