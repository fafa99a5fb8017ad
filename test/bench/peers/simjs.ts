/** simjs 2.0.3 as its manual shows it: an entity that asks to be called after a time. */
import { arrivalsPerSec, HOLD_SEC, MEAN_LIFETIME_SEC } from '../workload.ts';
import type { Peer } from './peer.ts';
import { PortLossState } from './port-loss-state.ts';
import { exponential, seededRandom } from './seeded-random.ts';

interface Request {
  done(callback: () => void): Request;
}

interface Entity {
  setTimer(afterSec: number): Request;
}

/** The package brings no types: the part of it that is used here. */
interface Simjs {
  readonly Entity: new (simulation: unknown, name: string) => Entity;
  readonly Sim: new () => {
    addEntity(kind: new (simulation: unknown, name: string) => Entity, name: string): Entity;
    simulate(endTime: number, maxEvents: number): boolean;
  };
}

/** The package exports nothing: it puts itself into `window`, which a worker and Node lack. */
async function load(): Promise<Simjs> {
  const scope = globalThis as { window?: unknown; Sim?: Simjs };
  const hadWindow = scope.window !== undefined;
  if (!hadWindow) scope.window = globalThis;
  // @ts-expect-error -- no types
  await import('simjs');
  if (!hadWindow) delete scope.window;
  if (scope.Sim === undefined) throw new Error('simjs did not load');
  return scope.Sim;
}

const { Entity, Sim } = await load();

export const simjs: Peer = {
  name: 'simjs',
  mostClients: 1_000_000,
  smallSize: '10k',
  run(workload) {
    const random = seededRandom(workload.seed);
    const state = new PortLossState(workload, random);
    const meanGapSec = 1 / arrivalsPerSec(workload);

    class Balancer extends Entity {
      start(): void {
        this.nextArrival();
        this.takeSample();
      }

      private nextArrival(): void {
        this.setTimer(exponential(random, meanGapSec)).done(() => this.arrive());
      }

      private arrive(): void {
        const connection = state.arrive();
        if (connection !== null) {
          this.setTimer(exponential(random, MEAN_LIFETIME_SEC)).done(() => {
            state.close(connection);
            this.setTimer(HOLD_SEC).done(() => state.endHold(connection));
          });
        }
        this.nextArrival();
      }

      private takeSample(): void {
        state.sample();
        this.setTimer(1).done(() => this.takeSample());
      }
    }

    const simulation = new Sim();
    simulation.addEntity(Balancer, 'balancer');
    simulation.simulate(workload.seconds, Infinity);
    return state.outcome();
  },
};
