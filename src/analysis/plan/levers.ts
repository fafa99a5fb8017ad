/** What can be turned up to lift a limit, by the resource that is short. */

import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { formatCount } from '../wording/format-quantity.ts';
import { clientPortLevers, returnLevers } from './client-levers.ts';
import type { Lever } from './lever.ts';
import { countLever, memoryLever } from './lever-parts.ts';
import { endpointLevers, portLevers } from './port-levers.ts';
import { withinProduct } from './product-fields.ts';
import { rateLevers } from './rate-levers.ts';
import type { Shortfall } from './shortfall.ts';
import { instanceLever, limitPath, type Place, placeOf } from './stage-place.ts';

/** An entry of the flow table and its bucket (`nf_conntrack`). */
const FLOW_ENTRY_BYTES = 264;
const GIB = 2 ** 30;

/** Every lever on the limit, those that are bought per piece and those that are only set alike. */
export function leversOn(shortfall: Shortfall, file: ScenarioFile, scenario: Scenario): Lever[] {
  return leversAt(shortfall, file, scenario).map((lever) => withinProduct(lever, file));
}

function leversAt(shortfall: Shortfall, file: ScenarioFile, scenario: Scenario): Lever[] {
  const { station, resource } = shortfall;
  if (station.startsWith('clients.')) {
    const index = Number(station.slice('clients.'.length));
    if (resource === 'reconnect') return returnLevers(index, scenario);
    return [...clientPortLevers(index, file, scenario), ...endpointLevers(0, scenario)];
  }
  const place = placeOf(station, scenario);
  const { limits, instances } = place;
  const more = instanceLever(place, file);
  switch (resource) {
    case 'snat-ports':
    case 'source-ports':
    case 'port-blocks':
      return [...portLevers(place, resource, file, scenario), more];
    case 'flow-table':
      return [flowTableLever(place, scenario), more];
    case 'max-connections':
      return [limit(place, 'maxConnections', 'connection limit', limits.maxConnections), more];
    case 'file-descriptors':
      return [limit(place, 'fileDescriptors', 'file descriptors', limits.fileDescriptors), more];
    case 'memory':
      return [
        memoryLever({
          id: limitPath(place, 'memory'),
          what: `memory ${place.at}`,
          now: limits.memoryBytes,
          cost: 'memoryPerGiB',
          amount: (bytes) => ((bytes - limits.memoryBytes) / GIB) * instances,
        }),
        more,
      ];
    case 'handshakes':
    case 'accept-queue':
    case 'admission':
      return [...rateLevers(place, resource, scenario, shortfall.target), more];
    default:
      return [];
  }
}

function limit(place: Place, field: string, what: string, now: number): Lever {
  return countLever({
    id: limitPath(place, field),
    what: `${what} ${place.at}`,
    title: `Raise the ${what} ${place.at}`,
    now,
    cost: 'change',
  });
}

function flowTableLever(place: Place, scenario: Scenario): Lever {
  const entries = scenario.path[place.index]?.flowTable.maxEntries ?? 0;
  return countLever({
    id: `${place.path}.flowTable.max`,
    what: `flow table ${place.at}`,
    title: `A larger flow table ${place.at}`,
    now: entries,
    cost: 'memoryPerGiB',
    text: (value) => `${formatCount(value)} entries`,
    amount: (value) => (((value - entries) * FLOW_ENTRY_BYTES) / GIB) * place.instances,
  });
}
