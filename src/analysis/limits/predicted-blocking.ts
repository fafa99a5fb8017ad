import type { Scenario } from '../../scenario/scenario.ts';
import {
  type BlockingBasis,
  type BlockingProbability,
  blockingProbability,
  lossBlocking,
} from './blocking-probability.ts';
import type { LimitRow } from './limit-row.ts';

/** What theory says of the share of attempts that a limit refuses once the demand is there. */
export interface BlockingPrediction {
  readonly probability: number;
  /** Between which the truth lies where the assumptions hold (for 95 % of hashes); both are the probability where that is exact. */
  readonly low: number;
  readonly high: number;
  /** Its name, as a reader would look it up. */
  readonly theory: string;
  /** What must hold for it to be exact, in a sentence. */
  readonly assumptions: string;
  /** What the number is where they hold: the truth, or a bound of it, or near to it, or an estimate with its 95 % interval. */
  readonly kind: 'exact' | 'lower bound' | 'upper bound' | 'approximation' | 'estimate';
  /** The truth may be many orders smaller: a target above it is met, and of one below it nothing is known. */
  readonly isLoose: boolean;
}

/** The blocking probability of a rung of the ladder at the scenario's demand; null where no theory fits. */
export function predictedBlocking(row: LimitRow, scenario: Scenario): BlockingPrediction | null {
  const found = blockingProbability(row, scenario);
  return found === null ? null : inWords(found);
}

/** Above this many refusals those who come back from them are no longer few beside the others. */
export const FEW_REFUSED = 0.01;
/** By how much the refused share can exceed the modified offered load's (exact forward equations, `test/theory`). */
const FAST_RATE_EXCESS = 1.5;
/** Markov's inequality: of what is never negative at most one in so many exceeds that many times the mean. */
export const ONE_HASH_IN = 20;

/**
 * The same with the demand taken as Poisson arrivals, whatever it is: of a population that keeps its connections an upper bound, as
 * long as few are refused; null for a row that is no loss system.
 * @param because why that is one, a sentence
 */
export function blockingAsPoisson({ loss }: LimitRow, because: string): BlockingPrediction | null {
  if (loss === null) return null;
  const found = inWords(lossBlocking(loss, 'constant'));
  const isBound = found.high <= FEW_REFUSED;
  return {
    ...found,
    low: 0,
    high: isBound ? found.high : 1,
    kind: isBound && found.kind !== 'approximation' ? 'upper bound' : 'approximation',
    assumptions: `${found.assumptions} ${because}`,
  };
}

function inWords({ probability, basis }: BlockingProbability): BlockingPrediction {
  const kind = kindOf(basis);
  return {
    probability,
    low: kind === 'exact' || kind === 'lower bound' ? probability : 0,
    high: isProbed(basis) ? 1 : Math.min(1, probability * excessOf(basis)),
    theory: theoryOf(basis),
    assumptions: assumptionsOf(basis),
    kind,
    isLoose: false,
  };
}

function isProbed(basis: BlockingBasis): boolean {
  return basis.model === 'loss system' && basis.isProbed;
}

/** How many times the prediction the truth may be, but for probes, which may fail far more often. */
function excessOf(basis: BlockingBasis): number {
  if (basis.model === 'finite sources') return 1;
  return (basis.isHashed ? ONE_HASH_IN : 1) * (basis.rate === 'fast' ? FAST_RATE_EXCESS : 1);
}

function theoryOf(basis: BlockingBasis): string {
  if (basis.model === 'finite sources') return 'Engset';
  const name = basis.isProbed ? 'Loss system with independent probes' : 'Erlang B';
  return [
    name,
    ...(basis.isHashed ? ['over a binomial hash'] : []),
    ...(basis.rate === 'slow'
      ? ['with the highest rate as if it stayed (pointwise stationary approximation)']
      : []),
    ...(basis.rate === 'fast' ? ['with the infinite-server mean of the peak (modified offered load)'] : []),
  ].join(' ');
}

const ANY_FREE = 'a search that finds any free one';

function assumptionsOf(basis: BlockingBasis): string {
  if (basis.model === 'finite sources')
    return `A population that has settled, whose clients come back ${
      basis.delayGrows
        ? 'after a refusal as after a close (they wait longer after several)'
        : 'after the same delay whether they were refused or closed'
    }, and ${ANY_FREE}.`;
  const search = basis.isProbed ? 'probes that look at ports of their own' : ANY_FREE;
  const sources = basis.isHashed ? ', from addresses that ask equally often' : '';
  return [
    `Poisson arrivals that do not come back when they are refused${sources}, and ${search}.`,
    ...(basis.isHashed
      ? [
          'It is the mean over all that the hash can do, of which a real one is one: one in twenty at most is more than twenty times worse.',
        ]
      : []),
    ...(basis.split === 'in turn'
      ? ['They come to their group in turn, which is more even than the chance that is assumed.']
      : []),
    ...(basis.rate === 'slow'
      ? [
          'The rate changes slowly against the lifetimes, and this is the blocking at its peak; over the whole run it is lower.',
        ]
      : []),
    ...(basis.rate === 'fast'
      ? [
          'The mean number of connections, had nothing refused any, stands for the offered load at the peak, which the refused share there can exceed by a half; over the whole run it is lower.',
        ]
      : []),
  ].join(' ');
}

/** What the steps of a prediction make of it: exact where none is one of the others, and no bound where two go different ways. */
function kindOf(basis: BlockingBasis): BlockingPrediction['kind'] {
  if (basis.model === 'finite sources') return basis.delayGrows ? 'upper bound' : 'exact';
  const steps = new Set<BlockingPrediction['kind']>();
  if (basis.isProbed) steps.add('lower bound');
  if (basis.isHashed || basis.rate === 'fast') steps.add('approximation');
  if (basis.split === 'in turn' || basis.rate === 'slow') steps.add('upper bound');
  const [only = 'exact', ...others] = steps;
  return others.length > 0 ? 'approximation' : only;
}
