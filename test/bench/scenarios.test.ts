import { expect, it } from 'vitest';
import { parsed } from './engine-run.ts';
import { SCENARIOS } from './measure/job.ts';
import { FILL_SELECTIONS, portFillScenario } from './scenarios/port-fill.ts';
import { portLossScenario } from './scenarios/port-loss.ts';
import { SIZES, type SizeName, workloadOf } from './workload.ts';

it.each(Object.keys(SIZES) as SizeName[])(
  'port-loss at %s is a valid scenario whose ports suffice',
  (size) => {
    const scenario = parsed(portLossScenario(workloadOf(size)));
    const { addresses, ports } = scenario.path[0]!.source!;
    expect(addresses * 10 * (ports.last - ports.first + 1)).toBeGreaterThan(SIZES[size].clients * 1.15);
    const [clients] = scenario.clients;
    const own = clients!.addresses * (clients!.ports.last - clients!.ports.first + 1);
    expect(own).toBeGreaterThan(SIZES[size].clients * 2);
  },
);

it.each(Object.keys(SCENARIOS))('"%s" is a valid scenario', (name) => {
  expect(() => parsed(SCENARIOS[name]!())).not.toThrow();
});

it.each(FILL_SELECTIONS)('full and empty ranges are valid scenarios, %s', (selection) => {
  for (const full of [true, false]) expect(() => parsed(portFillScenario(selection, full))).not.toThrow();
});
