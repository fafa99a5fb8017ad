/** What is said about the targets of a scenario and the costs of changing it. */
import { COST_NAMES, COSTS, type CostName } from '../targets.ts';
import type { FieldDoc } from './field-doc.ts';

const COST_WORDS: Readonly<Record<CostName, string>> = {
  change: 'Each setting that is touched at all.',
  strategy: 'Another strategy at a hop.',
  clientRelease: 'A release of the client software.',
  clientAddress: 'One source address more for the clients.',
  snatAddress: 'One source address more at one instance of a hop.',
  listenAddress: 'One address (VIP) more that an instance of a hop listens on.',
  listenPort: 'One port more that an instance of a hop listens on.',
  balancer: 'One instance more of a hop.',
  backend: 'One backend more.',
  backendAddress: 'One address more at one backend.',
  backendPort: 'One port more that one backend listens on.',
  memoryPerGiB:
    'One GiB more at one instance or backend; flow tables are paid by the memory of their entries.',
  handshakeCore: 'One core more for handshakes: 1,151 a second.',
};

const costDocs: readonly FieldDoc[] = COST_NAMES.map((name) => ({
  path: `costs.${name}`,
  kind: 'count',
  what: `${COST_WORDS[name]} "never": it may not be changed.`,
  default: COSTS[name],
}));

export const planningFieldDocs: readonly FieldDoc[] = [
  { path: 'targets', kind: 'object', what: 'What the topology has to carry.' },
  { path: 'targets.concurrent', kind: 'count', what: 'Connections at the same time.' },
  {
    path: 'targets.blocking',
    kind: 'share',
    what: 'Highest share of attempts that may fail in the steady state.',
  },
  {
    path: 'targets.headroom',
    kind: 'share',
    what: 'Share of every resource that must stay free when the targets are met.',
  },
  {
    path: 'targets.arrivalRate',
    kind: 'rate',
    what: 'New connections a second that must be carried all the time, and as many that close.',
  },
  {
    path: 'targets.reconnectWithin',
    kind: 'duration',
    what: 'All clients are connected again within this time after they were all cut at once.',
  },
  {
    path: 'costs',
    kind: 'object',
    what: 'What changes cost, in a unit of your own: plans are ranked by it.',
  },
  ...costDocs,
];
