/** Group H: HAProxy and nginx as full proxies, range 10000-10999 on the proxy. */
import type { BackendsFile, HopFile } from '../../../src/scenario/file-format.ts';
import { type GroundTruthCase, type SimulatedCase, within } from '../ground-truth-case.ts';
import { measuredCase, measuredValues } from '../measured-values.ts';
import { failed, measuredReading, peakConcurrent, resource } from '../readings.ts';
import { dials, SERVER } from '../scenarios.ts';

interface ProxyCase {
  readonly attempts: number;
  readonly snat?: NonNullable<HopFile['snat']>;
  readonly servers?: Partial<BackendsFile>;
  readonly clients?: number;
}

function proxied(id: string, { attempts, snat = {}, servers = {}, clients = 100 }: ProxyCase): SimulatedCase {
  const hasDescriptors = (measuredCase(id).values['descriptorsForConnections'] ?? []).length > 0;
  const range = { ports: '10000-10999', ...snat };
  return {
    id,
    what: measuredCase(id).what,
    scenario: {
      duration: '5s',
      clients: [dials(attempts, '2s', { addresses: clients })],
      path: [{ mode: 'proxy', balance: 'round-robin', snat: range }],
      backends: { ...SERVER, ...servers },
    },
    seeds: 3,
    quick: true,
    readings: [
      measuredReading(id, 'maxConcurrent', peakConcurrent),
      ...('refused' in measuredCase(id).values ? [measuredReading(id, 'refused', failed)] : []),
      ...(hasDescriptors
        ? [
            measuredReading(
              id,
              'descriptorsForConnections',
              (run) => resource(run, 'path.0', 'file-descriptors').used,
              within(0.001),
            ),
          ]
        : []),
    ],
  };
}

const TWO_SERVERS = { servers: { count: 2 } } as const;
const TWO_PORTS = { servers: { ports: [9000, 9001] } };
const RANGE = { ports: '20000-20999' } as const;
const BIG_RANGE = { ports: '1024-65535' } as const;
const MEMORY =
  'memory of a proxied connection is an input; its default is the documented 33 kB with both buffers in use, an idle connection was measured at a fraction of it';

export const PROXY_CASES: readonly GroundTruthCase[] = [
  proxied('H01_ha_plain_1', { attempts: 1200 }),
  proxied('H02_ha_plain_2ips', { attempts: 2300, ...TWO_SERVERS }),
  proxied('H03_ha_plain_2ports', { attempts: 2300, ...TWO_PORTS }),
  proxied('H04_ha_source_ip_2', { attempts: 2300, ...TWO_SERVERS }),
  proxied('H05_ha_2sources_same_server', {
    attempts: 2300,
    snat: { addresses: 2, choose: 'round-robin' },
  }),
  proxied('H06_ha_portrange_1', { attempts: 1200, snat: RANGE }),
  proxied('H07_ha_portrange_2', { attempts: 2300, snat: RANGE, ...TWO_SERVERS }),
  {
    id: 'H07b_ha_portrange_default_server',
    what: measuredCase('H07b_ha_portrange_default_server').what,
    quantity: 'maxConcurrent',
    measured: measuredValues('H07b_ha_portrange_default_server', 'maxConcurrent'),
    notReproduced:
      'a range on a default-server line was used as 20000-21000, one port more than written: a peculiarity of HAProxy 2.6 without a mechanism in the model',
  },
  proxied('H11_ng_plain_1', { attempts: 1200 }),
  proxied('H12_ng_plain_2', { attempts: 2300, ...TWO_SERVERS }),
  proxied('H12c_ng_plain_2_log', { attempts: 2300, ...TWO_SERVERS }),
  proxied('H13_ng_proxybind_2', { attempts: 2300, ...TWO_SERVERS }),
  proxied('H20_ws_haproxy_http', { attempts: 600, snat: { ports: '10000-10499' }, clients: 600 }),
  proxied('H20_ws_nginx_http', { attempts: 600, snat: { ports: '10000-10499' }, clients: 600 }),
  ...['H30_mem_haproxy', 'H30_mem_nginx'].flatMap((id) => [
    proxied(id, { attempts: 29_400, snat: BIG_RANGE, clients: 600, ...TWO_SERVERS }),
    {
      id,
      what: measuredCase(id).what,
      quantity: 'processBytesPerConnection',
      measured: measuredValues(id, 'processBytesPerConnection'),
      notReproduced: MEMORY,
    },
  ]),
];
