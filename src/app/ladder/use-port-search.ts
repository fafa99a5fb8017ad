import { useMemo } from 'react';
import type { LimitRow } from '../../analysis/limits/limit-row.ts';
import { portSearches, searchSentence } from '../../analysis/limits/port-search.ts';
import { useRun } from '../run/run-store.ts';
import { useDocument } from '../state/app-context.ts';

/** What the run of the open scenario spent on the search for the ports of a row, in a sentence; null where it searched none. */
export function usePortSearch({ station, resource }: LimitRow): string | null {
  const scenario = useDocument((state) => state.scenario);
  const run = useRun((state) => state.run);
  const summary = useRun((state) => (state.run?.stale === false ? state.run.summary : null));
  const searches = resource === 'client-ports' || resource === 'source-ports';
  return useMemo(() => {
    if (!searches || run === null || summary === null || run.scenario !== scenario) return null;
    const found = portSearches(scenario, { summary, series: run }).find((each) => each.station === station);
    return found === undefined ? null : searchSentence(found);
  }, [searches, run, summary, scenario, station]);
}
