import { runCount } from '../analysis/answer/precision-sentences.ts';
import { holdsZero } from '../analysis/runs/interval.ts';
import { MEASURE_NAMES, type Measure, measureText } from '../analysis/sensitivity/measures.ts';
import type { Bar, BarEnd } from '../analysis/sensitivity/tornado.ts';
import { formatShare } from '../analysis/wording/format-quantity.ts';
import { capitalised } from '../analysis/wording/phrases.ts';
import { formatTable } from './print-table.ts';

/** The bars of one measure. */
export interface Tornado {
  readonly measure: Measure;
  /** Null where the scenario has no such measure. */
  readonly base: number | null;
  readonly bars: readonly Bar[];
  /** Of each scenario; 0 in closed form. */
  readonly runs: number;
}

/** Characters of the widest bar. */
const BAR_WIDTH = 40;

/** A table with a bar in each row: light toward the low value of the input, dark toward the high one. */
export function tornadoText(
  { measure, base, bars, runs }: Tornado,
  spread: number,
  hasRanges: boolean,
): string {
  const name = capitalised(MEASURE_NAMES[measure]);
  if (base === null) return `${name}: there is none here; ${WITHOUT[measure]}.\n`;
  const basis = runs === 0 ? 'closed form' : `${runCount(runs)} each, under the same seeds`;
  const head = `${name}: ${measureText(measure, base)} (${basis}).\n`;
  if (bars.length === 0) return `${head}None of the inputs moves it.\n`;
  const moved = `Each input alone ${formatShare(spread)} lower and higher`;
  const ranges = hasRanges ? ', or at the ends of its range (marked *)' : '';
  const table = formatTable(
    [
      { title: 'input', align: 'left' },
      { title: 'low', align: 'right' },
      { title: 'gives', align: 'right' },
      { title: 'high', align: 'right' },
      { title: 'gives', align: 'right' },
      { title: '', align: 'left' },
    ],
    bars.map((bar) => [
      `${bar.input.label}${bar.input.isRange ? ' *' : ''}`,
      ...endCells(measure, bar.low),
      ...endCells(measure, bar.high),
      drawing(bar, base, bars),
    ]),
  );
  return `${head}${moved}${ranges}, all others as they are. Bars: ░ low, █ high.\n\n${table}${problemText(bars)}`;
}

const WITHOUT: Readonly<Record<Measure, string>> = {
  headroom: 'nothing has a limit',
  capacity: 'nothing has a limit',
  blocking: 'no theory fits this scenario, or its run does not settle',
  peak: 'nothing was run',
  failed: 'nothing was run',
};

function endCells(measure: Measure, end: BarEnd | null): [string, string] {
  if (end === null) return ['', ''];
  const given =
    end.value === null ? (end.problem === '' ? 'none' : 'not possible') : measureText(measure, end.value);
  const { difference } = end;
  const isChance = difference !== null && holdsZero(difference);
  return [end.text, isChance ? `${given} ~` : given];
}

/** What stands below: the sign for a difference that may be chance, and why an end is not possible. */
function problemText(bars: readonly Bar[]): string {
  const ends = bars.flatMap(({ input, low, high }) =>
    [low, high].flatMap((end) => (end === null ? [] : [{ input, end }])),
  );
  const isTold = ends.some(({ end: { difference } }) => difference !== null && holdsZero(difference));
  const lines = [
    ...(isTold ? ['~ the 95 % interval of the difference from the base holds 0'] : []),
    ...ends.flatMap(({ input, end }) =>
      end.problem === '' ? [] : [`${input.label} ${end.text} is not possible: ${end.problem}`],
    ),
  ];
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}

function drawing({ low, high }: Bar, base: number, bars: readonly Bar[]): string {
  const values = [base, ...bars.flatMap((bar) => [bar.low?.value ?? base, bar.high?.value ?? base])];
  const finite = values.filter(Number.isFinite);
  const [least, most] = [Math.min(...finite), Math.max(...finite)];
  const at = (value: number): number =>
    most === least ? 0 : Math.round((BAR_WIDTH * (Math.min(value, most) - least)) / (most - least));
  const cells = Array.from({ length: BAR_WIDTH + 1 }, () => ' ');
  const fill = (value: number | null | undefined, character: string): void => {
    const [from, to] = [at(base), at(value ?? base)].toSorted((a, b) => a - b);
    for (let i = from ?? 0; i <= (to ?? 0); i++) cells[i] = character;
  };
  // The longer one first: where both lie on one side the shorter one is seen on it.
  const isLowFirst = Math.abs((low?.value ?? base) - base) >= Math.abs((high?.value ?? base) - base);
  if (isLowFirst) fill(low?.value, '░');
  fill(high?.value, '█');
  if (!isLowFirst) fill(low?.value, '░');
  cells[at(base)] = '|';
  return cells.join('');
}
