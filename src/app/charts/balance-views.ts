import { type SpreadStage, spreadStages } from '../../analysis/runs/stage-balance.ts';
import { EVEN_BELOW, LEAST_MEAN } from '../../analysis/theory/imbalance.ts';
import type { ColumnInfo } from '../../network/results/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type ChartSeries, type ChartView, dashOf, series, view } from './chart-model.ts';
import type { Reading } from './reading.ts';

type Line = Pick<ChartSeries, 'id' | 'label' | 'colour' | 'textColour'> &
  Partial<ChartSeries> & { readonly kind: Reading['kind'] };

const LINES: readonly Line[] = [
  {
    id: 'max',
    kind: 'maxOverMean',
    label: 'max/mean',
    colour: 'in-use',
    textColour: 'in-use-text',
    widthPx: 2,
  },
  {
    id: 'min',
    kind: 'minOverMean',
    label: 'min/mean',
    colour: 'text-quiet',
    textColour: 'text-quiet',
    dash: dashOf(2),
    telling: 'lowest',
  },
  {
    id: 'variation',
    kind: 'variation',
    label: 'variation',
    colour: 'series-2',
    textColour: 'text',
    dash: dashOf(1),
  },
];

/** How even each stage with several instances is over time: the backends first, then the hops. */
export function balanceViews(info: readonly ColumnInfo[], scenario: Scenario): ChartView[] {
  return spreadStages(info, scenario).toReversed().map(balanceView);
}

function balanceView({
  station,
  stationName,
  columns,
  weights,
  absences,
  sizeColumn,
}: SpreadStage): ChartView {
  return view({
    id: `balance-${station}`,
    label: station === 'backends' ? 'balance' : `${stationName}: balance`,
    title: 'Balance',
    unit: 'over the mean',
    scale: 'ratio',
    terms: [
      ['max/mean', 'max-over-mean'],
      ['variation', 'variation'],
    ],
    series: LINES.map(({ kind, ...line }) =>
      series({ ...line, reading: { kind, columns, weights, absences, sizeColumn } }),
    ),
    limits: [{ label: 'even below', value: EVEN_BELOW, kind: 'target' }],
    allZero: `No ratio yet: fewer than ${LEAST_MEAN} connections an instance.`,
  });
}
