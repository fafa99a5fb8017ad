/** How colours are told apart: contrast by WCAG 2.2, and colour vision that lacks one kind of cone. */
import { lab, rgb } from 'd3';

type Linear = readonly [red: number, green: number, blue: number];

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance"). */
export function contrastOf(one: string, other: string): number {
  const [bright, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export const VISIONS = ['normal', 'protanopia', 'deuteranopia', 'tritanopia'] as const;
export type Vision = (typeof VISIONS)[number];

/** Machado, Oliveira and Fernandes 2009, "A physiologically-based model for simulation of color vision deficiency", severity 1. */
const MATRICES: Readonly<Record<Exclude<Vision, 'normal'>, readonly Linear[]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Distance of two colours in CIELAB as they are seen; about 2.3 is just noticeable, 10 is plain at a glance. */
export function distanceSeen(one: string, other: string, vision: Vision): number {
  const [a, b] = [lab(seen(one, vision)), lab(seen(other, vision))];
  return Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b);
}

function seen(colour: string, vision: Vision): string {
  if (vision === 'normal') return colour;
  const from = linear(colour);
  const [red = 0, green = 0, blue = 0] = MATRICES[vision].map((row) =>
    encoded(row[0] * from[0] + row[1] * from[1] + row[2] * from[2]),
  );
  return rgb(red, green, blue).clamp().formatHex();
}

/** sRGB with its curve taken off, 0..1. */
function linear(colour: string): Linear {
  const { r, g, b } = rgb(colour);
  const one = (value: number): number =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return [one(r), one(g), one(b)];
}

function encoded(value: number): number {
  const share = Math.min(1, Math.max(0, value));
  return 255 * (share <= 0.0031308 ? 12.92 * share : 1.055 * share ** (1 / 2.4) - 0.055);
}
