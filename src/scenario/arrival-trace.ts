/** A rate of arrivals over time from a table, as monitoring exports it: times, and rates or counts. */
import { type Cell, readCsv } from './csv.ts';
import {
  type Column,
  cellOf,
  failed,
  headingsOf,
  type RoleRule,
  readColumns,
  readValue,
  type ValueReading,
} from './trace-columns.ts';
import { type ArrivalsFile, MOST_ROWS, recognised, type TraceReading } from './trace-import.ts';
import { formatDuration, formatRate, quoted } from './units.ts';

type Role = 'time' | 'rate' | 'count';

/** A heading such as "requests per minute" is a rate before it is a count or a time. */
const RULES: readonly RoleRule<Role>[] = [
  { role: 'rate', words: ['rate', 'per', 'rps', 'cps', 'qps'], isRate: true },
  {
    role: 'count',
    words: ['count', 'connections', 'requests', 'arrivals', 'sessions', 'logins', 'value', 'n'],
  },
  {
    role: 'time',
    words: ['time', 'timestamp', 'date', 'at', 't', 'start', 'seconds', 'minute', 'minutes', 'hour', 'hours'],
  },
];
const IN_ORDER: readonly (readonly Role[])[] = [[], ['time', 'rate']];
const WORDS: Readonly<Record<Role, string>> = {
  time: 'time of the point',
  rate: 'new connections a unit of time',
  count: 'new connections until the next row',
};

/**
 * The profile of a table with a time in each row (seconds, "10m", "14:05", an ISO date or a Unix time) and a rate, or the number
 * of new connections until the next row. Times count from the first row.
 * @param repeats after which time it begins anew, as the file has it
 */
export function readArrivalTrace(text: string, repeats = ''): TraceReading<ArrivalsFile> {
  const csv = readCsv(text);
  if (!csv.ok) return csv;
  const reading = readColumns(csv.rows, RULES, IN_ORDER);
  if (!reading.ok) return reading;
  const { columns, rows } = reading;
  const time = columns.find(({ role }) => role === 'time');
  const amount = columns.find(({ role }) => role === 'rate') ?? columns.find(({ role }) => role === 'count');
  const top = csv.rows[0]?.[0] ?? { line: 1, column: 1 };
  if (time === undefined || amount === undefined)
    return failed(
      top,
      'no column of times with one of rates or counts',
      `headings such as ${headingsOf(RULES)}`,
    );
  if (rows.length === 0) return failed(top, 'no rows below the headings', 'one row for each time');
  if (rows.length > MOST_ROWS)
    return failed(top, `${rows.length} rows`, `at most ${MOST_ROWS}: put them together to longer steps`);
  const points = pointsOf(rows, time, amount);
  if (!points.ok) return points;
  const { atSec, perSec } = points;
  if (!perSec.some((rate) => rate > 0)) return failed(top, 'every rate is 0', 'at least one above 0');
  return {
    ok: true,
    columns: recognised([time, amount], WORDS, (role) => role !== 'count'),
    rows: rows.length,
    summary: summaryOf(atSec, perSec, repeats),
    file: {
      pattern: 'poisson',
      profile: atSec.map((sec, i) => ({ at: formatDuration(sec), rate: formatRate(perSec[i] ?? 0) })),
      ...(repeats === '' ? {} : { repeats }),
    },
  };
}

type Points =
  | { readonly ok: true; readonly atSec: readonly number[]; readonly perSec: readonly number[] }
  | Extract<ValueReading, { ok: false }>;

function pointsOf(rows: readonly (readonly Cell[])[], time: Column<Role>, amount: Column<Role>): Points {
  const times: number[] = [];
  const amounts: number[] = [];
  for (const row of rows) {
    const cell = cellOf(row, time.index);
    const at = readMoment(cell, time);
    if (!at.ok) return at;
    const before = times.at(-1);
    if (before !== undefined && at.value <= before)
      return failed(cell, `${quoted(cell.text)} is not after the row before`, 'times that rise');
    const value = readValue(cellOf(row, amount.index), amount.role === 'rate' ? 'rate' : 'count', amount);
    if (!value.ok) return value;
    times.push(at.value);
    amounts.push(value.value);
  }
  const [firstSec = 0] = times;
  // Unix times in milliseconds have no more digits than that.
  const atSec = times.map((sec) => Number((sec - firstSec).toFixed(3)));
  if (amount.role === 'rate') return { ok: true, atSec, perSec: amounts };
  if (atSec.length < 2)
    return failed(
      cellOf(rows[0] ?? [], amount.index),
      'a count of one row',
      'two rows or more, for the time between',
    );
  const perSec = amounts.map((count, i) => Number((count / stepSec(atSec, i)).toPrecision(6)));
  return { ok: true, atSec, perSec };
}

/** Until the next row; the last one is as long as the one before it. */
function stepSec(atSec: readonly number[], i: number): number {
  const from = Math.min(i, atSec.length - 2);
  return (atSec[from + 1] ?? 0) - (atSec[from] ?? 0);
}

/** Seconds since midnight, since 1970, or since whatever the table counts from. */
function readMoment(cell: Cell, column: Column<Role>): ValueReading {
  const { text } = cell;
  const clock = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (clock !== null) {
    const [, hours = 0, minutes = 0, seconds = 0] = clock.map(Number);
    return { ok: true, value: hours * 3600 + minutes * 60 + (Number.isNaN(seconds) ? 0 : seconds) };
  }
  const dateSec = secondsOfDate(text);
  if (dateSec !== null) return { ok: true, value: dateSec };
  const value = readValue(cell, 'duration', column);
  if (!value.ok)
    return failed(
      value.fault,
      value.fault.message,
      `${value.fault.accepted}, "14:05", "2026-03-01T14:05:00Z"`,
    );
  // A bare number this large is a Unix time in milliseconds.
  return column.unit === 's' && value.value > 1e11 ? { ok: true, value: value.value / 1000 } : value;
}

const DATE =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?)?\s*(?:Z|([+-]\d\d):?(\d\d))?$/;

/** Seconds since 1970 of an ISO 8601 date; without a zone as it stands, since only differences matter. Null for no date. */
function secondsOfDate(text: string): number | null {
  const parts = DATE.exec(text);
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const [, , , , , , , zoneHours = '+00', zoneMinutes = '00'] = parts;
  const zone =
    Number(`${zoneHours.slice(0, 1)}1`) * (Math.abs(Number(zoneHours)) * 3600 + Number(zoneMinutes) * 60);
  return daysSince1970(year, month, day) * 86_400 + hours * 3600 + minutes * 60 + seconds - zone;
}

/** Days of the Gregorian calendar, in years that begin in March (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const fourDigits = (value: number): string => String(Number(value.toPrecision(4)));

function summaryOf(atSec: readonly number[], perSec: readonly number[], repeats: string): string[] {
  const lastSec = atSec.at(-1) ?? 0;
  const highest = Math.max(...perSec);
  const when = atSec[perSec.indexOf(highest)] ?? 0;
  const total = atSec.slice(1).reduce((sum, sec, i) => sum + (sec - (atSec[i] ?? 0)) * (perSec[i] ?? 0), 0);
  return [
    `from 0s to ${formatDuration(lastSec)}; ${repeats === '' ? 'the last rate holds after that' : `begins anew every ${repeats}`}`,
    `highest rate ${fourDigits(highest)}/s at ${formatDuration(when)}`,
    ...(lastSec > 0 ? [`mean rate ${fourDigits(total / lastSec)}/s until the last row`] : []),
  ];
}
