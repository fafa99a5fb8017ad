import type { Scenario } from '../../scenario/scenario.ts';
import { engsetBlocking } from '../theory/engset.ts';
import { erlangB } from '../theory/erlang-b.ts';
import { meanOverBin } from '../theory/hash-imbalance.ts';
import { netfilterBlockingBound } from '../theory/netfilter-drops.ts';
import { type Demand, demandOf, meanReconnectDelaySec } from './demand.ts';
import type { LimitRow, LossSystem } from './limit-row.ts';

/** What theory says of the share of attempts that a limit refuses once the demand is there. */
export interface BlockingPrediction {
  readonly probability: number;
  /** Its name, as a reader would look it up. */
  readonly theory: string;
  /** What must hold for it to be exact, in a sentence. */
  readonly assumptions: string;
  /** What the number is where they hold: the truth, or a bound of it, or near to it. */
  readonly kind: 'exact' | 'lower bound' | 'upper bound' | 'approximation';
}

/** A peak of at least this share of what the highest rate would lead to counts as a rate that changes slowly. */
const SLOW_SHARE = 0.9;
/** And of at least this share as a rate that does not change. */
const SETTLED_SHARE = 0.99;
/** Refusals above which delays that grow with every failure are no longer those after a close. */
const FEW_REFUSED = 0.01;
/** Values of a binomial mean that are computed across one standard deviation; those between lie on straight lines. */
const VALUES_PER_DEVIATION = 8;

/** The blocking probability of a rung of the ladder at the scenario's demand; null where no theory fits. */
export function predictedBlocking(row: LimitRow, scenario: Scenario): BlockingPrediction | null {
  const { loss } = row;
  if (loss === null || scenario.clients.length === 0) return null;
  if (scenario.clients.every(({ arrivals }) => arrivals.pattern === 'poisson'))
    return openBlocking(loss, scenario, demandOf(scenario));
  return closedBlocking(loss, demandOf(scenario));
}

function openBlocking(loss: LossSystem, scenario: Scenario, demand: Demand): BlockingPrediction | null {
  const settledErl = demand.populations.reduce(
    (sum, each) => sum + each.steadyArrivalsPerSec * each.meanSec,
    0,
  );
  const reached = demand.connections / settledErl;
  const constant = scenario.clients.every(
    ({ arrivals }) => arrivals.pattern === 'poisson' && hasOneRate(arrivals),
  );
  if (constant && reached >= SETTLED_SHARE) return lossBlocking(loss);
  if (reached >= SLOW_SHARE) {
    const peak = { ...loss, offeredEachErl: loss.offeredEachErl / reached };
    return changed(
      lossBlocking(peak),
      'upper bound',
      'with the highest rate as if it stayed (pointwise stationary approximation)',
      {
        holds:
          'the rate changes slowly against the lifetimes, and this is the blocking at its peak; over the whole run it is lower.',
      },
    );
  }
  return changed(
    lossBlocking(loss),
    'approximation',
    'with the infinite-server mean of the peak (modified offered load)',
    {
      holds:
        'the mean number of connections, had nothing refused any, stands for the offered load at the peak, which the refused share there can exceed by a half; over the whole run it is lower.',
    },
  );
}

function hasOneRate({ profile }: { readonly profile: readonly { readonly ratePerSec: number }[] }): boolean {
  return profile.every(({ ratePerSec }) => ratePerSec === profile[0]?.ratePerSec);
}

const POISSON = 'Poisson arrivals that do not come back when they are refused';
const ANY_FREE = 'a search that finds any free one';

