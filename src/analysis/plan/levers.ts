/** The levers that a plan may turn against a shortfall. */
import { stationPlace } from '../../network/results/station-key.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { returnLevers } from '../levers/client-levers.ts';
import type { Lever } from '../levers/lever.ts';
import { withListedWeights } from '../levers/listed-weights.ts';
import { productsOf } from '../levers/products.ts';
import { leversOn as leversOnLimit } from '../levers/resource-levers.ts';
import { formatDuration } from '../wording/format-quantity.ts';
import type { Shortfall } from './shortfall.ts';

/** Every lever on the limit, those that are bought per piece and those that are only set alike. */
export function leversOn(shortfall: Shortfall, file: ScenarioFile, scenario: Scenario): Lever[] {
  const { station, resource, target } = shortfall;
  if (resource === 'reconnect') return returnLevers(stationPlace(station).index, scenario);
  const levers = leversOnLimit({ station, resource }, scenario, productsOf(file)).flatMap((lever) =>
    withinRun(lever, scenario).map((each) => ({
      ...each,
      write: (value: number) => withListedWeights(file, each.write(value)),
    })),
  );
  return resource === 'handshakes' && target === 'reconnectWithin'
    ? [...levers, ...scenario.clients.flatMap((_, index) => returnLevers(index, scenario))]
    : levers;
}

/** A ramp no longer than half the run, which has to show that the plan carries its targets; none where it is so long. */
function withinRun(lever: Lever, { clients, durationSec }: Scenario): Lever[] {
  if (lever.kind !== 'ramp') return [lever];
  const arrivals = clients[Number(lever.id.split('.')[1])]?.arrivals;
  const startSec = arrivals?.pattern === 'population' ? arrivals.startSec : 0;
  const most = Math.floor(durationSec / 2 - startSec);
  if (most <= lever.now) return [];
  return [{ ...lever, most, mostBecause: `the run lasts ${formatDuration(durationSec)}` }];
}
