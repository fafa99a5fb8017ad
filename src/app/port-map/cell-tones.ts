import type { PortMap } from '../../network/results/run-result.ts';
import { rgb } from '../charts/palette.ts';
import { ageShare } from './age-ramp.ts';
import { HELD } from './port-cells.ts';
import type { Shade } from './port-space-store.ts';

export type Tone = readonly [red: number, green: number, blue: number];

const STEPS = 64;
/** How much of the hue the youngest have: they must still be told from what is free. */
const LIGHTEST = 0.28;
/** Of a held port's two tones the second is that much nearer to the text. */
const DARKER = 0.35;

/** The colours of the cells under the theme of the page; held ports have two tones, of which a chequer or a hatch is made. */
export interface CellTones {
  /** Ground of what is outside the range, and the lines on it. */
  readonly page: Tone;
  readonly line: Tone;
  readonly free: Tone;
  /** Fill of a port that is in use or held. */
  taken(map: PortMap, port: number): Tone;
  /** Second tone of a held one. */
  second(map: PortMap, port: number): Tone;
}

/** @param longestSec the length of the run */
export function cellTones(shade: Shade, longestSec: number): CellTones {
  const [page, line, free, text] = [rgb('page'), rgb('line'), rgb('hover'), rgb('text')];
  const ground = { page, line, free };
  if (shade === 'state') {
    const [inUse, held] = [rgb('in-use'), rgb('held')];
    const dark = mix(held, text, DARKER);
    return {
      ...ground,
      taken: (map, port) => (map.cells[port] === HELD ? held : inUse),
      second: () => dark,
    };
  }
  const ramp = ageTones();
  const second = ramp.map((tone) => mix(tone, page, 0.6));
  const step = ({ ageSec }: PortMap, port: number): number =>
    Math.round(ageShare(ageSec[port]!, longestSec) * (STEPS - 1));
  return {
    ...ground,
    taken: (map, port) => ramp[step(map, port)]!,
    second: (map, port) => second[step(map, port)]!,
  };
}

/** From the youngest to the oldest, in one hue. */
function ageTones(): Tone[] {
  const [page, hue] = [rgb('page'), rgb('in-use-text')];
  return Array.from({ length: STEPS }, (_, step) =>
    mix(page, hue, LIGHTEST + ((1 - LIGHTEST) * step) / (STEPS - 1)),
  );
}

/** The colour of an age that lies at that share of the ramp, for a legend. */
export function ageTone(share: number): string {
  return cssColour(ageTones()[Math.round(share * (STEPS - 1))]!);
}

export function mix(a: Tone, b: Tone, share: number): Tone {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

export function cssColour([red, green, blue]: Tone): string {
  return `rgb(${Math.round(red)} ${Math.round(green)} ${Math.round(blue)})`;
}

const BLACK: Tone = [0, 0, 0];
const WHITE: Tone = [255, 255, 255];

/** Black or white, whichever is read better: no other two colours reach 4.5:1 on every ground (4.58:1, the root of 21). */
export function textOn(ground: Tone): string {
  return cssColour(contrast(WHITE, ground) > contrast(BLACK, ground) ? WHITE : BLACK);
}

/** Contrast ratio of WCAG 2.2 (relative luminance in sRGB). */
function contrast(a: Tone, b: Tone): number {
  const [la, lb] = [luminance(a), luminance(b)];
  return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
}

function luminance([red, green, blue]: Tone): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
