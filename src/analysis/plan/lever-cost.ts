/** What levers cost: the settings that are touched, and what is bought. */
import type { Scenario } from '../../scenario/scenario.ts';
import type { CostName } from '../../scenario/targets.ts';
import type { FileLever, LeverKind } from '../levers/lever.ts';

/** An entry of the flow table and its bucket (`nf_conntrack`). */
const FLOW_ENTRY_BYTES = 264;
const GIB = 2 ** 30;
/** One core of nginx 1.22 with RSA-2048, measured: the handshakes that `costs.handshakeCore` buys. */
const HANDSHAKES_PER_CORE = 1151;

/** What is paid beside the change itself, and how much of it a value takes in the scenario that has it. */
interface Price {
  readonly cost: CostName;
  readonly amount: (lever: FileLever, value: number, scenario: Scenario) => number;
}

const NOTHING_BOUGHT: Price = { cost: 'change', amount: () => 0 };

const more = ({ now }: FileLever, value: number): number => value - now;

/** Each instance that the stage then has gets as many more. */
const moreOnEach = (lever: FileLever, value: number, scenario: Scenario): number =>
  more(lever, value) * instancesIn(scenario, lever);

/** Of what is bought by the `lot`, on each instance that the stage has now. */
const lotsOnEach =
  (lot: number, size = 1) =>
  (lever: FileLever, value: number): number =>
    ((more(lever, value) * size) / lot) * lever.instances;

const PRICES: Readonly<Partial<Record<LeverKind, Price>>> = {
  'source-addresses': {
    cost: 'snatAddress',
    amount: (lever, value, scenario) => value * instancesIn(scenario, lever) - lever.now * lever.instances,
  },
  'client-addresses': { cost: 'clientAddress', amount: more },
  'listen-addresses': { cost: 'listenAddress', amount: moreOnEach },
  'listen-ports': { cost: 'listenPort', amount: moreOnEach },
  'backend-addresses': { cost: 'backendAddress', amount: moreOnEach },
  'backend-ports': { cost: 'backendPort', amount: moreOnEach },
  instances: { cost: 'balancer', amount: more },
  backends: { cost: 'backend', amount: more },
  'flow-table': { cost: 'memoryPerGiB', amount: lotsOnEach(GIB, FLOW_ENTRY_BYTES) },
  memory: { cost: 'memoryPerGiB', amount: lotsOnEach(GIB) },
  handshakes: { cost: 'handshakeCore', amount: lotsOnEach(HANDSHAKES_PER_CORE) },
  ramp: { cost: 'clientRelease', amount: () => 1 },
  return: { cost: 'clientRelease', amount: (_, value) => value },
  'nat-scope': { cost: 'strategy', amount: (_, value) => value },
  strategy: { cost: 'strategy', amount: (_, value) => value },
};

/** What a lever costs at a value; Infinity where the scenario says that it may not be touched. */
export function leverCost(lever: FileLever, value: number, scenario: Scenario): number {
  const { cost, amount } = PRICES[lever.kind] ?? NOTHING_BOUGHT;
  const { change, [cost]: each } = scenario.costs;
  if (value === lever.now) return 0;
  if (change === Infinity || each === Infinity) return Infinity;
  return cost === 'change' ? change : change + each * amount(lever, value, scenario);
}

function instancesIn({ path, backends }: Scenario, { stage }: FileLever): number {
  return path[stage ?? path.length]?.instances ?? backends.count;
}
