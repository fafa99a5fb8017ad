import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryBusyScenario } from '../../../test/support/arbitrary-busy-scenario.ts';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { establishedConnections } from '../../../test/support/established-connections.ts';
import { finishedRun } from '../../../test/support/finished-run.ts';
import { compile } from '../plan.ts';
import { Simulation } from '../simulation.ts';
import { CLOSE } from './event-kinds.ts';

describe('a connection that is put away', () => {
  it('is the same when it is taken in hand again, whatever the path', () => {
    fc.assert(
      fc.property(arbitraryBusyScenario(), (file) => {
        const run = new Simulation(compile(buildScenario(file)));
        run.advanceTo(run.plan.scenario.durationSec / 2);
        const { connections } = run.net;
        const { hand, queue } = connections;
        // Of those that were put away before, the events that were called off still lie in the queue.
        const calledOff = new Set<number>();
        for (const before of establishedConnections(run.net).slice(0, 20)) {
          Object.assign(hand, before, { instances: hand.instances, tuples: hand.tuples });
          hand.instances.set(before.instances);
          hand.tuples.set(before.tuples);
          hand.untilSec = Infinity;
          connections.putAway(CLOSE);
          expect([...hand.instances, ...hand.tuples].every((claim) => claim === -1)).toBe(true);
          let last = -1;
          queue.forEach((at, timeSec) => {
            if (timeSec === Infinity && !calledOff.has(at)) last = at;
          });
          connections.takeAway(last);
          calledOff.add(last);
          const { instances, tuples, clientTuple, endpoint, population } = hand;
          expect({ instances, tuples, clientTuple, endpoint, population }).toEqual({
            instances: before.instances,
            tuples: before.tuples,
            clientTuple: before.clientTuple,
            endpoint: before.endpoint,
            population: before.population,
          });
          hand.clearClaims();
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is found at each instance that carries it', () => {
    const { net } = finishedRun({
      duration: '30s',
      clients: [
        {
          count: 300,
          addresses: 10,
          arrivals: { pattern: 'population', rampUp: '10s' },
          session: { lifetime: { distribution: 'deterministic', value: '1h' } },
          reconnect: { policy: 'none' },
        },
      ],
      path: [
        { mode: 'dnat', name: 'front', instances: 2, balance: 'random' },
        { mode: 'snat', name: 'nat', instances: 3, balance: 'random', snat: { ports: '1024-65535' } },
      ],
      backends: { count: 4, ports: [443, 8443] },
    });
    const all = establishedConnections(net);
    expect(all).toHaveLength(300);
    net.stations.forEach(({ instances }, station) => {
      for (let instance = 0; instance < instances; instance++) {
        const found = net.connections.establishedAt(station, instance);
        expect(found).toHaveLength(all.filter((each) => each.instances[station] === instance).length);
        expect(found).toHaveLength(net.stations[station]!.open[instance]!);
      }
    });
  });
});
