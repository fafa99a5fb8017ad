import { NOTHING } from '../connections/connection-in-hand.ts';
import type { ConnectionState } from '../connections/connections.ts';
import { hasDescriptor, isHalfOpen, stepAt, UNANSWERED_SYN } from '../set-up/walk-step.ts';
import type { Simulation } from '../simulation.ts';
import { countedStation } from '../two-ends/lost-connections.ts';

/**
 * Recounts everything that is claimed from the connections and the holds alone, and compares it with the books of
 * every resource. Slow; for tests. Returns one line for each difference: none when claimed - released = held
 * everywhere and no tuple is held twice.
 */
export function auditSimulation(run: Simulation): string[] {
  const faults: string[] = [];
  const expect = (what: string, booked: number, counted: number): void => {
    if (booked !== counted) faults.push(`${what}: booked ${booked}, counted ${counted}`);
  };
  auditClients(run, expect);
  auditStations(run, expect);
  auditPools(run, expect, faults);
  auditClientPorts(run, expect, faults);
  auditBalancers(run, expect);
  return faults;
}

type Expect = (what: string, booked: number, counted: number) => void;

function auditClients(run: Simulation, expect: Expect): void {
  const { net, counters } = run;
  const byState = new Map<ConnectionState, number>();
  let ofPopulations = 0;
  net.connections.forEach((hand, state) => {
    byState.set(state, (byState.get(state) ?? 0) + 1);
    if (net.groups[hand.population]!.comesBack && state !== 'remnant') ofPopulations += 1;
  });
  expect('connecting', counters.connecting, byState.get('connecting') ?? 0);
  expect('concurrent', counters.concurrent, byState.get('established') ?? 0);
  expect('waiting', counters.waiting, byState.get('waiting') ?? 0);
  expect('forgotten', counters.forgotten, byState.get('forgotten') ?? 0);
  expect('remnants', counters.remnants, byState.get('remnant') ?? 0);
  const arrived = net.groups.reduce((sum, group) => sum + (group.comesBack ? group.arrivals.count : 0), 0);
  expect('clients = connected + connecting + waiting + gone', arrived, ofPopulations + counters.gone);
  expect(
    'attempts = established + failed + in progress',
    counters.attempts,
    counters.established + counters.ledger.total + counters.connecting,
  );
  expect(
    'established = concurrent + forgotten + closed',
    counters.established,
    counters.concurrent + counters.forgotten + counters.closed,
  );
  auditLives(run, expect);
}

/** Every connection that was established has ended at some age, or has one. */
function auditLives(run: Simulation, expect: Expect): void {
  const { established, closedBy, populations } = run.summary();
  expect('established of all populations', established, sum(populations.map((each) => each.established)));
  expect('closed by any cause', run.counters.closed, sum(Object.values(closedBy)));
  const lives = run.lifeTables().populations.map(({ ended, open }) => ({
    ended: sum(Object.values(ended).map(sum)),
    open: sum(open),
  }));
  expect('closed at any age', run.counters.closed, sum(lives.map(({ ended }) => ended)));
  expect('open of any age', established - run.counters.closed, sum(lives.map(({ open }) => open)));
}

function auditStations(run: Simulation, expect: Expect): void {
  const { net } = run;
  net.stations.forEach((station, index) => {
    const open = new Int32Array(station.instances);
    const accepted = new Int32Array(station.instances);
    const halfOpen = new Int32Array(station.instances);
    net.connections.forEach(({ instances, step }) => {
      const instance = instances[index]!;
      if (instance === NOTHING) return;
      open[instance]! += 1;
      if (hasDescriptor(step, index)) accepted[instance]! += 1;
      if (isHalfOpen(step, index)) halfOpen[instance]! += 1;
    });
    const flows = open.slice();
    const { fin, rst } = net.flowHolds[index] ?? {};
    for (const hold of [fin, rst, net.unseenHolds[index], ...(net.formerFlowHolds[index] ?? [])])
      hold?.ring.forEach((instance) => {
        flows[instance]! += 1;
      });
    net.unreplied[index]?.forEach((instance) => {
      flows[instance]! += 1;
    });
    auditProcesses(run, index, expect);
    for (let i = 0; i < station.instances; i++) {
      if (station.listener !== null) {
        expect(`accepted by ${station.key}.${i}`, station.listener.accepted[i]!, accepted[i]!);
        expect(`half open at ${station.key}.${i}`, station.listener.halfOpen[i]!, halfOpen[i]!);
      }
      expect(`open connections of ${station.key}.${i}`, station.open[i]!, open[i]!);
      if (station.tracksFlows) expect(`flows of ${station.key}.${i}`, station.flows[i]!, flows[i]!);
    }
  });
}

