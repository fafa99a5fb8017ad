/** What long runs in tests are made with. They get it from `engine-by-node.ts`. */
export { runToEnd } from '../../src/analysis/runs/run.ts';
export { compile } from '../../src/network/plan.ts';
export { Simulation } from '../../src/network/simulation.ts';
export { auditedRun } from './conservation.ts';
