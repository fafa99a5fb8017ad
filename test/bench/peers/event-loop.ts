import { arrivalsPerSec, HOLD_SEC, MEAN_LIFETIME_SEC, type Outcome, type Workload } from '../workload.ts';
import { type Connection, PortLossState } from './port-loss-state.ts';
import { exponential, seededRandom } from './seeded-random.ts';

export interface LoopEvent {
  readonly kind: 'arrival' | 'close' | 'hold-end' | 'sample';
  readonly connection: Connection | null;
}

/** The part of a priority queue that the loop needs. */
export interface TimedQueue {
  push(event: LoopEvent, timeSec: number): void;
  nextSec(): number | undefined;
  pop(): LoopEvent | undefined;
}

/** The loop that most simulations in JavaScript are: one queue of event objects, a switch over their kinds. */
export function runEventLoop(workload: Workload, queue: TimedQueue): Outcome {
  const random = seededRandom(workload.seed);
  const state = new PortLossState(workload, random);
  const meanGapSec = 1 / arrivalsPerSec(workload);
  queue.push({ kind: 'sample', connection: null }, 0);
  queue.push({ kind: 'arrival', connection: null }, exponential(random, meanGapSec));
  for (;;) {
    const nowSec = queue.nextSec();
    const event = queue.pop();
    if (event === undefined || nowSec === undefined || nowSec > workload.seconds) break;
    const { kind, connection } = event;
    switch (kind) {
      case 'arrival': {
        const opened = state.arrive();
        if (opened !== null)
          queue.push({ kind: 'close', connection: opened }, nowSec + exponential(random, MEAN_LIFETIME_SEC));
        queue.push(event, nowSec + exponential(random, meanGapSec));
        break;
      }
      case 'close':
        state.close(connection!);
        queue.push({ kind: 'hold-end', connection }, nowSec + HOLD_SEC);
        break;
      case 'hold-end':
        state.endHold(connection!);
        break;
      case 'sample':
        state.sample();
        queue.push(event, nowSec + 1);
        break;
    }
  }
  return state.outcome();
}
