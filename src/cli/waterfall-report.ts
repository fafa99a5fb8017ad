import type { Lift } from '../analysis/limits/lift.ts';
import type { Waterfall } from '../analysis/limits/waterfall.ts';
import { settingsText, stepText, topText } from '../analysis/limits/waterfall-text.ts';
import { formatCount } from '../analysis/wording/format-quantity.ts';
import { wholeWithin } from '../analysis/wording/whole-units.ts';
import { formatTable } from './print-table.ts';

/** "What binds next": one limit after the other, with what lifts it to the next; `explain` adds the fields and other ways. */
export function waterfallText(waterfall: Waterfall, explain: boolean): string {
  const { steps } = waterfall;
  const table = formatTable(
    [
      { title: 'carries', align: 'right' },
      { title: 'then binds', align: 'left' },
      { title: 'to go on', align: 'left' },
    ],
    steps.map((step) => [
      formatCount(wholeWithin(step.carries)),
      `${step.row.stationName} ${step.row.label}`,
      stepText(step),
    ]),
  );
  const fields = steps.flatMap((step) => [
    `${step.row.label} at ${step.row.stationName}: ${step.row.arithmetic}`,
    ...step.lifts.map(
      (lift, index) => `  ${index === 0 ? 'To' : 'or to'} go on: ${lift.text} (${settingsText(lift)})`,
    ),
    ...step.besides.map((lift) => `  with ${lift.text} (${settingsText(lift)})`),
  ]);
  return [
    'What binds next, each limit lifted just far enough:\n',
    steps.length === 0 ? '' : table,
    `${topText(waterfall)}\n`,
    explain && fields.length > 0 ? `\n${fields.join('\n')}\n` : '',
  ].join('');
}

/** The waterfall without the changed scenarios: they follow from the settings. */
export function waterfallDocument({ steps, beyond, ...ends }: Waterfall): object {
  return {
    ...ends,
    steps: steps.map(({ row, carries, carriesNext, lifts, besides }) => ({
      station: row.station,
      stationName: row.stationName,
      resource: row.resource,
      arithmetic: row.arithmetic,
      carries,
      carriesNext,
      lifts: lifts.map(liftDocument),
      besides: besides.map(liftDocument),
    })),
    beyond:
      beyond === null
        ? null
        : {
            station: beyond.station,
            stationName: beyond.stationName,
            resource: beyond.resource,
            capacityConnections: beyond.capacityConnections,
          },
  };
}

function liftDocument({ text, settings, row }: Lift): object {
  return { station: row.station, resource: row.resource, text, settings };
}
