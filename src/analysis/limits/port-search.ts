/** What the search for free ports cost in a run. It is counted, and delays nothing in the model. */
import type { RunResult, RunSeries, RunSummary, StationKey } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { connectCostSec } from '../theory/search-cost.ts';
import { formatNumber } from '../wording/format-quantity.ts';

/** The searches of one station that opens connections of its own: the clients, or a proxy. */
export interface PortSearch {
  readonly station: StationKey;
  readonly stationName: string;
  readonly call: 'connect' | 'bind';
  readonly searches: number;
  readonly portsExamined: number;
  readonly meanPortsExamined: number;
  /** CPU time of one connect with its search. */
  readonly meanCpuSec: number;
}

/**
 * Stations whose kernels search for ports, with what they looked at. Clients are left out where several populations
 * share the count of attempts, and where their ports are only counted: many addresses with few connections each.
 */
export function portSearches(
  scenario: Scenario,
  { summary, series }: Pick<RunResult, 'summary' | 'series'>,
): readonly PortSearch[] {
  return [...clientSearches(scenario, summary, series), ...proxySearches(scenario, summary, series)];
}

/** "connect() looked at 1,240 ports on average: 72 µs of CPU a connection." */
export function searchSentence({ call, meanPortsExamined, meanCpuSec }: PortSearch): string {
  const ports = `${formatNumber(meanPortsExamined)} ${meanPortsExamined === 1 ? 'port' : 'ports'}`;
  return `${call}() looked at ${ports} on average: ${formatNumber(meanCpuSec * 1e6)} µs of CPU a connection.`;
}

function clientSearches({ clients }: Scenario, summary: RunSummary, series: RunSeries): PortSearch[] {
  const [only, ...others] = clients;
  if (only === undefined || others.length > 0) return [];
  const call = only.bind === 'late' ? 'connect' : 'bind';
  return found('clients.0', only.name, call, summary.attempts, series);
}

/** A proxy searches once for each connection that came so far; what was still on its way there is left out. */
function proxySearches({ path }: Scenario, summary: RunSummary, series: RunSeries): PortSearch[] {
  return path.flatMap(({ name, mode, source }, index) => {
    // netfilter's probing is no socket call.
    if (mode !== 'proxy' || source === null || source.selection === 'netfilter') return [];
    const station: StationKey = `path.${index}`;
    const behind = new Set<StationKey>([
      'backends',
      ...path.map((_, i) => `path.${i}` as const).slice(index + 1),
    ]);
    const failed = summary.failures.filter(
      (cause) =>
        behind.has(cause.station) ||
        (cause.station === station &&
          (cause.resource === 'source-ports' || cause.resource === 'port-blocks')),
    );
    const searches = summary.established + failed.reduce((sum, { count }) => sum + count, 0);
    const call = source.selection === 'linux-connect' ? 'connect' : 'bind';
    return found(station, name, call, searches, series);
  });
}

function found(
  station: StationKey,
  stationName: string,
  call: PortSearch['call'],
  searches: number,
  series: RunSeries,
): PortSearch[] {
  const at = series.info.findIndex((info) => info.quantity === 'ports-examined' && info.station === station);
  const portsExamined = series.columns[at]?.[series.length - 1] ?? 0;
  if (searches === 0 || portsExamined === 0) return [];
  const meanPortsExamined = portsExamined / searches;
  const meanCpuSec = connectCostSec(meanPortsExamined, call);
  return [{ station, stationName, call, searches, portsExamined, meanPortsExamined, meanCpuSec }];
}
