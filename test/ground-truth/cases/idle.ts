/** Group K: silent connections and the shortest idle timeout of their path. */
import type { HopFile } from '../../../src/scenario/file-format.ts';
import { type GroundTruthCase, type Reading, type SimulatedCase } from '../ground-truth-case.ts';
import { measuredCase, measuredValues } from '../measured-values.ts';
import { columnSumAt, isKey, measuredReading } from '../readings.ts';
import { dials, SERVER } from '../scenarios.ts';

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
const tracked = (mode: 'snat' | 'dnat'): HopFile => ({
  mode,
  flowTable: { established: '5s' },
  ...(mode === 'snat' ? { snat: { ports: '20000-20999' } } : {}),
});

const cutByProxy = (id: string): SimulatedCase =>
  silent(id, 50, proxy('2s'), [
    measuredReading(id, 'cutWhenIdle', cut),
    measuredReading(id, 'openAfter', openAt(4)),
  ]);

/** Sent after 7 s of silence under an established timeout of 5 s. */
const forgotten = (id: string, mode: 'snat' | 'dnat'): SimulatedCase =>
  silent(id, 50, tracked(mode), [measuredReading(id, 'stillUsable', openAt(7))]);

export const IDLE_CASES: readonly GroundTruthCase[] = [
  cutByProxy('K01_ha_tcp_2s'),
  cutByProxy('K02_nginx_proxy_timeout_2s'),
  silent('K03_ha_ws_tunnel2', 20, proxy('2s'), [
    measuredReading('K03_ha_ws_tunnel2', 'openAfter1_5s', openAt(1.5)),
    measuredReading('K03_ha_ws_tunnel2', 'cutAfter4s', (run) => 20 - openAt(4)(run)),
  ]),
  forgotten('K10_snat_range_loose1_client', 'snat'),
  {
    id: 'K10_snat_range_loose1_client',
    what: measuredCase('K10_snat_range_loose1_client').what,
    quantity: 'reset',
    measured: measuredValues('K10_snat_range_loose1_client', 'reset'),
    notReproduced:
      'whether a forgotten flow ends by RST or in silence is not modelled: it is cut on both sides',
  },
  forgotten('K11_snat_range_loose0_client', 'snat'),
  {
    id: 'K14_router_loose1',
    what: measuredCase('K14_router_loose1').what,
    quantity: 'stillUsable',
    measured: measuredValues('K14_router_loose1', 'stillUsable'),
    notReproduced: 'nf_conntrack_tcp_loose=1 picks a forgotten flow up again; the model cuts it',
  },
  forgotten('K15_router_loose0_dropinvalid', 'dnat'),
];