function auditProcesses({ net }: Simulation, hop: number, expect: Expect): void {
  const processes = net.processes[hop] ?? null;
  if (processes === null) return;
  const open = new Map<string, number>();
  let old = 0;
  net.connections.forEach((hand) => {
    const process = hand.processes[hop]!;
    if (process === NOTHING) return;
    let { generation } = processes;
    while (!processes.isOf(process, generation)) generation -= 1;
    const key = `${generation} of path.${hop}.${hand.instances[hop]}`;
    open.set(key, (open.get(key) ?? 0) + 1);
    if (generation < processes.generation) old += 1;
  });
  for (let generation = 0; generation <= processes.generation; generation++)
    for (let i = 0; i < processes.instances; i++) {
      const key = `${generation} of path.${hop}.${i}`;
      expect(`connections of generation ${key}`, processes.openOf(generation, i), open.get(key) ?? 0);
    }
  expect(`connections on old generations of path.${hop}`, processes.oldConnections, old);
}

/** What who balances knows of its own connections, those included that it does not know to be lost. */
function auditBalancers({ net }: Simulation, expect: Expect): void {
  net.stations.forEach((station, index) => {
    const picker = net.pickerOf(index);
    // With worker processes each of them counts for itself.
    if (picker === null || (picker >= 0 && (net.processes[picker] ?? null) !== null)) return;
    const balancers = picker < 0 ? net.groups.map(({ balancer }) => balancer) : [net.balancers[picker]!];
    if (!balancers.some(({ counts }) => counts)) return;
    const choosers = picker < 0 ? net.groups.length : net.stations[picker]!.instances;
    const counted = new Int32Array(choosers * station.instances);
    net.connections.forEach((hand, state, row) => {
      const isLost = state === 'forgotten' && countedStation(net.connections.table.note(row)) === index;
      const isSyn = state === 'connecting' && hand.step === stepAt(index, UNANSWERED_SYN);
      const target = isLost || isSyn ? hand.pending : hand.instances[index]!;
      const chooser = picker < 0 ? hand.population : hand.instances[picker]!;
      if (target !== NOTHING && chooser !== NOTHING) counted[chooser * station.instances + target]! += 1;
    });
    counted.forEach((count, at) => {
      const chooser = Math.floor(at / station.instances);
      const target = at % station.instances;
      const balancer = balancers[picker < 0 ? chooser : 0]!;
      if (!balancer.counts) return;
      const booked = balancer.openOf(picker < 0 ? 0 : chooser, target);
      expect(`connections of chooser ${chooser} at ${station.key}.${target}`, booked, count);
    });
  });
}

function auditPools(run: Simulation, expect: Expect, faults: string[]): void {
  const { net } = run;
  net.pools.forEach((pool, hop) => {
    if (pool === null) return;
    const taken = new Set<number>();
    const byAddress = new Int32Array(pool.addresses);
    const count = (tuple: number): void => {
      if (taken.has(tuple)) faults.push(`tuple ${tuple} of path.${hop} is held twice`);
      taken.add(tuple);
      byAddress[pool.addressOf(tuple)]! += 1;
    };
    net.connections.forEach(({ tuples }) => {
      if (tuples[hop] !== NOTHING) count(tuples[hop]!);
    });
    let held = 0;
    const { fin, rst } = net.tupleHolds[hop]!;
    for (const hold of [fin, rst])
      if (hold !== null)
        pool.forEachHeld(hold.ring, (tuple) => {
          count(tuple);
          held += 1;
        });
    net.unreplied[hop]?.forEach((_, tuple) => {
      if (tuple === -1) return;
      count(tuple);
      held += 1;
    });
    for (const tuple of pool.spaces.freeAmong(taken))
      faults.push(`tuple ${tuple} of path.${hop} is held but free`);
    expect(`ports of path.${hop}`, pool.totalTaken, taken.size);
    expect(`held ports of path.${hop}`, pool.totalHeld, held);
    byAddress.forEach((counted, address) => {
      expect(`ports of path.${hop} address ${address}`, pool.takenByAddress[address]!, counted);
    });
    let spaces = 0;
    for (const each of pool.spaces.taken) spaces += each;
    expect(`ports of all spaces of path.${hop}`, spaces, taken.size);
  });
}

function auditClientPorts(run: Simulation, expect: Expect, faults: string[]): void {
  const { net } = run;
  net.groups.forEach((group, index) => {
    const counted = new Int32Array(group.ports.spaces);
    const seen = new Set<number>();
    const count = (tuple: number): void => {
      counted[group.ports.spaceOf(tuple)]! += 1;
      if (!group.plan.tracksPorts) return;
      if (seen.has(tuple)) faults.push(`client tuple ${tuple} of clients.${index} is held twice`);
      seen.add(tuple);
    };
    net.connections.forEach(({ population, clientTuple }) => {
      if (population === index && clientTuple !== NOTHING) count(clientTuple);
    });
    net.clientHolds[index]?.ring.forEach(count);
    for (const tuple of group.ports.freeAmong(seen))
      faults.push(`client tuple ${tuple} of clients.${index} is held but free`);
    let total = 0;
    counted.forEach((ports, space) => {
      // Spelt out only where it differs: there may be a space for each of a million clients.
      const booked = group.ports.taken[space]!;
      if (booked !== ports) expect(`ports of clients.${index} space ${space}`, booked, ports);
      total += ports;
    });
    expect(`ports of clients.${index}`, group.portsTaken, total);
  });
}

function sum(counts: Iterable<number>): number {
  return [...counts].reduce((all, count) => all + count, 0);
}
