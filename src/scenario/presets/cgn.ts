/** Carrier NAT: ports for subscribers, in blocks or one by one. */
import { blocksOnDemand, deterministicShare } from './allocation.ts';
import { allots, type Preset, sets } from './preset.ts';

const RFC6888 = 'https://www.rfc-editor.org/rfc/rfc6888';
const RFC5382 = 'https://www.rfc-editor.org/rfc/rfc5382';
const RFC4787 = 'https://www.rfc-editor.org/rfc/rfc4787';
const JUNIPER = 'Junos 13.2 reference, secured-port-block-allocation';
const CSIT = 'FD.io CSIT, specification of the NAT44 deterministic benchmarks';

export const cgnPresets: readonly Preset[] = [
  {
    id: 'rfc6888-cgn',
    name: 'Carrier NAT by RFC 6888',
    family: 'cgn',
    kind: 'hop',
    modes: ['snat'],
    line: '64,512 ports an address toward all destinations together',
    fields: [
      sets('gateway', true, 'verified', 'it stands on the route: who dials names the destination'),
      sets('snat.ports', '1024-65535', 'recalled', `${RFC4787}: ports above the well-known ones`),
      sets('snat.scope', 'source', 'recalled', `${RFC4787} REQ-1: endpoint-independent mapping`),
      sets('snat.selection', 'random', 'recalled', 'RFC 6056'),
      sets('snat.choose', 'source-hash', 'recalled', `${RFC4787} REQ-2: paired address pooling`),
      sets('snat.hold', '4m', 'recalled', `${RFC5382} REQ-5: transitory connections`),
      sets('flowTable.max', 'unlimited', 'derived', 'the RFCs set no number of entries'),
      sets('flowTable.established', '2h4m', 'recalled', `${RFC5382} REQ-5`),
      sets('flowTable.timeWait', '4m', 'recalled', `${RFC5382} REQ-5`),
    ],
    notes: [
      `${RFC6888} REQ-8 keeps a port 120 s longer where TCP states are not tracked: write snat.hold "6m".`,
      'REQ-4 asks for a limit a subscriber and leaves its number open: write scope "client-block" and blockSize.',
    ],
  },
  {
    id: 'juniper-pba',
    name: 'Juniper, secured port block allocation',
    family: 'cgn',
    kind: 'hop',
    modes: ['snat'],
    line: 'blocks of 128 ports, up to eight a subscriber',
    fields: [
      sets('gateway', true, 'verified', 'it stands on the route: who dials names the destination'),
      sets('snat.scope', 'client-block', 'verified', JUNIPER),
      allots(
        'snat.blockSize',
        blocksOnDemand(128, 8),
        'derived',
        `${JUNIPER}: 128 ports, 8 blocks a subscriber`,
      ),
      sets('snat.selection', 'random', 'recalled', 'Junos, port random allocation'),
      sets('flowTable.max', 'unlimited', 'derived', 'the blocks are the published limit'),
    ],
    notes: ['Blocks are given on demand; simulated as settled, with the same number for every subscriber.'],
  },
  {
    id: 'vpp-det44',
    name: 'FD.io VPP, deterministic NAT44',
    family: 'cgn',
    kind: 'hop',
    modes: ['snat'],
    line: 'floor(64,512 / sharing ratio) ports a subscriber',
    fields: [
      sets('gateway', true, 'verified', 'it stands on the route: who dials names the destination'),
      sets('snat.ports', '1024-65535', 'verified', CSIT),
      sets('snat.scope', 'client-block', 'verified', CSIT),
      allots('snat.blockSize', deterministicShare, 'verified', CSIT),
      sets('snat.selection', 'sequential', 'derived', 'all ports of a share can be used'),
      sets('flowTable.max', 'unlimited', 'derived', 'the shares are the published limit'),
      sets('flowTable.established', '2h4m', 'recalled', 'VPP, set det44 timeouts: tcp established 7440 s'),
    ],
    notes: ['A subscriber is a client address of the scenario.'],
  },
];
