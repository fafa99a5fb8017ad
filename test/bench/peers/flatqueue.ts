import FlatQueue from 'flatqueue';
import { type LoopEvent, runEventLoop } from './event-loop.ts';
import type { Peer } from './peer.ts';

export const flatqueue: Peer = {
  name: 'flatqueue loop',
  mostClients: 1_000_000,
  smallSize: '100k',
  run(workload) {
    const queue = new FlatQueue<LoopEvent>();
    return runEventLoop(workload, {
      push: (event, timeSec) => queue.push(event, timeSec),
      nextSec: () => queue.peekValue(),
      pop: () => queue.pop(),
    });
  },
};
