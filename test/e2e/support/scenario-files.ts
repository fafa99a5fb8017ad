import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ScenarioFile } from '../../../src/scenario/file-format.ts';
import { encodeShareText } from '../../../src/scenario/share-link.ts';

const FOLDER = new URL('../../../public/scenarios/', import.meta.url);

/** The text of one of the published scenarios, by its name without `.json`. */
export function scenarioText(id: string): string {
  return readFileSync(fileURLToPath(new URL(`${id}.json`, FOLDER)), 'utf8');
}

/** A scenario whose run takes a moment: 2,000 clients behind one SNAT address with 1,000 ports, for ten minutes. */
export const SMALL: ScenarioFile = {
  fivetuple: 1,
  name: 'Two thousand clients on a thousand ports',
  seed: 7,
  duration: '10m',
  clients: [
    {
      name: 'browsers',
      count: 2000,
      arrivals: { pattern: 'population', rampUp: '2m' },
      session: { lifetime: { distribution: 'exponential', mean: '3m' } },
      reconnect: { policy: 'fixed', base: '5s' },
    },
  ],
  path: [
    {
      name: 'edge',
      mode: 'snat',
      snat: { addresses: 1, ports: '10001-11000', scope: 'source', selection: 'random', hold: '30s' },
    },
  ],
  backends: { name: 'servers', count: 4, ports: [443] },
  targets: { concurrent: 2000 },
};

/** The hash of a share link to the scenario. */
export function linkTo(file: ScenarioFile): Promise<string> {
  return encodeShareText(JSON.stringify(file));
}
