import type { ReloadSummary } from '../../network/results/run-result.ts';
import { counted, formatBytes, formatCount } from '../wording/format-quantity.ts';
import { capitalised, placeName } from '../wording/phrases.ts';

/**
 * "Ingress was reloaded 11 times: at most 2 generations of workers at once on one instance, the old ones with 451 MiB in all, and
 * 218,000 connections cut when the time of their workers was over." Empty where nothing was reloaded.
 */
export function reloadNote({
  stationName,
  reloads,
  peakGenerations,
  peakOldMemoryBytes,
  cut,
}: ReloadSummary): string {
  if (reloads === 0) return '';
  const times = reloads === 1 ? 'once' : `${formatCount(reloads)} times`;
  const generations = counted(peakGenerations, 'generation');
  const cuts = cut === 0 ? 'no connection' : counted(cut, 'connection');
  return (
    `${capitalised(placeName(stationName))} was reloaded ${times}: at most ${generations} of workers at once on one instance, ` +
    `the old ones with ${formatBytes(peakOldMemoryBytes)} there, and ${cuts} cut when the time of their workers was over.`
  );
}
