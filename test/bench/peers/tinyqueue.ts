import TinyQueue from 'tinyqueue';
import { type LoopEvent, runEventLoop } from './event-loop.ts';
import type { Peer } from './peer.ts';

interface Timed {
  readonly event: LoopEvent;
  readonly timeSec: number;
}

export const tinyqueue: Peer = {
  name: 'tinyqueue loop',
  mostClients: 1_000_000,
  smallSize: '100k',
  run(workload) {
    const queue = new TinyQueue<Timed>([], (a, b) => a.timeSec - b.timeSec);
    return runEventLoop(workload, {
      push: (event, timeSec) => queue.push({ event, timeSec }),
      nextSec: () => queue.peek()?.timeSec,
      pop: () => queue.pop()?.event,
    });
  },
};