/** Blocking of a loss system under Poisson arrivals of a constant rate. */
function lossBlocking(loss: LossSystem): BlockingPrediction {
  const { serversEach, offeredEachErl, hash, probedPorts, split } = loss;
  const blocks = (loadErl: number): number =>
    probedPorts === null ? erlangB(serversEach, loadErl) : netfilterBlockingBound(probedPorts, loadErl);
  const name = probedPorts === null ? 'Erlang B' : 'Loss system with independent probes';
  const search = probedPorts === null ? ANY_FREE : 'probes that look at ports of their own';
  const kind = probedPorts === null ? 'exact' : 'lower bound';
  if (hash !== null && hash.bins > 1) {
    return {
      probability: blockingOverHash(hash, offeredEachErl, blocks),
      theory: `${name} over a binomial hash`,
      assumptions: `${POISSON}, from addresses that ask equally often, and ${search}; a mean over all that the hash can do, of which a real one is one.`,
      kind: kind === 'exact' ? 'approximation' : kind,
    };
  }
  return {
    probability: blocks(offeredEachErl),
    theory: name,
    assumptions:
      split === 'in turn'
        ? `${POISSON}, and ${search}; they come to their group in turn, which is more even than the chance that is assumed.`
        : `${POISSON}, and ${search}.`,
    kind:
      split === 'in turn' && kind === 'exact' ? 'upper bound' : split === 'in turn' ? 'approximation' : kind,
  };
}

/**
 * The mean over what a hash does: of A sources k come to one of n bins with the binomial probability, and its load and its part of the
 * attempts are in proportion to k.
 */
function blockingOverHash(
  { sources, bins }: NonNullable<LossSystem['hash']>,
  offeredEachErl: number,
  blocks: (loadErl: number) => number,
): number {
  const mean = sources / bins;
  const step = Math.max(1, Math.floor(Math.sqrt(mean * (1 - 1 / bins)) / VALUES_PER_DEVIATION));
  const known = new Map<number, number>();
  const at = (inBin: number): number => {
    const before = known.get(inBin);
    if (before !== undefined) return before;
    const value = (inBin / mean) * blocks((offeredEachErl * inBin) / mean);
    known.set(inBin, value);
    return value;
  };
  return meanOverBin(sources, bins, (inBin) => {
    const below = Math.floor(inBin / step) * step;
    const share = (inBin - below) / step;
    return share === 0 ? at(inBin) : at(below) * (1 - share) + at(below + step) * share;
  });
}

/**
 * A population that comes back: Engset's formula, where every client is a source that asks again after the delay of its policy. A port that
 * is held after the close belongs to nobody who asks, so there must be none; and all clients must share one group.
 */
function closedBlocking(loss: LossSystem, demand: Demand): BlockingPrediction | null {
  const [population, ...others] = demand.populations;
  if (population === undefined || others.length > 0 || loss.groups > 1 || loss.probedPorts !== null)
    return null;
  const { clients, meanSec, connections } = population;
  const idleSec = meanReconnectDelaySec(clients.reconnect);
  const sources = Math.round(connections);
  const unitsEach = loss.offeredEachErl / connections;
  // At once, never, or only so often: not sources that ask again and again after a while.
  if (!(idleSec > 0) || idleSec === Infinity || clients.reconnect.maxAttempts !== Infinity) return null;
  if (sources < 1 || meanSec === Infinity || Math.abs(unitsEach - 1) > 1e-9) return null;
  const probability = engsetBlocking(sources, loss.serversEach, meanSec / idleSec);
  const { policy } = clients.reconnect;
  const grows = policy !== 'fixed' && policy !== 'window';
  if (grows && probability > FEW_REFUSED) return null;
  return {
    probability,
    theory: 'Engset',
    assumptions: `A population that has settled, whose clients come back ${grows ? 'after a refusal as after a close (they wait longer after several)' : 'after the same delay whether they were refused or closed'}, and ${ANY_FREE}.`,
    kind: grows ? 'upper bound' : 'exact',
  };
}

/** A prediction with a further step before it that makes it a bound or an approximation. */
function changed(
  prediction: BlockingPrediction,
  kind: BlockingPrediction['kind'],
  how: string,
  { holds }: { readonly holds: string },
): BlockingPrediction {
  return {
    probability: prediction.probability,
    theory: `${prediction.theory} ${how}`,
    assumptions: `${prediction.assumptions} Besides, ${holds}`,
    // Two that go different ways are no bound.
    kind: prediction.kind === 'exact' || prediction.kind === kind ? kind : 'approximation',
  };
}
