/** The waterfall in words, as the command line and the app have it. */

import type { FieldSetting, SettingValue } from '../levers/lever.ts';
import { formatCount } from '../wording/format-quantity.ts';
import { resourceName } from '../wording/phrases.ts';
import { wholeWithin } from '../wording/whole-units.ts';
import type { Lift } from './lift.ts';
import { WATERFALL_TIMES, type Waterfall, type WaterfallStep } from './waterfall.ts';

/** "path.0.snat.addresses 1 -> 4". */
export function settingText({ path, from, to }: FieldSetting): string {
  return `${path} ${valueText(from)} -> ${valueText(to)}`;
}

export function settingsText({ settings }: Lift): string {
  return settings.map(settingText).join(', ');
}

/** What lifts the step, and what the limits lifted before need besides: "1,110,501 entries, and 17 addresses for SNAT ports". */
export function stepText({ row, lifts, besides }: WaterfallStep): string {
  const [first] = lifts;
  const own = first?.text ?? `no number of ${resourceName(row)} goes that far`;
  const others = besides.map((lift) => `${lift.text} for ${resourceName(lift.row)}`);
  return [own, ...others].join(', and ');
}

/** What lies at the top: "At 1,000,000, 10 times the demand, nothing binds; the next limit is ... at 10,485,760." */
export function topText({ topConnections, beyond, steps }: Waterfall): string {
  const lifted = steps.length === 0 ? '' : ', once all of these are lifted';
  const next =
    beyond === null
      ? 'and there is no other limit'
      : `the next limit is ${resourceName(beyond)} at ${formatCount(wholeWithin(beyond.capacityConnections))}`;
  return `Nothing binds below ${formatCount(topConnections)}, ${WATERFALL_TIMES} times the demand${lifted}; ${next}.`;
}

function valueText(value: SettingValue): string {
  if (value === undefined) return 'its default';
  if (typeof value === 'object') return `a list of ${formatCount(value.length)}`;
  return typeof value === 'number' ? formatCount(value) : String(value);
}
