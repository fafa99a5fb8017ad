import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { compile } from '../../network/plan.ts';
import { Simulation } from '../../network/simulation.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { appearing } from './appearance.ts';
import { chartCsv, derivedSeries, viewColumns } from './chart-csv.ts';
import { chartModel } from './chart-models.ts';
import { chartSummary, tableRows } from './chart-summary.ts';
import { readSample } from './reading.ts';
import { SeriesBuckets } from './series-buckets.ts';

/** A short run of a hundred clients through one hop with room for forty. */
function runOf(mode: 'snat' | 'dsr') {
  const outcome = parseScenarioValue({
    fivetuple: 1,
    name: 'test',
    duration: '60s',
    clients: [
      {
        count: 100,
        addresses: 100,
        arrivals: { pattern: 'population', rampUp: '10s' },
        session: { lifetime: { distribution: 'deterministic', value: '10m' } },
      },
    ],
    path: [
      mode === 'snat'
        ? { name: 'edge', mode, snat: { ports: '2000-2039', scope: 'source' } }
        : { name: 'edge', mode },
    ],
    backends: { count: 2 },
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  const simulation = new Simulation(compile(outcome.scenario));
  simulation.advanceTo(60);
  return { scenario: outcome.scenario, run: simulation.result().series };
}

describe('chart models of a run', () => {
  const { scenario, run } = runOf('snat');

  it('stacks ports held on ports in use, under the capacity', () => {
    const [view] = chartModel('ports', run.info, scenario).views;
    expect(view?.limits.map(({ value }) => value)).toEqual([40]);
    const last = run.length - 1;
    const heights = view?.series.map(({ reading }) => readSample(run, reading, last));
    expect(heights).toEqual([40, 40]);
  });

  it('names a cause after what an operator sees', () => {
    const model = chartModel('failures', run.info, scenario);
    expect(model.views[0]?.series.map(({ label }) => label)).toContain('gave up: SYN dropped by NAT');
  });

  it('names it in the words of the product that the hop is', () => {
    const model = chartModel('failures', run.info, scenario, new Map([['path.0', 'f5-snat']]));
    expect(model.views[0]?.series.map(({ label }) => label)).toContain('gave up: Inet port exhaustion');
  });

  it('shows dropped SYNs beside the failures that they end in', () => {
    const [view] = chartModel('failures', run.info, scenario).views;
    const line = view?.series.find(({ label }) => label === 'SYNs dropped (edge)');
    const columns = line?.reading.columns ?? [];
    expect(columns.map((at) => run.info[at]?.key)).toContain('dropped:path.0:snat-ports');
    const last = columns.map((at) => run.columns[at]?.[run.length - 1] ?? 0);
    expect(Math.max(...last)).toBeGreaterThan(60);
  });

  it('draws every backend, the fullest and the mean', () => {
    const view = chartModel('backends', run.info, scenario).views[0];
    expect(view?.series.map(({ label }) => label)).toEqual(['backend 1', 'backend 2', 'fullest', 'mean']);
  });

  it('shows how even the backends are, with ratios in the table of every sample', () => {
    const model = chartModel('backends', run.info, scenario);
    expect(model.views.map(({ label }) => label)).toEqual(['backends', 'balance']);
    const view = model.views[1]!;
    const last = run.length - 1;
    expect(view.series.map(({ reading }) => readSample(run, reading, last))).toEqual([1, 1, 0]);
    // Nobody is connected at the first sample.
    expect(readSample(run, view.series[0]!.reading, 0)).toBeNaN();
    expect(chartSummary(model, view, run)).toMatch(
      /^Balance, over the mean\. max\/mean: peak 1\.\d\d at .*, last 1\.00\. min\/mean: lowest .* even below 1\.10\.$/,
    );
    const lines = chartCsv(run, viewColumns(view), derivedSeries(view)).trimEnd().split('\r\n');
    expect(lines[0]).toBe('time_s,backends.0:connections,backends.1:connections,max/mean,min/mean,variation');
    expect(lines[1]).toBe('0,0,0,,,');
    expect(lines.at(-1)).toBe('60,20,20,1,1,0');
  });

  it('tells the peak in words', () => {
    const model = chartModel('concurrent', run.info, scenario);
    const view = model.views[0];
    expect(view && chartSummary(model, view, run)).toContain('connected: peak 40 at');
  });

  it('writes the columns behind a chart, every sample', () => {
    const view = chartModel('concurrent', run.info, scenario).views[0];
    const lines = chartCsv(run, view === undefined ? [] : viewColumns(view))
      .trimEnd()
      .split('\r\n');
    expect(lines[0]).toBe('time_s,concurrent,connecting,waiting,client-established,forgotten,remnants');
    expect(lines).toHaveLength(run.length + 1);
    expect(lines.at(-1)?.split(',')[1]).toBe('40');
  });

  it('says why there are no ports', () => {
    const dsr = runOf('dsr');
    const [view] = chartModel('ports', dsr.run.info, dsr.scenario).views;
    expect(view?.empty).toBe('No port is leased in this strategy: dsr rewrites nothing.');
  });
});

describe('what clients and servers think differently about', () => {
  const runOfFile = (backends: object, session: object = {}) => {
    const scenario = buildScenario({
      duration: '60s',
      clients: [
        {
          count: 100,
          connectTimeout: '1h',
          arrivals: { rampUp: '10s' },
          session: { lifetime: { distribution: 'deterministic', value: '1h' }, ...session },
        },
      ],
      path: [{ mode: 'snat', gateway: true, flowTable: { established: '20s', loose: false } }],
      backends: { count: 1, ...backends },
    });
    const simulation = new Simulation(compile(scenario));
    simulation.advanceTo(60);
    return { scenario, run: simulation.result().series };
  };
  const labelsOf = ({ scenario, run }: ReturnType<typeof runOfFile>) => {
    const [view] = chartModel('concurrent', run.info, scenario).views;
    const buckets = new SeriesBuckets(view?.series ?? [], { fromSec: 0, toSec: 60 }, 60);
    buckets.update(run);
    const drawn = view?.series.filter(({ id }) => buckets.isShown(id)).map(({ label }) => label);
    const said = view && appearing(view, run).map(({ label }) => label);
    return { drawn, said };
  };

  it('has no line where nobody waits and nothing is forgotten', () => {
    const { drawn, said } = labelsOf(runOfFile({}, { heartbeat: '5s' }));
    expect(drawn).toEqual(['connected']);
    expect(said).toEqual(['connected', 'connecting', 'waiting to retry']);
  });

  it('shows what nobody has accepted', () => {
    const { drawn } = labelsOf(runOfFile({ fileDescriptors: 60, backlog: 20 }, { heartbeat: '5s' }));
    expect(drawn).toEqual(['connected', 'clients believe', 'connecting']);
  });

  it('shows what is forgotten, and the ends that do not know', () => {
    const { drawn, said } = labelsOf(runOfFile({}, { heartbeat: '30s' }));
    for (const label of ['clients believe', 'forgotten', 'one end left']) {
      expect(drawn).toContain(label);
      expect(said).toContain(label);
    }
  });
});

describe('clients that vanish', () => {
  const labelsOf = (events: ScenarioFile['events']): string[] => {
    const scenario = buildScenario({
      duration: '60s',
      clients: [
        {
          count: 100,
          arrivals: { rampUp: '10s' },
          session: {
            lifetime: { distribution: 'deterministic', value: '20s' },
            heartbeat: '15s',
            closes: 'client',
            vanish: 0.5,
          },
        },
      ],
      path: [{ name: 'edge', mode: 'proxy' }],
      backends: { count: 1 },
      ...(events && { events }),
    });
    const simulation = new Simulation(compile(scenario));
    simulation.advanceTo(60);
    const run = simulation.result().series;
    const [view] = chartModel('concurrent', run.info, scenario).views;
    return view === undefined ? [] : appearing(view, run).map(({ label }) => label);
  };

  it('are one line, and what a failover leaves behind is another', () => {
    expect(labelsOf([])).toContain('client gone, place kept');
    expect(labelsOf([])).not.toContain('one end left');
    const failover = { at: '12s', action: 'failover', target: 'edge' } as const;
    expect(labelsOf([failover])).toEqual(expect.arrayContaining(['client gone, place kept', 'one end left']));
  });
});

describe('a proxy that is reloaded', () => {
  it('shows the connections that are still on old workers', () => {
    const scenario = buildScenario({
      duration: '60s',
      clients: [{ count: 100, arrivals: { rampUp: '10s' } }],
      path: [{ name: 'ingress', mode: 'proxy' }],
      backends: { count: 1 },
      events: [{ at: '20s', action: 'reload', target: 'ingress', shutdownTimeout: '20s' }],
    });
    const simulation = new Simulation(compile(scenario));
    simulation.advanceTo(60);
    const run = simulation.result().series;
    const [view] = chartModel('concurrent', run.info, scenario).views;
    expect(view && appearing(view, run).map(({ label }) => label)).toContain('on old workers');
  });
});

describe('tableRows', () => {
  it('takes all of a few and a spread of many, ends included', () => {
    expect(tableRows(3, 5)).toEqual([0, 1, 2]);
    expect(tableRows(101, 5)).toEqual([0, 25, 50, 75, 100]);
  });
});
