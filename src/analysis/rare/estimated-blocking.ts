import type { Scenario } from '../../scenario/scenario.ts';
import { placeOf } from '../levers/stage-place.ts';
import { demandOf } from '../limits/demand.ts';
import type { LimitRow } from '../limits/limit-row.ts';
import {
  type BlockingPrediction,
  blockingAsPoisson,
  FEW_REFUSED,
  ONE_HASH_IN,
  predictedBlocking,
} from '../limits/predicted-blocking.ts';
import { blockingOfMostHashes, rareBlocking } from './pool-blocking.ts';
import { poolDemandOf } from './pool-demand.ts';
import type { RareEstimate } from './rare-estimate.ts';

const POISSON =
  'Poisson arrivals that do not come back when they are refused, from senders that ask equally often.';
const POPULATION =
  'A population that keeps its connections is taken as such arrivals, which vary more than it does.';
const HASH =
  'It is the mean over all that the hash can do, of which a real one is one; one in twenty at most is worse than the upper end.';

/**
 * What is known of a limit when there is a second to find out. Pools of source addresses are put together from their addresses
 * (`pool-blocking.ts`), ports that netfilter probes by an estimate, and a population of which no theory is exact is bounded by Poisson
 * arrivals. Estimates are kept, so that a plan that asks again does not wait.
 */
export function estimatedBlocking(row: LimitRow, scenario: Scenario): BlockingPrediction | null {
  if (row.loss === null) return null;
  const predicted = predictedBlocking(row, scenario);
  const hop = placeOf(row.station, scenario).index;
  // Whether netfilter looks for the port: where it goes on to the next address no row says so.
  const isProbed = scenario.path[hop]?.source?.selection === 'netfilter';
  if (predicted !== null && row.loss.hash === null && !isProbed) return predicted;
  return poolBlocking(row, hop, scenario) ?? predicted ?? blockingAsPoisson(row, POPULATION);
}

/** Null where the limit is no pool of source addresses, or its ports are leased in blocks. */
function poolBlocking({ resource }: LimitRow, hop: number, scenario: Scenario): BlockingPrediction | null {
  if (resource !== 'snat-ports' && resource !== 'source-ports') return null;
  const source = scenario.path[hop]?.source ?? null;
  const asked = poolDemandOf(scenario, hop, demandOf(scenario));
  if (source === null || source.scope === 'client-block' || asked === null) return null;
  const options = { effort: 'coarse' } as const;
  const estimate = rareBlocking(asked, source.addresses, options);
  const isOpen = scenario.clients.every(({ arrivals }) => arrivals.pattern === 'poisson');
  const isHashed = source.choose.endsWith('hash') && source.addresses > 1;
  const kind = isHashed ? 'approximation' : kindOf(estimate, isOpen);
  const { probability, low, high } = estimate;
  const highest = isHashed
    ? Math.min(1, high * ONE_HASH_IN, blockingOfMostHashes(asked, source.addresses, options))
    : high;
  const isBound = isOpen || highest <= FEW_REFUSED;
  return {
    probability,
    low: kind === 'exact' || kind === 'estimate' ? low : 0,
    high: isBound ? highest : 1,
    theory:
      source.selection === 'netfilter'
        ? 'netfilter’s search, by conditional expectation'
        : `Erlang B${isHashed ? ' over a binomial hash' : ''}`,
    assumptions: [POISSON, ...(isOpen ? [] : [POPULATION]), ...(isHashed ? [HASH] : [])].join(' '),
    kind,
    isLoose: estimate.method === 'upper bound',
  };
}

function kindOf({ method, probability }: RareEstimate, isOpen: boolean): BlockingPrediction['kind'] {
  switch (method) {
    case 'Erlang B':
      if (isOpen) return 'exact';
      return probability <= FEW_REFUSED ? 'upper bound' : 'approximation';
    case 'upper bound':
      return 'upper bound';
    case 'conditional expectation':
    case 'loads in stages':
      return 'estimate';
  }
}
