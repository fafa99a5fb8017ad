/** What is said of handshakes beside a run's answer: work done for nobody, and whether a storm of all clients ends by itself. */
import type { HandshakeCount, RunSummary } from '../../network/results/run-result.ts';
import { firstEnd } from '../../network/set-up/walk-stop.ts';
import type { ClientPopulation, Scenario } from '../../scenario/scenario.ts';
import { mostClientsThatRecover, stormTierOf } from '../runs/storm-recovery.ts';
import { formatCount, formatDuration, formatShare } from '../wording/format-quantity.ts';
import { placeName } from '../wording/phrases.ts';

/** Below this share of all handshakes work for nobody is not worth a word. */
const VISIBLE_SHARE = 0.01;

/** In sentences; none where handshakes take no time, or nobody has given up before one. */
export function handshakeNotes(scenario: Scenario, { handshakes }: RunSummary): string[] {
  const wasted = handshakes.filter(({ begun, abandoned }) => abandoned > VISIBLE_SHARE * begun);
  return wasted.map((count) => [wasteSentence(count), stormSentence(scenario, count)].join(' ').trim());
}

function wasteSentence({ stationName, begun, abandoned }: HandshakeCount): string {
  const share = formatShare(abandoned / begun);
  return `${formatCount(abandoned)} of ${formatCount(begun)} handshakes (${share}) at ${placeName(stationName)} were done for clients that had given up.`;
}

/** Only of the tier that the clients meet: behind it they do not come all at once. */
function stormSentence(scenario: Scenario, { station }: HandshakeCount): string {
  const { path, backends, clients } = scenario;
  const end = firstEnd(scenario);
  const hop = path[end];
  if (station !== (hop === undefined ? 'backends' : `path.${end}`)) return '';
  const [limits, instances] =
    hop === undefined ? [backends.limits, backends.count] : [hop.limits, hop.instances];
  const [population] = clients;
  if (clients.length !== 1 || population === undefined) return '';
  const tier = stormTierOf(population, limits, instances);
  if (tier === null) return '';
  const most = mostClientsThatRecover(tier);
  const all = population.count * population.connectionsEach;
  const rule = `${formatCount(tier.handshakesPerSec)}/s x (timeout ${formatDuration(tier.timeoutSec)} + (timeout + retry after ${formatDuration(tier.retrySec)}) / cost ${tier.abandonedCost} of an abandoned one)`;
  const limit = `${formatCount(Math.floor(most))} = ${rule}`;
  return all <= most
    ? `When all come back at once, the storm ends by itself up to ${limit}.`
    : `When all ${formatCount(all)} come back at once, the storm does not end by itself. It would up to ${limit}. ${cure(population, tier.handshakesPerSec, all)}`;
}

/** Patience and a window are long enough when everybody can be served within them. */
function cure({ reconnect }: ClientPopulation, handshakesPerSec: number, all: number): string {
  const sec = formatDuration(Math.ceil(all / handshakesPerSec));
  const window = reconnect.policy === 'window' ? '' : `, or reconnects spread over a window of ${sec}`;
  return `A timeout above ${sec}${window} would do.`;
}
