import { describe, expect, it } from 'vitest';
import { parseScenarioValue } from '../../scenario/parse.ts';
import type { Hop, HopMode, Scenario } from '../../scenario/scenario.ts';
import { formatEndpoint, replyStops, rewriteLines, tuplePath } from './tuple-path.ts';

function scenario(...modes: HopMode[]): Scenario {
  const path = modes.map((mode, index) => ({ name: `hop${index}`, mode }));
  const outcome = parseScenarioValue({
    fivetuple: 1,
    name: 'test',
    clients: [{ count: 10 }],
    path,
    backends: { count: 3 },
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.scenario;
}

const ends = (from: Scenario): string[] =>
  tuplePath(from, 1).map(({ source, destination }) => `${source.address} > ${formatEndpoint(destination)}`);

const hops = (...modes: HopMode[]): readonly Hop[] => scenario(...modes).path;

describe('tuplePath', () => {
  it('rewrites source and destination at snat', () => {
    expect(ends(scenario('snat'))).toEqual(['203.0.113.7 > 198.51.100.1:443', '10.0.0.1 > 10.1.0.2:443']);
  });

  it('rewrites the destination alone at dnat', () => {
    expect(ends(scenario('dnat'))).toEqual(['203.0.113.7 > 198.51.100.1:443', '203.0.113.7 > 10.1.0.2:443']);
  });

  it('rewrites nothing at dsr and router', () => {
    const same = '203.0.113.7 > 198.51.100.1:443';
    expect(ends(scenario('dsr'))).toEqual([same, same]);
    expect(ends(scenario('router', 'dsr'))).toEqual([same, same, same]);
  });

  it('leaves the destination alone at a gateway: who dials names the server', () => {
    const nat = scenario('snat');
    const gateway = { ...nat, path: nat.path.map((hop) => ({ ...hop, gateway: true })) };
    expect(ends(gateway)).toEqual(['203.0.113.7 > 10.1.0.2:443', '10.0.0.1 > 10.1.0.2:443']);
    expect(rewriteLines(gateway, 0)).toEqual(['src 203.0.113.7:p → 10.0.0.1:q', 'dst not rewritten']);
  });

  it('leads to the server where there is no hop', () => {
    expect(ends(scenario())).toEqual(['203.0.113.7 > 10.1.0.2:443']);
  });

  it('goes from hop to hop', () => {
    expect(ends(scenario('dnat', 'proxy'))).toEqual([
      '203.0.113.7 > 198.51.100.1:443',
      '203.0.113.7 > 198.51.100.2:443',
      '10.0.1.1 > 10.1.0.2:443',
    ]);
  });
});

describe('replyStops', () => {
  it.each([
    [['snat'], [2, 1, 0]],
    [['dnat'], [2, 1, 0]],
    [['dsr'], [2, 0]],
    [[], [1, 0]],
    [
      ['router', 'dsr'],
      [3, 0],
    ],
    [
      ['dsr', 'proxy'],
      [3, 2, 0],
    ],
    [
      ['proxy', 'dsr'],
      [3, 1, 0],
    ],
  ] as const)('of %j are the stages %j', (modes, stops) => {
    expect(replyStops(hops(...modes))).toEqual(stops);
  });
});
