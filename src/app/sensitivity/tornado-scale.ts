import type { Bar } from '../../analysis/sensitivity/tornado.ts';

/** Where values lie on the width that all bars share. */
export interface TornadoScale {
  /** Share 0..1 of the width; what has no limit lies at an edge. */
  readonly at: (value: number) => number;
}

/** From the lowest to the highest finite value of all bars and the base. */
export function tornadoScale(base: number, bars: readonly Bar[]): TornadoScale {
  const values = [base, ...bars.flatMap(({ low, high }) => [low?.value ?? base, high?.value ?? base])];
  const finite = values.filter(Number.isFinite);
  const least = Math.min(...finite);
  const most = Math.max(...finite);
  return {
    at(value) {
      if (value >= most) return most === least ? 0.5 : 1;
      return value <= least ? 0 : (value - least) / (most - least);
    },
  };
}
