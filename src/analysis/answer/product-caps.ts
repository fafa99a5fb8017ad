import { presetById } from '../../scenario/presets/library.ts';
import type { Products } from './symptoms.ts';

/** The most that the products of a scenario allow at a path of its file; Infinity where they say nothing. */
export function productCaps(products: Products): (path: string) => number {
  const caps = new Map<string, number>();
  for (const [station, preset] of products)
    for (const { path, max } of presetById(preset)?.caps ?? []) caps.set(`${station}.${path}`, max);
  return (path) => caps.get(path) ?? Infinity;
}
