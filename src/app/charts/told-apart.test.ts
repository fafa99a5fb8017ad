import { describe, expect, it } from 'vitest';
import { distanceSeen, VISIONS } from '../../../test/support/colour-vision.ts';
import { coloursOf, THEMES } from '../../../test/support/page-themes.ts';
import { compile } from '../../network/plan.ts';
import { Simulation } from '../../network/simulation.ts';
import { examples } from '../../scenario/examples.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { STRATEGIES, withStrategy } from '../../scenario/strategies.ts';
import type { ChartSeries, ChartView } from './chart-model.ts';
import { chartChoices, chartModel } from './chart-models.ts';

const palettes = THEMES.map(coloursOf);

/** What tells lines apart for who does not see their colours. */
function stroke({ dash, hatched, widthPx, fillTo }: ChartSeries): string {
  return `${dash.join(' ')}|${hatched}|${widthPx}|${fillTo !== null}`;
}

/** Whether two colours are plainly different in every theme to every kind of colour vision. */
function areApart(one: string, other: string): boolean {
  return palettes.every((colours) =>
    VISIONS.every((vision) => distanceSeen(colours.get(one) ?? '', colours.get(other) ?? '', vision) >= 12),
  );
}

/** Pairs that neither stroke nor colour tells apart. Each line has its name at its end besides. */
function alike({ series }: ChartView): string[] {
  const labelled = series.filter((each) => each.labelled);
  return labelled.flatMap((one, at) =>
    labelled
      .slice(at + 1)
      .filter((other) => stroke(one) === stroke(other) && !areApart(one.colour, other.colour))
      .map((other) => `${one.label} and ${other.label}`),
  );
}

describe('lines of a chart', () => {
  it.each(examples.map(({ id, file }) => [id, file] as const))(
    '%s: are told apart by their strokes, or by colours that everybody tells apart',
    (_, file) => {
      for (const strategy of STRATEGIES) {
        const outcome = parseScenarioValue(withStrategy(file, strategy));
        if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
        const { scenario } = outcome;
        const { info } = new Simulation(compile(scenario)).result().series;
        const views = chartChoices.flatMap(({ id }) => chartModel(id, info, scenario).views);
        expect(views.some(({ series }) => series.length > 1)).toBe(true);
        expect(views.flatMap((view) => alike(view).map((pair) => `${view.label}: ${pair}`))).toEqual([]);
      }
    },
  );
});
