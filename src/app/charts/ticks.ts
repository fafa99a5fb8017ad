/** Distances between two ticks of a time axis that people read easily, in seconds. */
const TIME_STEPS_SEC: readonly number[] = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200,
  86_400, 172_800, 604_800,
];

/** At most `most` + 1 round moments over the domain, ends included where they are round. */
export function timeTicks(fromSec: number, toSec: number, most: number): number[] {
  const span = toSec - fromSec;
  if (!(span > 0) || most < 1) return [fromSec];
  const longest = TIME_STEPS_SEC.at(-1) ?? 1;
  const step =
    TIME_STEPS_SEC.find((candidate) => span / candidate <= most) ??
    longest * Math.ceil(span / longest / most);
  const ticks: number[] = [];
  for (let index = Math.ceil(fromSec / step - 1e-9); index * step <= toSec + step * 1e-9; index += 1) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

const PIXELS_A_TIME_TICK = 62;

/** The ticks of a time axis of that width, in pixels. */
export function axisTicks(fromSec: number, toSec: number, widthPx: number): number[] {
  return timeTicks(fromSec, toSec, Math.max(1, Math.floor(widthPx / PIXELS_A_TIME_TICK)));
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Short text of a tick: "0", "30 s", "10 m", "1 h", "1:30 h"; "1:00:05 h" and "1:02.5 m" on an axis that is zoomed. */
export function timeTickLabel(seconds: number): string {
  if (seconds === 0) return '0';
  if (seconds < 60) return `${seconds} s`;
  const rest = Number((seconds % 60).toPrecision(6));
  const restText = `${rest < 10 ? '0' : ''}${rest}`;
  const minutes = Math.floor(seconds / 60);
  if (seconds < 3600) return rest === 0 ? `${minutes} m` : `${minutes}:${restText} m`;
  const hours = Math.floor(minutes / 60);
  if (rest !== 0) return `${hours}:${two(minutes % 60)}:${restText} h`;
  if (seconds >= 172_800 && seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours}:${two(minutes % 60)} h`;
}

/** Round values 0, step, 2 step ... whose last is at or above `highest`; two to six of them. Counts have whole steps. */
export function valueTicks(highest: number, whole: boolean): number[] {
  const top = highest > 0 && Number.isFinite(highest) ? highest : 1;
  const rough = top / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 1.5, 2, 2.5, 3, 4, 5, 10].find((candidate) => candidate * power >= rough * 0.9999) ?? 10;
  const step = whole ? Math.max(1, Math.ceil(factor * power)) : factor * power;
  const ticks = [0];
  while ((ticks.at(-1) ?? 0) < top * 0.9999) ticks.push(Number((ticks.length * step).toPrecision(12)));
  return ticks;
}
