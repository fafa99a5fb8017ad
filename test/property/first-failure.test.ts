/**
 * The ladder against the simulator, on random paths: a slow ramp past the first limit fails first there, at that number of connections.
 *
 * Where connections are dealt out in turn or by their number, and ports are searched for to the last, nothing is left to chance: the limit that
 * refuses first is the first of the ladder, up to ties within some per cent. What chance moves is stated in `first-failure-band.ts`,
 * as a band of each limit; then the first failure lies within the band of its own limit, and no other limit should have failed before.
 * Rates are left out: they count arrivals a second and not connections.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LimitRow } from '../../src/analysis/limits/limit-row.ts';
import { ladderOfLimits } from '../../src/analysis/limits/limits.ts';
import { runToEnd } from '../../src/analysis/runs/run.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { arbitraryLimitedScenario, type Chance } from '../support/arbitrary-limited-scenario.ts';
import { buildScenario } from '../support/build-scenario.ts';
import { type Band, type Exception, firstFailureBand } from '../support/first-failure-band.ts';

interface Limit extends Band {
  readonly row: LimitRow;
}

/** What a run did against what the ladder says; throws where the two do not fit. */
function compare(scenario: Scenario): { failed: Limit | null; candidates: readonly Limit[] } {
  const limits = ladderOfLimits(scenario).map((row) => ({ row, ...firstFailureBand(row, scenario) }));
  const { firstFailure } = runToEnd(scenario).summary;
  const asked = limits[0]?.row.demandConnections ?? 0;
  const soonest = Math.min(asked, ...limits.map(({ high }) => high));
  const candidates = limits.filter(({ low }) => low <= soonest);
  if (firstFailure === null) {
    expect(limits.filter(({ high }) => high < asked).map(nameOf)).toEqual([]);
    return { failed: null, candidates };
  }
  const { station, resource, concurrent } = firstFailure;
  const failed = limits.find(({ row }) => row.station === station && row.resource === resource);
  if (failed === undefined) throw new Error(`${resource} at ${station} failed and is not in the ladder`);
  expect(concurrent, nameOf(failed)).toBeGreaterThanOrEqual(failed.low);
  expect(concurrent, nameOf(failed)).toBeLessThanOrEqual(failed.high);
  expect(limits.filter(({ high }) => high < concurrent).map(nameOf)).toEqual([]);
  return { failed, candidates };
}

const nameOf = ({ row, low, high, exceptions }: Limit): string =>
  `${row.resource} at ${row.station}: ${row.capacityConnections} (${low} to ${high}${exceptions.map((each) => `, ${each}`).join('')})`;

/** The same over many paths; what failed, how often only one limit could have, and which exceptions were met. */
function compareMany(chance: Chance, numRuns: number) {
  let decided = 0;
  const resources = new Map<string, number>();
  const exceptions = new Set<Exception>();
  fc.assert(
    fc.property(arbitraryLimitedScenario(chance), (file) => {
      const { failed, candidates } = compare(buildScenario(file));
      if (failed === null) return;
      resources.set(failed.row.resource, (resources.get(failed.row.resource) ?? 0) + 1);
      for (const exception of failed.exceptions) exceptions.add(exception);
      if (candidates.length > 1 || failed.exceptions.length > 0) return;
      decided += 1;
      // Without chance and without ties: exactly the first of the ladder.
      expect(failed.row).toBe(candidates[0]?.row);
    }),
    { numRuns },
  );
  const failures = [...resources.values()].reduce((sum, count) => sum + count, 0);
  return { decided, failures, resources, exceptions };
}

describe('the first limit of the ladder is the first failure of a slow ramp', () => {
  test('exactly, where connections are dealt out in turn and searches are exhaustive', () => {
    const { decided, failures, resources } = compareMany('even', 160);
    // It is no test of ties and exceptions: most runs fail, and of most of those only one limit can be the first.
    expect(failures).toBeGreaterThan(100);
    expect(decided).toBeGreaterThan(failures / 2);
    expect([...resources.keys()].sort()).toEqual(
      expect.arrayContaining([
        'client-ports',
        'file-descriptors',
        'flow-table',
        'max-connections',
        'memory',
        'snat-ports',
        'source-ports',
      ]),
    );
  });

  test('within the stated bands, where hashes, draws and bounded searches move it', () => {
    const { failures, exceptions } = compareMany('any', 110);
    expect(failures).toBeGreaterThan(55);
    expect([...exceptions].sort()).toEqual(expect.arrayContaining(['drawn', 'in step', 'probing']));
  });
});
