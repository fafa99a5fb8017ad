import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../test/support/build-scenario.ts';
import { formatScenarioFile } from './format-file.ts';
import { parseScenarioText } from './parse.ts';
import { toScenarioFile } from './write.ts';

const FILE = {
  clients: [
    {
      count: 1000,
      session: { lifetime: { distribution: 'lognormal' as const, median: '10m', p95: '1h' } },
    },
  ],
  backends: { count: 2 },
  uncertain: [
    { field: 'clients.0.session.lifetime.median', low: '5m', likely: '10m', high: '30m' },
    { field: 'clients.0.count', low: 500, high: '2k' },
  ],
};

describe('ranges of a scenario', () => {
  it('are kept as they are written; the likeliest value is the file’s own unless given', () => {
    expect(buildScenario(FILE).uncertain).toEqual([
      { field: 'clients.0.session.lifetime.median', low: '5m', likely: '10m', high: '30m' },
      { field: 'clients.0.count', low: 500, likely: null, high: '2k' },
    ]);
    expect(buildScenario({ ...FILE, uncertain: undefined }).uncertain).toEqual([]);
  });

  it('come back from the written file', () => {
    const scenario = buildScenario(FILE);
    const outcome = parseScenarioText(formatScenarioFile(toScenarioFile(scenario)));
    if (!outcome.ok) throw new Error(outcome.errors[0]?.message);
    expect(outcome.scenario).toEqual(scenario);
    expect(outcome.file.uncertain).toEqual(FILE.uncertain);
  });

  it('change nothing else of the scenario', () => {
    const { uncertain: _, ...with_ } = buildScenario(FILE);
    const { uncertain: __, ...without } = buildScenario({ ...FILE, uncertain: [] });
    expect(with_).toEqual(without);
  });
});
