import { COST_NAMES, type CostName, NEVER } from '../../../scenario/targets.ts';
import type { FieldSpec } from '../field-spec.ts';

export const targetFields = {
  concurrent: {
    control: 'quantity',
    path: 'targets.concurrent',
    label: 'Connections',
    kind: 'count',
    emptyWord: 'none',
    read: ({ scenario }) => scenario.targets.concurrent,
  },
  blocking: {
    control: 'quantity',
    path: 'targets.blocking',
    label: 'Blocking at most',
    kind: 'share',
    emptyWord: 'none',
    read: ({ scenario }) => scenario.targets.blocking,
  },
  headroom: {
    control: 'quantity',
    path: 'targets.headroom',
    label: 'Headroom',
    kind: 'share',
    emptyWord: 'none',
    read: ({ scenario }) => scenario.targets.headroom,
  },
  arrivalRate: {
    control: 'quantity',
    path: 'targets.arrivalRate',
    label: 'New connections',
    kind: 'rate',
    emptyWord: 'none',
    read: ({ scenario }) => scenario.targets.arrivalsPerSec,
  },
  reconnectWithin: {
    control: 'quantity',
    path: 'targets.reconnectWithin',
    label: 'All back within',
    kind: 'duration',
    emptyWord: 'none',
    read: ({ scenario }) => scenario.targets.reconnectWithinSec,
  },
} satisfies Record<string, FieldSpec>;

const COST_LABELS: Readonly<Record<CostName, string>> = {
  change: 'A setting touched',
  strategy: 'Another strategy',
  clientRelease: 'A client release',
  clientAddress: 'A client address',
  snatAddress: 'A SNAT address',
  listenAddress: 'A listen address',
  listenPort: 'A listen port',
  balancer: 'A balancer',
  backend: 'A server',
  backendAddress: 'A server address',
  backendPort: 'A server port',
  memoryPerGiB: 'Memory, a GiB',
  handshakeCore: 'A handshake core',
};

/** What changes cost: beside the plan, which alone depends on it. */
export const costFields: readonly FieldSpec[] = COST_NAMES.map((name) => ({
  control: 'quantity',
  path: `costs.${name}`,
  label: COST_LABELS[name],
  kind: 'count',
  infinityWord: NEVER,
  read: ({ scenario }) => scenario.costs[name],
}));
