import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../../test/support/build-scenario.ts';
import { liveRunOf } from '../../../../test/support/live-run.ts';
import { chartChoices, chartModel } from '../chart-models.ts';
import { bareChartSvg, chartSvg, chartsSvg } from './chart-svg.ts';
import type { ChartPicture } from './draw-picture.ts';
import type { PictureInk } from './svg-surface.ts';

const INK: PictureInk = {
  font: '"A font", sans-serif',
  colour: (token) => `#${token}`,
  textWidth: (text, sizePx) => text.length * sizePx * 0.55,
};

const run = liveRunOf(
  buildScenario({
    name: 'Forty ports & a hundred <clients>',
    duration: '60s',
    clients: [
      {
        count: 100,
        addresses: 100,
        arrivals: { pattern: 'population', rampUp: '10s' },
        session: { lifetime: { distribution: 'exponential', mean: '20s' } },
      },
    ],
    path: [{ name: 'edge', mode: 'snat', snat: { ports: '2000-2039', scope: 'source', hold: '2s' } }],
    backends: { count: 2 },
    events: [{ at: '30s', action: 'disconnect', share: 0.5 }],
    targets: { concurrent: 100 },
  }),
);

function pictureOf(id: (typeof chartChoices)[number]['id'], fromSec = 0, toSec = 60): ChartPicture {
  const model = chartModel(id, run.info, run.scenario);
  const [view] = model.views;
  if (view === undefined) throw new Error('no view');
  return { run, model, view, time: { fromSec, toSec } };
}

const count = (svg: string, part: string | RegExp): number => svg.split(part).length - 1;

describe('the picture of a chart', () => {
  const { svg } = chartSvg(pictureOf('concurrent'), INK);

  it('has a path for each line that is drawn, in its colour and its dash', () => {
    // And one for its sample beside its name.
    expect(
      count(svg, /<path d="[^"]+" fill="none" stroke="#in-use" stroke-width="2" stroke-linejoin="round"\/>/),
    ).toBe(2);
    expect(svg).toMatch(/stroke="#held" stroke-width="1" stroke-linejoin="round" stroke-dasharray="2 2"/);
  });

  it('loses no sample where each has a pixel', () => {
    const [, d = ''] =
      /<path d="([^"]+)" fill="none" stroke="#in-use" stroke-width="2"/.exec(
        chartSvg(pictureOf('concurrent', 10, 11), INK).svg,
      ) ?? [];
    const inside = run.timeSec.filter((sec) => sec >= 10 && sec <= 11).length;
    // One beyond each end, to which the line is drawn.
    expect(count(d, /[ML]/)).toBe(inside + 2);
  });

  it('names limits, events, the first failure and the run, as XML', () => {
    expect(svg).toContain('>target 100<');
    expect(svg).toContain('>edge: SNAT ports 40<');
    expect(svg).toContain('disconnect of 50 % of');
    expect(svg).toContain('>first failure at ');
    expect(svg).toContain('>Forty ports &amp; a hundred &lt;clients&gt;<');
    expect(svg).toContain(`seed 1, series ${run.summary?.seriesHash}`);
    expect(svg).toContain('font-family="&quot;A font&quot;, sans-serif"');
    expect(count(svg, '<svg')).toBe(1);
    expect(count(svg, '<g ')).toBe(count(svg, '</g>'));
  });

  it('tells areas apart by a pattern', () => {
    const ports = chartSvg(pictureOf('ports'), INK).svg;
    expect(ports).toContain('<pattern id="phatch-held"');
    expect(ports).toContain('fill="url(#phatch-held)"');
  });

  it('shows a part of the run with the marks of that part', () => {
    const early = chartSvg(pictureOf('concurrent', 0, 20), INK).svg;
    expect(early).not.toContain('disconnect of');
    expect(early).toContain('>20 s<');
    expect(early).not.toContain('>1 m<');
  });

  it('says in words why there are no lines', () => {
    const direct = liveRunOf(
      buildScenario({ duration: '10s', clients: [{ count: 1 }], path: [], backends: { count: 1 } }),
    );
    const model = chartModel('ports', direct.info, direct.scenario);
    const [view] = model.views;
    if (view === undefined) throw new Error('no view');
    const picture = { run: direct, model, view, time: { fromSec: 0, toSec: 10 } };
    expect(chartSvg(picture, INK).svg).toContain('There is no hop');
  });
});

it('puts all charts of a run on one sheet, under one caption', () => {
  const { svg, width, height } = chartsSvg(
    chartChoices.map(({ id }) => pictureOf(id)),
    INK,
  );
  for (const title of ['Concurrent connections', 'Ports in use', 'Failures by cause', 'Load per backend'])
    expect(count(svg, `>${title}<`)).toBe(1);
  expect(count(svg, 'Simulated by Fivetuple')).toBe(1);
  expect(width).toBeGreaterThan(height);
});

it('leaves the caption and the names of marks to a page that has them', () => {
  const { svg } = bareChartSvg(pictureOf('concurrent'), INK, { width: 400, plotHeight: 100 }, false);
  expect(svg).not.toContain('Simulated by');
  // The description for those who cannot see it stays.
  expect(count(svg, '>first failure at')).toBe(0);
});
