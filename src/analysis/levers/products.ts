/** The products that a scenario's file names, and what they allow. A scenario has only their values, so its file is asked. */
import type { StationKey } from '../../network/results/run-result.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';

/** Ids of the presets by the station that names one. */
export type Products = ReadonlyMap<StationKey, string>;

export const NO_PRODUCTS: Products = new Map();

export function productsOf({ clients, path }: Pick<ScenarioFile, 'clients' | 'path'>): Products {
  const found = new Map<StationKey, string>();
  clients.forEach(({ preset }, i) => {
    if (preset !== undefined) found.set(`clients.${i}`, preset);
  });
  if (Array.isArray(path))
    path.forEach(({ preset }, i) => {
      if (preset !== undefined) found.set(`path.${i}`, preset);
    });
  return found;
}
