import { LiveRun } from '../../src/app/run/live-run.ts';
import { compile } from '../../src/network/plan.ts';
import { Simulation } from '../../src/network/simulation.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

/** A run as the page holds it, simulated to its end. */
export function liveRunOf(scenario: Scenario): LiveRun {
  const simulation = new Simulation(compile(scenario));
  simulation.advanceTo(scenario.durationSec);
  const { series, summary, lifeTables } = simulation.result();
  const { info, timeSec, columns, length } = series;
  const run = new LiveRun(scenario);
  const chunk = {
    info,
    from: 0,
    timeSec: timeSec.subarray(0, length),
    columns: columns.map((column) => column.subarray(0, length)),
  };
  run.apply({ chunk, summary, lifeTables, streamingMs: 0 });
  return run;
}
