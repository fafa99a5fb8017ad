/** How often a user is cut off and comes back: what the clients of a population go through in an hour. */
import {
  CLOSE_REASONS,
  type CloseReason,
  type PopulationSummary,
  type RunSummary,
} from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { meanReconnectDelaySec } from '../limits/demand.ts';
import { holdingTimeOf, meanHoldingSec } from '../theory/holding-time.ts';

const SEC_PER_HOUR = 3600;

export interface UserRates {
  /** Name of the population; null for all of them together. */
  readonly population: string | null;
  /** Hours for which its clients were there, connected or not, all together. */
  readonly userHours: number;
  /** Share of that time in which they were connected. */
  readonly connectedShare: number;
  readonly reconnectsPerUserHour: number;
  readonly disconnectsPerUserHour: number;
  /** Of them, by what ended the connection; without those that ended none. */
  readonly byCause: readonly { readonly reason: CloseReason; readonly perUserHour: number }[];
  /** 3600 / (W + d) in the settled state without events, W the mean lifetime and d the mean delay; null where nobody comes back. */
  readonly settledPerUserHour: number | null;
}

/** All clients together first, then each population where there are several. Empty before anyone has come. */
export function userRates(scenario: Scenario, { populations }: Pick<RunSummary, 'populations'>): UserRates[] {
  const each = populations.map((population, index) => ({
    ...ratesOf(population, population.name),
    settledPerUserHour: settledOf(scenario, index),
  }));
  const [only, ...others] = each;
  if (only === undefined) return [];
  if (others.length === 0) return only.userHours > 0 ? [only] : [];
  const hours = each.reduce((sum, { userHours }) => sum + userHours, 0);
  const settled = each.map(({ settledPerUserHour, userHours }) =>
    settledPerUserHour === null ? null : (settledPerUserHour * userHours) / hours,
  );
  const all = {
    ...ratesOf(together(populations), null),
    settledPerUserHour: settled.includes(null)
      ? null
      : settled.reduce((sum: number, rate) => sum + (rate ?? 0), 0),
  };
  return [all, ...each].filter(({ userHours }) => userHours > 0);
}

function ratesOf(
  { userSec, connectedSec, reconnects, closedBy }: Omit<PopulationSummary, 'name'>,
  population: string | null,
): Omit<UserRates, 'settledPerUserHour'> {
  const userHours = userSec / SEC_PER_HOUR;
  const byCause = CLOSE_REASONS.filter((reason) => closedBy[reason] > 0)
    .map((reason) => ({ reason, perUserHour: closedBy[reason] / userHours }))
    .sort((a, b) => b.perUserHour - a.perUserHour);
  return {
    population,
    userHours,
    connectedShare: connectedSec / userSec,
    reconnectsPerUserHour: reconnects / userHours,
    disconnectsPerUserHour: byCause.reduce((sum, { perUserHour }) => sum + perUserHour, 0),
    byCause,
  };
}

function together(populations: readonly PopulationSummary[]): Omit<PopulationSummary, 'name'> {
  const sum = (of: (population: PopulationSummary) => number): number =>
    populations.reduce((all, population) => all + of(population), 0);
  const closed = CLOSE_REASONS.map((reason) => [reason, sum(({ closedBy }) => closedBy[reason])] as const);
  return {
    userSec: sum(({ userSec }) => userSec),
    connectedSec: sum(({ connectedSec }) => connectedSec),
    established: sum(({ established }) => established),
    reconnects: sum(({ reconnects }) => reconnects),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every reason is a key
    closedBy: Object.fromEntries(closed) as PopulationSummary['closedBy'],
  };
}

function settledOf(scenario: Scenario, index: number): number | null {
  const clients = scenario.clients[index]!;
  if (clients.arrivals.pattern === 'poisson') return null;
  const cycleSec =
    meanHoldingSec(holdingTimeOf(clients, scenario)) + meanReconnectDelaySec(clients.reconnect);
  return cycleSec === Infinity ? null : SEC_PER_HOUR / cycleSec;
}
