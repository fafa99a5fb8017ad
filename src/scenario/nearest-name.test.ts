import { expect, it } from 'vitest';
import { nearest } from './nearest-name.ts';

const NAMES = ['rampUp', 'addresses', 'connectionsEach', 'p95', 'p99', 'mode', 'maxConnections'];

it.each([
  ['rapUp', 'rampUp'],
  ['ramp_up', 'rampUp'],
  ['adresses', 'addresses'],
  ['addressse', 'addresses'],
  ['connectionEach', 'connectionsEach'],
  ['maxConn', 'maxConnections'],
  ['p59', 'p95'],
  ['p96', 'p95'],
  ['MODE', 'mode'],
])('takes %s for %s', (name, meant) => {
  expect(nearest(name, NAMES)).toBe(meant);
});

it.each(['colour', 'x', 'jitter'])('has no idea what %s is', (name) => {
  expect(nearest(name, NAMES)).toBeNull();
});
