import { type ChildProcess, fork } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Host } from './host.ts';
import type { Job, JobResult } from './job.ts';

const CHILD = fileURLToPath(new URL('./node-child.ts', import.meta.url));

type Answer = { readonly id: number } & ({ readonly result: JobResult } | { readonly error: string });

/** One process a lane, kept over all rounds. */
export class NodeHost implements Host {
  readonly name = 'Node';
  readonly clock = 'CPU time of the process';
  private readonly lanes = new Map<string, ChildProcess>();
  private lastId = 0;

  run(lane: string, job: Job): Promise<JobResult> {
    const child = this.childOf(lane);
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      const done = (act: () => void): void => {
        child.off('message', hear);
        child.off('exit', exited);
        act();
      };
      const hear = (answer: Answer): void => {
        if (answer.id !== id) return;
        done(() => ('result' in answer ? resolve(answer.result) : reject(new Error(answer.error))));
      };
      const exited = (code: number | null): void => {
        this.lanes.delete(lane);
        done(() => reject(new Error(`the process of "${lane}" ended with code ${code}`)));
      };
      child.on('message', hear);
      child.on('exit', exited);
      child.send({ id, job });
    });
  }

  async close(): Promise<void> {
    for (const child of this.lanes.values()) child.disconnect();
    this.lanes.clear();
  }

  private childOf(lane: string): ChildProcess {
    const existing = this.lanes.get(lane);
    if (existing !== undefined) return existing;
    const child = fork(CHILD, {
      execArgv: [...process.execArgv, '--max-old-space-size=8192'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.lanes.set(lane, child);
    return child;
  }
}
