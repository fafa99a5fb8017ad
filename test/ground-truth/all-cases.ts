import { BALANCE_CASES } from './cases/balance.ts';
import { CONNECT_CASES } from './cases/connect.ts';
import { CONNTRACK_CASES } from './cases/conntrack.ts';
import { IDLE_CASES } from './cases/idle.ts';
import { LISTENER_CASES } from './cases/listener.ts';
import { POISSON_CASES } from './cases/poisson.ts';
import { POOL_CASES } from './cases/pools.ts';
import { PROXY_CASES } from './cases/proxies.ts';
import { SCALE_CASES } from './cases/scale.ts';
import { SNAT_CASES } from './cases/snat.ts';
import { STORM_CASES } from './cases/storms.ts';
import { TIME_WAIT_CASES } from './cases/time-wait.ts';
import { WORKED_CASES } from './cases/worked.ts';
import type { GroundTruthCase } from './ground-truth-case.ts';

export const ALL_CASES: readonly GroundTruthCase[] = [
  ...CONNECT_CASES,
  ...TIME_WAIT_CASES,
  ...SNAT_CASES,
  ...POOL_CASES,
  ...CONNTRACK_CASES,
  ...SCALE_CASES,
  ...PROXY_CASES,
  ...LISTENER_CASES,
  ...IDLE_CASES,
  ...POISSON_CASES,
  ...STORM_CASES,
  ...BALANCE_CASES,
  ...WORKED_CASES,
];

/** Measurements that have no cases here. */
export const NOT_COVERED: readonly string[] = [
  'M01, how many handshakes one core does a second: an input of the model, and of the other cases of its group.',
];
