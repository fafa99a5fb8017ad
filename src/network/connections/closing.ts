import type { Hold, NetworkState } from '../network-state.ts';
import { CLOSED_BY_CLIENT, NOBODY } from './closer.ts';
import { seesClose } from './hold-times.ts';

/** What stays taken for a while after a connection of a population has closed, by who closed it. */
export interface Closing {
  /** The client's port, in TIME_WAIT. */
  readonly clientPort: Hold | null;
  /** The tuple of each hop. */
  readonly tuples: readonly (Hold | null)[];
  /** The flow table entry of each station. */
  readonly flows: readonly (Hold | null)[];
}

/** Of each population, by closer: see `closingOf`. Looked up once for a run, not for every connection. */
export function closingsOf(net: NetworkState): readonly (readonly Closing[])[] {
  return net.groups.map((_, population) => {
    const closings: Closing[] = [];
    for (let closer = NOBODY; closer <= net.backends; closer++)
      closings.push(closingBy(net, population, closer));
    return closings;
  });
}

/** @param closer station that closed first, `CLOSED_BY_CLIENT`, or `NOBODY` */
export function closingOf(closings: readonly Closing[], closer: number): Closing {
  return closings[closer - NOBODY]!;
}

function closingBy(net: NetworkState, population: number, closer: number): Closing {
  const { plan, stations } = net;
  const { close } = net.groups[population]!.settings.session;
  if (closer === NOBODY)
    return { clientPort: null, tuples: plan.hops.map(() => null), flows: stations.map(() => null) };
  return {
    clientPort: closer === CLOSED_BY_CLIENT ? net.clientHolds[population]! : null,
    // A proxy's own port stays in TIME_WAIT only if the proxy closes first toward the backend, which it does when
    // the close came from its side. A NAT holds the tuple whoever closed.
    tuples: plan.hops.map(({ settings }, hop) =>
      settings.mode === 'proxy' && closer > hop ? null : net.tupleHolds[hop]![close],
    ),
    flows: stations.map(({ tracksFlows }, station) => {
      const hop = plan.hops[station]?.settings;
      if (!tracksFlows || hop === undefined) return null;
      return seesClose(hop.mode, close, closer > station)
        ? net.flowHolds[station]![close]
        : net.unseenHolds[station]!;
    }),
  };
}
