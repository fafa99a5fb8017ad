/** A worker that runs the jobs of one lane. */
import type { Job } from '../measure/job.ts';

// Not a plain import: a peer loads asynchronously, and a message that came before the listener would be lost.
const loading = import('../measure/job.ts');

async function answer(id: number, job: Job): Promise<void> {
  try {
    const { runJob } = await loading;
    postMessage({ id, result: runJob(job, () => performance.now()) });
  } catch (error) {
    postMessage({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

addEventListener('message', ({ data: { id, job } }: MessageEvent<{ id: number; job: Job }>) => {
  void answer(id, job);
});
