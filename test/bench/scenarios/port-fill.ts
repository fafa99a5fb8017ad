import type { ScenarioFile } from '../../../src/scenario/file-format.ts';
import { BOUNDLESS_SERVERS, CLIENT_ADDRESSES } from './port-loss.ts';

/**
 * What an attempt costs at a SNAT range that is 99.9 % full, beside the same at an empty one: a population fills the
 * range once and stays, then short connections come at a steady rate. Only their part of the run is timed.
 */
export const FILL_SELECTIONS = ['random', 'sequential', 'linux-connect', 'netfilter'] as const;
export type FillSelection = (typeof FILL_SELECTIONS)[number];

const ADDRESSES = 4;
const PORTS = 64_512;
const FULL_SHARE = 0.999;
/** By then even netfilter, whose probes often fail near the end, has filled its range. */
export const FILLED_BY_SEC = 3000;
export const FILL_END_SEC = FILLED_BY_SEC + 100;
const PROBES_PER_SEC = 5000;

export function portFillScenario(selection: FillSelection, full: boolean): ScenarioFile {
  const settled = full ? Math.round(ADDRESSES * PORTS * FULL_SHARE) : 1;
  const common = {
    timeWait: 0,
    syn: { linearTimeouts: 0, retries: 0 },
    connectTimeout: '1s',
  };
  return {
    fivetuple: 1,
    name: `Attempts at ${full ? 'a full' : 'an empty'} range, ${selection}`,
    seed: 1,
    duration: `${FILL_END_SEC}s`,
    sampleEvery: '10s',
    clients: [
      {
        ...common,
        name: 'settled',
        count: settled,
        addresses: Math.min(settled, CLIENT_ADDRESSES),
        arrivals: { pattern: 'population', rampUp: '100s' },
        session: { lifetime: { distribution: 'deterministic', value: '100d' }, heartbeat: 'none' },
        reconnect: { policy: 'fixed', base: '5s' },
      },
      {
        ...common,
        name: 'passing',
        addresses: CLIENT_ADDRESSES,
        arrivals: {
          pattern: 'poisson',
          interpolation: 'step',
          profile: [
            { at: 0, rate: 0 },
            { at: FILLED_BY_SEC, rate: PROBES_PER_SEC },
          ],
        },
        session: { lifetime: { distribution: 'deterministic', value: '1ms' }, heartbeat: 'none' },
        reconnect: { policy: 'none' },
      },
    ],
    path: [
      {
        name: 'edge',
        mode: 'snat',
        balance: 'random',
        snat: {
          addresses: ADDRESSES,
          ports: '1024-65535',
          scope: 'source',
          selection,
          choose: 'round-robin',
          hold: 0,
        },
        flowTable: { max: 'unlimited', established: 'none', timeWait: 0 },
      },
    ],
    backends: BOUNDLESS_SERVERS,
  };
}
