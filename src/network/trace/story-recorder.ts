import type { NetworkState } from '../network-state.ts';
import type { ConnectionStory, StoryEntry, TracedPath, TracedTuple } from './connection-story.ts';
import type { ConnectionTracer, TracedClient, TraceStep } from './trace-step.ts';

/** A client that tries at once for ever has more to tell than anybody reads. */
const MOST_ENTRIES = 2000;

interface PathSoFar {
  readonly tuples: (TracedTuple | null)[];
  readonly instances: (number | null)[];
}

/** Keeps what is told of one client, with the path that each of its attempts takes. */
export class StoryRecorder implements ConnectionTracer {
  private readonly net: NetworkState;
  private readonly population: number;
  private readonly number: number;
  private readonly entries: StoryEntry[] = [];
  private readonly paths: TracedPath[] = [];
  /** Of each session: what it has now, and where that stands in `paths`. */
  private readonly current = new Map<number, { readonly path: PathSoFar; kept: number }>();
  private omitted = 0;

  constructor(net: NetworkState, population: number, number: number) {
    this.net = net;
    this.population = population;
    this.number = number;
  }

  note({ population, number, session, attempts }: TracedClient, step: TraceStep): void {
    if (number !== this.number || population !== this.population) return;
    if (this.entries.length >= MOST_ENTRIES) {
      this.omitted += 1;
      return;
    }
    const path = this.pathAfter(session, step);
    this.entries.push({ timeSec: this.net.clock.nowSec, session, attempts, step, path });
  }

  story(): ConnectionStory {
    const { population, number, entries, paths, omitted } = this;
    const arrived = this.net.groups[population]?.arrivals.count ?? 0;
    return { population, number, entries, paths, omitted, arrived };
  }

  /** Index of the path of a session after a step; a new one where the step has changed it. */
  private pathAfter(session: number, step: TraceStep): number {
    let current = this.current.get(session);
    if (current === undefined) {
      current = { path: this.emptyPath(), kept: -1 };
      this.current.set(session, current);
    }
    if (this.apply(current.path, step) || current.kept < 0) {
      const { tuples, instances } = current.path;
      current.kept = this.paths.push({ tuples: [...tuples], instances: [...instances] }) - 1;
    }
    return current.kept;
  }

  private emptyPath(): PathSoFar {
    const stations = this.net.stations.length;
    return {
      tuples: new Array<TracedTuple | null>(stations).fill(null),
      instances: new Array<number | null>(stations).fill(null),
    };
  }

  /** Whether the step has changed the path. */
  private apply({ tuples, instances }: PathSoFar, step: TraceStep): boolean {
    switch (step.kind) {
      case 'attempt':
        tuples.fill(null);
        instances.fill(null);
        return true;
      case 'dialled':
        tuples[0] = { source: step.source, destination: step.destination };
        return true;
      case 'reached':
        instances[step.station] = step.instance;
        return true;
      case 'forwarded':
        tuples[step.station + 1] = this.behind(tuples[step.station] ?? null, step);
        return true;
      case 'dropped':
      case 'try-refused':
        // What has come as far as the station stays; who refuses for want of a port has the stretch before it.
        tuples.fill(null, step.station + 1);
        instances.fill(null, step.station);
        return true;
      default:
        return false;
    }
  }

  /** `snat` and `proxy` put their own source in; `dsr`, `router` and gateways leave the destination as it is. */
  private behind(
    before: TracedTuple | null,
    { station, source, destination }: Extract<TraceStep, { kind: 'forwarded' }>,
  ): TracedTuple | null {
    if (before === null) return null;
    const { mode, gateway } = this.net.plan.hops[station]!.settings;
    const keepsDestination = mode === 'dsr' || mode === 'router' || gateway;
    return {
      source: source ?? before.source,
      destination: keepsDestination ? before.destination : destination,
    };
  }
}
