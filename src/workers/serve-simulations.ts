import { type Endpoint, expose, type Remote, releaseProxy, transfer } from 'comlink';
import { ownThread } from './own-thread.ts';
import type { PortMapAnswer, RunObserver, ShareObserver, SimulationApi } from './protocol.ts';
import { SimulationService } from './simulation-service.ts';

/** Answers the calls of a `SimulatorClient`: all that a worker does. Without an endpoint those of who started the worker. */
export function serveSimulations(endpoint?: Endpoint): void {
  const service = new SimulationService(ownThread());
  const api: SimulationApi = {
    async run(scenario, options, observer) {
      const remote = observer as Remote<RunObserver>;
      let delivered: Promise<void> = Promise.resolve();
      try {
        const summary = await service.run(scenario, options, (update) => {
          delivered = remote(transfer(update, [update.chunk.timeSec.buffer]));
        });
        // Updates travel on a port of their own: without this the answer could overtake the last of them.
        await delivered;
        return summary;
      } finally {
        remote[releaseProxy]();
      }
    },
    async figures(scenario, options, observer) {
      const remote = observer as Remote<ShareObserver>;
      try {
        return await service.figures(scenario, options, (share) => void remote(share));
      } finally {
        remote[releaseProxy]();
      }
    },
    cancel: () => service.cancel(),
    portMapChoices: (scenario) => service.portMapChoices(scenario),
    async portMapAt(scenario, query, atSec) {
      const answer = await service.portMapAt(scenario, query, atSec);
      return answer === null ? null : transfer(answer, buffersOf(answer));
    },
    async storyOf(scenario, wish, observer) {
      const remote = observer as Remote<ShareObserver>;
      try {
        return await service.storyOf(scenario, wish, (share) => void remote(share));
      } finally {
        remote[releaseProxy]();
      }
    },
  };
  expose(api, endpoint);
}

/** The buffers of an answer, which the worker needs no more. */
function buffersOf({ occupancy, ...map }: PortMapAnswer): Transferable[] {
  const { cells, ageSec, leftSec, population, client, toward } = map;
  const arrays = [cells, ageSec, leftSec, population, client];
  if (toward !== null) arrays.push(toward);
  if (occupancy !== null) arrays.push(occupancy.present, occupancy.inUse, occupancy.held);
  return arrays.map(({ buffer }) => buffer);
}
