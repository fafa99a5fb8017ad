import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatPortList,
  formatPortSpan,
  parsePortList,
  parsePortSpan,
  usablePorts,
  withReserved,
} from './ports.ts';

describe('parsePortSpan', () => {
  it('reads ranges and single ports', () => {
    expect(parsePortSpan('1024-65535')).toEqual({ ok: true, value: { first: 1024, last: 65535 } });
    expect(parsePortSpan(' 32768 - 60999 ')).toEqual({ ok: true, value: { first: 32768, last: 60999 } });
    expect(parsePortSpan(443)).toEqual({ ok: true, value: { first: 443, last: 443 } });
  });

  it.each([
    ['65535-1024', '"65535-1024" runs from a higher to a lower port'],
    ['0-10', '"0-10": there is no port 0'],
    ['1024-99999', '"1024-99999": there is no port 99999'],
    ['ephemeral', '"ephemeral" is not a port range'],
    [44.3, '44.3 is not a port range'],
    [-1, '-1 is not a port range'],
  ])('refuses %s', (text, message) => {
    expect(parsePortSpan(text)).toMatchObject({ ok: false, message });
  });
});

describe('port lists', () => {
  it('reads ports, ranges and the notation of ip_local_reserved_ports', () => {
    expect(parsePortList([443, '8000-8002'])).toEqual({ ok: true, value: [443, 8000, 8001, 8002] });
    expect(parsePortList('8080,9000-9001')).toEqual({ ok: true, value: [8080, 9000, 9001] });
  });

  it('refuses a port that is listed twice', () => {
    expect(parsePortList([443, '440-450'])).toMatchObject({ ok: false, message: 'port 443 is listed twice' });
  });

  it('writes what reads back as the same list', () => {
    expect(formatPortList([443, 8000, 8001, 8002, 9000, 9001])).toEqual([443, '8000-8002', 9000, 9001]);
    const port = fc.integer({ min: 1, max: 65535 });
    const runs = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 65000 }), fc.integer({ min: 1, max: 6 })))
      .map((pairs) => [
        ...new Set(pairs.flatMap(([first, n]) => Array.from({ length: n }, (_, i) => first + i))),
      ]);
    fc.assert(
      fc.property(fc.oneof(fc.uniqueArray(port), runs), (ports) => {
        expect(parsePortList(formatPortList(ports))).toEqual({ ok: true, value: ports });
      }),
    );
  });
});

describe('withReserved', () => {
  it('keeps the reserved ports inside the range, sorted, and does not count them as usable', () => {
    const range = withReserved({ first: 100, last: 109 }, [200, 105, 101]);
    expect(range).toEqual({ first: 100, last: 109, reserved: [101, 105] });
    expect(usablePorts(range)).toBe(8);
    expect(formatPortSpan(range)).toBe('100-109');
  });
});
