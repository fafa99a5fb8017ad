import type { NearestTarget } from '../analysis/plan/nearest-feasible.ts';
import type { Planning } from '../analysis/plan/planning.ts';
import type { ScenarioFile } from '../scenario/file-format.ts';
import type { OWN_PLANNER, Planner, WayStrains } from './planner.ts';
import { WorkerConnection, type WorkerHandle } from './worker-connection.ts';

/** Plans in a worker of its own. */
export class PlannerClient implements Planner {
  private readonly worker: WorkerConnection<typeof OWN_PLANNER>;

  constructor(spawn: () => WorkerHandle) {
    this.worker = new WorkerConnection(spawn);
  }

  plan(file: ScenarioFile, shown?: WayStrains): Promise<Planning> {
    return this.worker.call((remote) => remote.plan(file, shown));
  }

  nearest(file: ScenarioFile): Promise<NearestTarget | null> {
    return this.worker.call((remote) => remote.nearest(file));
  }

  underRanges(file: ScenarioFile): Promise<string | null> {
    return this.worker.call((remote) => remote.underRanges(file));
  }

  /** Ends it at once, whatever it is at. */
  dispose(): void {
    this.worker.dispose();
  }
}
