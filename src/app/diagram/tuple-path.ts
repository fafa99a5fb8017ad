import { dialledFrom } from '../../network/plan.ts';
import type { Hop, Scenario } from '../../scenario/scenario.ts';
import { CLIENT_ADDRESS, poolAddress, serverAddress, vipAddress } from './placeholder-addresses.ts';

/** One end of a connection as an example: an address of a documentation or private range, and a port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** The five-tuple of a sampled connection on one stretch of its path; the protocol is always TCP. */
export interface FiveTuple {
  readonly source: Endpoint;
  readonly destination: Endpoint;
}

/** Added to the first port of a range, so that the sample does not look like its bound. */
const SAMPLE_PORT_OFFSET = 7919;

function samplePort(first: number, last: number): number {
  return Math.min(last, first + SAMPLE_PORT_OFFSET);
}

/**
 * The five-tuple on each stretch of the path, from the clients to the backend: one more than there are hops. `snat` and
 * `proxy` put their own source in, every balancing hop but `dsr` puts the address of the stage in that it picks from; `dsr`
 * and `router` rewrite nothing, and a gateway leaves the destination alone.
 */
export function tuplePath(scenario: Scenario, server: number): FiveTuple[] {
  const { path } = scenario;
  const clientPorts = scenario.clients[0]?.ports ?? { first: 32_768, last: 60_999 };
  let source: Endpoint = {
    address: CLIENT_ADDRESS,
    port: samplePort(clientPorts.first, clientPorts.last),
  };
  let destination = stageEndpoint(scenario, dialledFrom(scenario, -1), server);
  const tuples: FiveTuple[] = [{ source, destination }];
  path.forEach((hop, index) => {
    if (hop.source !== null) {
      const { first, last } = hop.source.ports;
      source = { address: poolAddress(index), port: samplePort(first, last) };
    }
    if (rewritesDestination(hop)) destination = stageEndpoint(scenario, dialledFrom(scenario, index), server);
    tuples.push({ source, destination });
  });
  return tuples;
}

function stageEndpoint({ path, backends }: Scenario, stage: number, server: number): Endpoint {
  const hop = path[stage];
  return hop === undefined
    ? { address: serverAddress(server), port: backends.ports[0] ?? 0 }
    : { address: vipAddress(stage), port: hop.listen.ports[0] ?? 0 };
}

function rewritesDestination({ mode, gateway }: Hop): boolean {
  return mode !== 'dsr' && mode !== 'router' && !gateway;
}

export function formatEndpoint({ address, port }: Endpoint): string {
  return `${address}:${port}`;
}

/** What a hop does to the five-tuple, in two short lines. */
export function rewriteLines(scenario: Scenario, index: number): readonly [string, string] {
  const { path, backends } = scenario;
  const hop = path[index];
  if (hop === undefined) return ['', ''];
  const next = path[dialledFrom(scenario, index)]?.name ?? `a ${singular(backends.name)}`;
  const destination = `dst ${vipAddress(index)} → ${next}`;
  switch (hop.mode) {
    case 'snat':
      return [
        `src ${CLIENT_ADDRESS}:p → ${poolAddress(index)}:q`,
        hop.gateway ? 'dst not rewritten' : destination,
      ];
    case 'dnat':
      return ['src not rewritten', destination];
    case 'dsr':
      return ['nothing rewritten', `${vipAddress(index)} is also on every ${singular(backends.name)}`];
    case 'router':
      return ['nothing rewritten', hop.tracksFlows ? 'flows are tracked' : 'no state is kept'];
    case 'proxy':
      return ['the client’s connection ends here', `a second one: ${poolAddress(index)}:q → ${next}`];
  }
}

function singular(name: string): string {
  return name.endsWith('s') && !name.endsWith('ss') ? name.slice(0, -1) : name;
}

/**
 * The stages that a reply passes, from the backends (stage `path.length + 1`) back to the clients (stage 0). A hop holds an
 * address of the connection where it put its own source in; a reply passes it and, unless a `dsr` hop lies between, the
 * hops in front of it.
 */
export function replyStops(path: readonly Hop[]): number[] {
  const passed = path.flatMap((_, index) => (bypassed(path, index) ? [] : [index + 1]));
  return [path.length + 1, ...passed.toReversed(), 0];
}

/** Replies that go round hops: from a stage straight back to one that is not the next. */
export function replyArcs(path: readonly Hop[]): { readonly from: number; readonly to: number }[] {
  const stops = replyStops(path);
  return stops.slice(1).flatMap((to, index) => {
    const from = stops[index] ?? to;
    return from - to > 1 ? [{ from, to }] : [];
  });
}

/** Whether replies go round a hop: behind it comes `dsr` before any hop with a source address of its own. */
function bypassed(path: readonly Hop[], index: number): boolean {
  const decisive = path
    .slice(index)
    .find(({ mode }) => mode === 'dsr' || mode === 'snat' || mode === 'proxy');
  return decisive?.mode === 'dsr';
}
