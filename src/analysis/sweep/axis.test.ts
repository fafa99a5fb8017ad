import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examples } from '../../scenario/examples.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { formatQuantity } from '../../scenario/units.ts';
import { MOST_VALUES, parseAxis } from './axis.ts';

const FILE = examples.find(({ id }) => id === '100k-websockets')!.file;
const EVENTFUL = examples.find(({ id }) => id === 'rolling-deploy')!.file;

function valuesOf(text: string, file: ScenarioFile = FILE): readonly number[] {
  const reading = parseAxis(file, text);
  if (!reading.ok) throw new Error(`${reading.message} (accepted: ${reading.accepted})`);
  return reading.axis.values;
}

function refusalOf(text: string, file: ScenarioFile = FILE): string {
  const reading = parseAxis(file, text);
  if (reading.ok) throw new Error(`${text} is accepted`);
  return `${reading.message} (accepted: ${reading.accepted})`;
}

describe('the values of a parameter', () => {
  it.each([
    ['path.0.snat.addresses=1..5', [1, 2, 3, 4, 5]],
    ['path.0.snat.addresses=4', [4]],
    ['path.0.snat.addresses=8, 1,2', [8, 1, 2]],
    ['path.0.snat.addresses=1..10:4', [1, 4, 7, 10]],
    ['path.0.snat.addresses=1..4:10', [1, 2, 3, 4]],
    ['path.0.snat.addresses=1..64:x2', [1, 2, 4, 8, 16, 32, 64]],
    ['clients.0.count=10k..1M:3:log', [10_000, 100_000, 1_000_000]],
    ['clients.0.count=10k..100k:+30k', [10_000, 40_000, 70_000, 100_000]],
    ['path.0.snat.hold=10m..1h:6', [600, 1200, 1800, 2400, 3000, 3600]],
    ['path.0.snat.hold=1s..2s:4', [1, 1.333, 1.667, 2]],
    ['clients.0.session.messages.rate=0.5/s..4/s:20', /^0\.5,0\.684,0\.868,1\.053,.*,4$/],
    ['path.0.snat.hold=0s..1m:+20s', [0, 20, 40, 60]],
    ['path.0.snat.hold=1s..100s:5:log', [1, 3.16, 10, 31.6, 100]],
    ['targets.blocking=1e-6,0.1%', [1e-6, 1e-3]],
    ['clients.0.session.messages.rate=0.1/s..0.3/s:3', [0.1, 0.2, 0.3]],
    ['backends.memory=1GiB,2GiB', [2 ** 30, 2 ** 31]],
  ])('%s', (text, values) => {
    if (values instanceof RegExp) expect(valuesOf(text).join(',')).toMatch(values);
    else expect(valuesOf(text)).toEqual(values);
  });

  it('may be of a field that the file does not give, of an event, or of the run', () => {
    expect(valuesOf('path.0.limits.maxConnections=10k,20k')).toEqual([10_000, 20_000]);
    expect(valuesOf('events.0.drain=10s,20s', EVENTFUL)).toEqual([10, 20]);
    expect(valuesOf('seed=1..3')).toEqual([1, 2, 3]);
  });

  it('begin and end where the range does, rise, and number as many as asked for', () => {
    const bound = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(bound, bound, fc.integer({ min: 2, max: 60 }), fc.boolean(), (a, b, points, isLog) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        // Closer together than their rounding they are not told apart.
        fc.pre(to > from * 1.5 ** points);
        const ends = `${formatQuantity('duration', from)}..${formatQuantity('duration', to)}`;
        const values = valuesOf(`path.0.snat.hold=${ends}:${points}${isLog ? ':log' : ''}`);
        expect(values).toHaveLength(points);
        expect(values[0]).toBeCloseTo(from, 8 - Math.ceil(Math.log10(from + 1)));
        expect(values.at(-1)! / to).toBeCloseTo(1, 10);
        expect(values).toEqual([...values].sort((x, y) => x - y));
      }),
    );
  });
});

describe('what is refused', () => {
  it.each([
    ['path.0.snat.addresses', 'names no values (accepted: PATH=VALUES'],
    ['=1..3', 'names no values'],
    ['path.0.snat.adresses=1..3', 'did you mean "path.0.snat.addresses"?'],
    ['path.0.snat=1..3', 'path.0.snat is no single number (accepted: path.0.snat.addresses, '],
    ['backends.ports=1..3', 'backends.ports is no single number'],
    ['path.1.snat.addresses=1', 'there is no path.1 in this file (accepted: path.0)'],
    ['events.0.at=1m', 'events.0 is no field of this file'],
    ['__proto__.x=1', '__proto__ is no field of this file'],
    ['path.0.snat.addresses=', 'no values are given (accepted: 1..16 (each whole number)'],
    ['path.0.snat.addresses=1,,2', '"" is not a count'],
    ['path.0.snat.addresses=5..1', '"5..1" does not rise'],
    ['path.0.snat.addresses=1..3:1', '1 points are no range'],
    ['path.0.snat.addresses=1..3:+0', 'the step must be more than 0'],
    ['path.0.snat.addresses=1..3:x1', 'the factor must be more than 1'],
    ['path.0.snat.addresses=1..3:fast', 'the spacing "fast" is not understood'],
    [
      'path.0.snat.addresses=0..3',
      'path.0.snat.addresses: 0 is out of range (accepted: a whole number from 1',
    ],
    ['path.0.snat.addresses=1.5,2', '1.5 is out of range (accepted: a whole number'],
    [`path.0.snat.addresses=1..${MOST_VALUES + 1}`, `at most ${MOST_VALUES} are accepted`],
    ['path.0.snat.hold=10m..1h', 'needs a number of points or a step'],
    ['path.0.snat.hold=0s..1h:5:log', 'a range in ratios begins above 0'],
    ['path.0.snat.hold=1 parsec', 'is not a duration'],
    ['targets.blocking=0.1,2', 'targets.blocking: 2 is out of range (accepted: more than 0 and at most 1)'],
  ])('%s', (text, message) => {
    expect(refusalOf(text)).toContain(message);
  });

  it('any text ends in values or in a refusal', () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[\d.,:+xlog ms]*$/), (path, values) => {
        for (const text of [`${path}=${values}`, `path.0.snat.hold=${values}`, `seed=${path}`]) {
          const reading = parseAxis(FILE, text);
          if (reading.ok) expect(reading.axis.values.length).toBeGreaterThan(0);
          else expect(reading.accepted).not.toBe('');
        }
      }),
    );
  });
});
