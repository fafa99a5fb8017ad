import { type ChildProcess, execFile, fork } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import type { SizeName } from '../workload.ts';
import { type BuiltPrograms, buildPrograms } from './built-programs.ts';
import type { Host } from './host.ts';
import type { Job, JobResult } from './job.ts';
import type { MemoryResult } from './memory-child.ts';
import { type MemoryUse, memoryFigures } from './sections.ts';

/** Given in place of this process's own arguments: those make it run from source. */
const NODE_ARGS = ['--max-old-space-size=8192'];

type Answer = { readonly id: number } & ({ readonly result: JobResult } | { readonly error: string });

/** One process a lane, kept over all rounds; each runs the built code. */
export class NodeHost implements Host {
  readonly name = 'Node';
  readonly clock = 'CPU time of the process';
  private readonly programs: BuiltPrograms;
  private readonly lanes = new Map<string, ChildProcess>();
  private lastId = 0;

  private constructor(programs: BuiltPrograms) {
    this.programs = programs;
  }

  static async start(): Promise<NodeHost> {
    return new NodeHost(await buildPrograms());
  }

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

  /** The engine's memory on port-loss, in a process of its own. */
  async memoryUse(size: SizeName): Promise<MemoryUse> {
    const args = [...NODE_ARGS, '--expose-gc', this.programs.files['memory-child'], size];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return memoryFigures(size, JSON.parse(stdout) as MemoryResult);
  }

  async close(): Promise<void> {
    for (const child of this.lanes.values()) child.disconnect();
    this.lanes.clear();
    await this.programs.remove();
  }

  private childOf(lane: string): ChildProcess {
    const existing = this.lanes.get(lane);
    if (existing !== undefined) return existing;
    const child = fork(this.programs.files['node-child'], {
      execArgv: NODE_ARGS,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.lanes.set(lane, child);
    return child;
  }
}
