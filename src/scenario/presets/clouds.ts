/** Gateways and balancers of other clouds. */
import { type Preset, sets } from './preset.ts';

const OCI =
  'https://docs.oracle.com/en-us/iaas/Content/NetworkLoadBalancer/BackendSets/preserve-backend-set-source-id.htm';
const HUAWEI =
  'https://support.huaweicloud.com/intl/en-us/tr-central-201-usermanual-natgateway/en-us_topic_0086739763.html';
const TENCENT = 'https://www.tencentcloud.com/document/product/215/34748';

export const cloudPresets: readonly Preset[] = [
  {
    id: 'oci-nlb',
    name: 'Oracle Cloud NLB, source preservation off',
    family: 'clouds',
    kind: 'hop',
    modes: ['snat'],
    line: '21,500 connections a server port and availability domain',
    fields: [
      sets('snat.ports', '1024-22523', 'derived', `${OCI}: about 21,500; which ports is not published`),
      sets('snat.scope', 'destination', 'verified', OCI),
      sets('snat.selection', 'random', 'derived', 'all can be used; their order is not published'),
      sets('flowTable.max', 'unlimited', 'derived', 'Oracle publishes no number of entries'),
    ],
    caps: [{ path: 'snat.addresses', max: 3, source: `${OCI}: three availability domains at most` }],
    notes: ['An availability domain is one source address here.'],
  },
  {
    id: 'huawei-nat',
    name: 'Huawei Cloud NAT gateway',
    family: 'clouds',
    kind: 'hop',
    modes: ['snat'],
    line: '10,000 connections in the small size',
    fields: [
      sets('gateway', true, 'verified', 'it stands on the route: who dials names the destination'),
      sets('limits.maxConnections', 10_000, 'verified', `${HUAWEI}: small`),
      sets('flowTable.max', 'unlimited', 'derived', 'the size of the gateway is the published limit'),
    ],
    notes: [
      'Other sizes: write limits.maxConnections 50000 (medium), 200000 (large) or 1000000 (extra large).',
    ],
  },
  {
    id: 'tencent-nat',
    name: 'Tencent Cloud NAT gateway',
    family: 'clouds',
    kind: 'hop',
    modes: ['snat'],
    line: '1,000,000 connections in the small size',
    fields: [
      sets('gateway', true, 'verified', 'it stands on the route: who dials names the destination'),
      sets('limits.maxConnections', 1_000_000, 'verified', `${TENCENT}: small`),
      sets('flowTable.max', 'unlimited', 'derived', 'the size of the gateway is the published limit'),
    ],
    notes: ['Other sizes: write limits.maxConnections 3000000 (medium) or 10000000 (large).'],
  },
];
