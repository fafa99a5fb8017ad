/** Group K: silent connections and the shortest idle timeout of their path. */
import type { HopFile } from '../../../src/scenario/file-format.ts';
import {
  DISTRIBUTION,
  type GroundTruthCase,
  type Reading,
  type SimulatedCase,
} from '../ground-truth-case.ts';
import { measuredCase } from '../measured-values.ts';
import { columnSumAt, isKey, measuredReading } from '../readings.ts';
import { dials, natRange, SERVER, STAYS } from '../scenarios.ts';

/** Connections that are opened at once and stay silent. */
function silent(id: string, count: number, hop: HopFile, readings: readonly Reading[]): SimulatedCase {
  return {
    id,
    what: measuredCase(id).what,
    scenario: {
      duration: '10s',
      clients: [dials(count, 0, { addresses: count })],
      path: [hop],
      backends: SERVER,
    },
    seeds: 3,
    quick: true,
    readings,
  };
}

const cut: Reading['read'] = ({ summary }) => summary.closedBy['idle-timeout'];
const openAt =
  (atSec: number): Reading['read'] =>
  (run) =>
    columnSumAt(run, atSec, isKey('concurrent'));
const proxy = (idleTimeout: string): HopFile => ({ mode: 'proxy', limits: { idleTimeout } });
const cutByProxy = (id: string): SimulatedCase =>
  silent(id, 50, proxy('2s'), [
    measuredReading(id, 'cutWhenIdle', cut),
    measuredReading(id, 'openAfter', openAt(4)),
  ]);

/** Each client sends again after 7 s of silence, two seconds after the flow table has forgotten it. */
function forgotten(id: string, hop: HopFile): SimulatedCase {
  return {
    id,
    what: measuredCase(id).what,
    scenario: {
      duration: '9s',
      sampleEvery: 1,
      clients: [
        dials(50, 0, {
          addresses: 50,
          balance: 'random',
          session: { lifetime: STAYS, heartbeat: '7s' },
        }),
      ],
      path: [hop],
      backends: SERVER,
    },
    seeds: 200,
    quick: true,
    readings: [
      measuredReading(id, 'stillUsable', openAt(8), DISTRIBUTION),
      measuredReading(id, 'reset', ({ summary }) => summary.idle.reset, DISTRIBUTION),
    ],
  };
}

const natted = (loose: boolean): HopFile =>
  natRange(1000, {}, { gateway: true, flowTable: { established: '5s', loose } });
const routed = (loose: boolean, invalid: 'forward' | 'drop'): HopFile => ({
  mode: 'router',
  gateway: true,
  flowTable: { established: '5s', loose, invalid },
});

export const IDLE_CASES: readonly GroundTruthCase[] = [
  cutByProxy('K01_ha_tcp_2s'),
  cutByProxy('K02_nginx_proxy_timeout_2s'),
  silent('K03_ha_ws_tunnel2', 20, proxy('2s'), [
    measuredReading('K03_ha_ws_tunnel2', 'openAfter1_5s', openAt(1.5)),
    measuredReading('K03_ha_ws_tunnel2', 'cutAfter4s', (run) => 20 - openAt(4)(run)),
  ]),
  forgotten('K10_snat_range_loose1_client', natted(true)),
  forgotten('K11_snat_range_loose0_client', natted(false)),
  forgotten('K14_router_loose1', routed(true, 'forward')),
  forgotten('K15_router_loose0_dropinvalid', routed(false, 'drop')),
];
