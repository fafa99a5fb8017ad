/**
 * The first outputs of every generator, sampler and function of `numeric`, bit for bit, in sampler-bits.txt. A
 * difference means that every run of every scenario changes.
 */
import { expect, test } from 'vitest';
import { createLifetimeSampler } from '../../src/engine/lifetime-sampler.ts';
import { PoissonProcess } from '../../src/engine/poisson.ts';
import { KeyedStream, streamFor } from '../../src/engine/random.ts';
import { sampleExponential, sampleNormal } from '../../src/engine/ziggurat.ts';
import { exp, expm1, log, log1p, pow } from '../../src/numeric/elementary.ts';
import { hash2, hash3, hashText, mix32 } from '../../src/numeric/hash.ts';
import { logGamma, normalCdf, normalQuantile, studentTQuantile } from '../../src/numeric/special.ts';
import type { Lifetime } from '../../src/scenario/scenario.ts';

const COUNT = 8;

/** The 64 bits of a double, most significant digit first. */
function bits(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

const lifetimes: readonly Lifetime[] = [
  { distribution: 'deterministic', valueSec: 90 },
  { distribution: 'exponential', meanSec: 600 },
  { distribution: 'lognormal', mu: 6.4, sigma: 1.1 },
  { distribution: 'weibull', shape: 0.7, scaleSec: 300 },
  { distribution: 'pareto', alpha: 1.4, minSec: 20 },
  { distribution: 'hyperexponential', weights: [0.7, 0.3], meansSec: [5, 600] },
  { distribution: 'empirical', shares: [0, 0.3, 1], valuesSec: [10, 20, 120] },
];

const profile = [
  { atSec: 0, ratePerSec: 1 },
  { atSec: 5, ratePerSec: 4 },
];

/** What each row of the table prints for its column n. */
function rows(): [name: string, output: (n: number) => number][] {
  const words = streamFor(1, 'golden');
  const doubles = streamFor(2, 'golden', 1);
  const below = streamFor(3, 'golden');
  const exponential = streamFor(4, 'golden');
  const normal = streamFor(5, 'golden');
  const keyed = new KeyedStream(6, 'golden');
  const step = new PoissonProcess(profile, 'step', streamFor(7, 'golden'));
  const linear = new PoissonProcess(profile, 'linear', streamFor(8, 'golden'));
  const ofClient = (client: number): KeyedStream => {
    keyed.rekey(client, 1);
    return keyed;
  };
  return [
    ['stream uint32', () => words.nextUint32()],
    ['stream double', () => doubles.nextDouble()],
    ['stream below 28232', () => below.nextBelow(28_232)],
    ['keyed uint32', (n) => ofClient(n).nextUint32()],
    ['keyed double', (n) => ofClient(n).nextDouble()],
    ['unit exponential', () => sampleExponential(exponential)],
    ['standard normal', () => sampleNormal(normal)],
    ...lifetimes.map((lifetime): [string, (n: number) => number] => {
      const sample = createLifetimeSampler(lifetime);
      return [lifetime.distribution, (n) => sample(ofClient(n))];
    }),
    ['poisson step', () => step.next()],
    ['poisson linear', () => linear.next()],
    ['exp', (n) => exp(n * 3.7 - 11)],
    ['log', (n) => log(n * 3.7 + 0.1)],
    ['log1p', (n) => log1p(n * 0.013 - 0.05)],
    ['expm1', (n) => expm1(n * 0.013 - 0.05)],
    ['pow', (n) => pow(n + 0.3, 1.7)],
    ['logGamma', (n) => logGamma(n * 5.3 + 0.2)],
    ['normalCdf', (n) => normalCdf(n - 4.1)],
    ['normalQuantile', (n) => normalQuantile((n + 0.5) / COUNT)],
    ['studentTQuantile', (n) => studentTQuantile(0.995, n * 4 + 1)],
    ['mix32', (n) => mix32(n)],
    ['hash2', (n) => hash2(n, 1)],
    ['hash3', (n) => hash3(n, 1, 2)],
    ['hashText', (n) => hashText(`golden ${n}`)],
  ];
}

test('samplers and functions give the bits they always gave', async () => {
  const table = rows()
    .map(([name, output]) => {
      const columns = Array.from({ length: COUNT }, (_, n) => bits(output(n)));
      return `${name.padEnd(20)}${columns.join(' ')}`;
    })
    .join('\n');
  await expect(`${table}\n`).toMatchFileSnapshot('sampler-bits.txt');
});
