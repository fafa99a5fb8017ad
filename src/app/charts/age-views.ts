import { drainFigures, livesFigures } from '../../analysis/answer/lives-sentences.ts';
import { type DrainCurve, drainCurves } from '../../analysis/runs/drain-curve.ts';
import {
  type PopulationLives,
  populationLives,
  type SurvivalPoint,
  shareAt,
  sparse,
} from '../../analysis/runs/survival-curve.ts';
import { csvCell } from '../../analysis/wording/csv-cell.ts';
import type { LifeTables } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { eventLabel } from '../format/event-label.ts';
import type { TermId } from '../help/glossary.ts';
import type { ColourToken } from './palette.ts';

/** A line of a chart over ages: the share that is still open. */
export interface AgeLine {
  readonly id: string;
  readonly label: string;
  readonly colour: ColourToken;
  readonly textColour: ColourToken;
  /** Of the stroke; empty for a whole line. */
  readonly dash: string;
  /** Null where nothing is known of an age. */
  readonly shareAt: (afterSec: number) => number | null;
}

/** One thing that the chart of lives can show: how long one population's connections last, or one drain. */
export interface AgeView {
  readonly id: string;
  /** Text of the option. */
  readonly label: string;
  readonly title: string;
  readonly term: TermId;
  readonly lines: readonly AgeLine[];
  /** Ages at which the lines are drawn and saved, and those that a table shows; from where something is gone. */
  readonly agesSec: readonly number[];
  readonly tableSec: readonly number[];
  /** A moment to mark: the length of the drain; null without one. */
  readonly markSec: number | null;
  readonly summary: string;
}

/** Share from which on there is something to see. */
const NEARLY_ALL = 0.995;

/** The views of a finished run: populations first, then drains. */
export function ageViews(scenario: Scenario, { populations, drains }: LifeTables): AgeView[] {
  const lives = populationLives(scenario, populations);
  return [
    ...lives.filter(({ established }) => established > 0).map(livesView),
    ...drainCurves(scenario, drains)
      .filter(({ connections }) => connections > 0)
      .map((drain) => drainView(scenario, drain)),
  ];
}

function livesView(lives: PopulationLives, index: number): AgeView {
  const { population, points, undisturbed, closedForm } = lives;
  const lines: AgeLine[] = [seen('still open', points)];
  if (undisturbed !== null)
    lines.push({
      id: 'undisturbed',
      label: 'without the timeline',
      colour: 'series-2',
      textColour: 'text',
      dash: '5 3',
      shareAt: (sec) => shareAt(undisturbed, sec),
    });
  if (closedForm !== null) lines.push(law(closedForm));
  return {
    id: `lives-${index}`,
    label: population,
    title: 'Lifetimes',
    term: 'survival-curve',
    lines,
    // Where the timeline shortens lives the others show more of the tail.
    ...agesOf(undisturbed ?? points),
    markSec: null,
    summary: livesFigures(lives),
  };
}

function drainView(scenario: Scenario, drain: DrainCurve): AgeView {
  const { event, points, drainSec, closedForm } = drain;
  return {
    id: `drain-${event}`,
    label: `drain: ${eventLabel(scenario.events[event]!)}`,
    title: 'Drain',
    term: 'drain-curve',
    lines: [seen('still open', points), { ...law(closedForm), label: 'closed form, settled' }],
    ...agesOf(points),
    markSec: drainSec > 0 ? drainSec : null,
    summary: drainFigures(drain),
  };
}

function seen(label: string, points: readonly SurvivalPoint[]): AgeLine {
  return {
    id: 'seen',
    label,
    colour: 'in-use',
    textColour: 'in-use-text',
    dash: '',
    shareAt: (sec) => shareAt(points, sec),
  };
}

function law(closedForm: (sec: number) => number): AgeLine {
  return {
    id: 'law',
    label: 'closed form',
    colour: 'text-quiet',
    textColour: 'text-quiet',
    dash: '1 3',
    shareAt: closedForm,
  };
}

function agesOf(points: readonly SurvivalPoint[]): Pick<AgeView, 'agesSec' | 'tableSec'> {
  const first = points.findIndex(({ share }) => share < NEARLY_ALL);
  const shown = points.slice(Math.max(1, first - 1));
  return {
    agesSec: shown.map(({ afterSec }) => afterSec),
    tableSec: sparse(points)
      .map(({ afterSec }) => afterSec)
      .filter((sec) => sec >= (shown[0]?.afterSec ?? 0)),
  };
}

/** Every age with the share of each line, in percent signs nowhere: RFC 4180, one header line, ages in seconds, shares 0..1. */
export function ageCsv({ lines, agesSec }: AgeView): string {
  const head = ['age_s', ...lines.map(({ label }) => label)].map(csvCell);
  const rows = agesSec.map((sec) => [sec, ...lines.map((line) => line.shareAt(sec) ?? '')].join(','));
  return [head.join(','), ...rows, ''].join('\r\n');
}
