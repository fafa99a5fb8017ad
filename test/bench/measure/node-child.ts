/**
 * A process that runs the jobs of one lane: nothing else teaches its compiler anything. No garbage is collected by force
 * between jobs, since that throws away compiled code too, and the next job would be timed while it is compiled anew.
 */
import process from 'node:process';
import { type Job, runJob } from './job.ts';

/** CPU time of the process, helper threads of the engine included. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

process.on('message', ({ id, job }: { id: number; job: Job }) => {
  try {
    process.send!({ id, result: runJob(job, cpuMs) });
  } catch (error) {
    process.send!({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
