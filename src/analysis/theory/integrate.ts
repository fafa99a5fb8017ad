/**
 * Numeric integration by adaptive Gauss-Kronrod quadrature (7 and 15 nodes), as in QUADPACK's QAG (R. Piessens et
 * al., 1983). All nodes lie inside the interval, so a jump at an end does no harm.
 */

/** Positive nodes of the 15-point rule, outermost first; every second one belongs to the 7-point rule too. */
const NODES = [
  0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
  0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
  0.58608723546769113029414469125837, 0.405845151377397166906606412076961,
  0.207784955007898467600689403773245, 0,
] as const;
const WEIGHTS_15 = [
  0.02293532201052922496373200805897, 0.063092092629978553290700663189204,
  0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
  0.16900472663926790282658342659855, 0.190350578064785409913256402421014,
  0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
] as const;
/** Weights of the 7-point rule at nodes 1, 3, 5 and 7 of the list above. */
const WEIGHTS_7 = [
  0.129484966168869693270611432679082, 0.27970539148927666790146777142378, 0.38183005050511894495036977548898,
  0.41795918367346938775510204081633,
] as const;

/** Halving an interval this often leaves a share of 1e-12 of it: what is left cannot matter. */
const MAX_HALVINGS = 40;

/**
 * Integral of `f` over [from, to]. Points of `knots` inside the interval (jumps and kinks of `f`) start a new piece.
 * @param relativeTolerance error allowed as a share of the integral of |f|
 */
export function integrate(
  f: (x: number) => number,
  from: number,
  to: number,
  knots: readonly number[] = [],
  relativeTolerance = 1e-9,
): number {
  if (!(from < to)) return 0;
  const inside = [...new Set(knots)].filter((x) => x > from && x < to).sort((a, b) => a - b);
  const ends = [from, ...inside, to];
  const rough = pieces(ends).reduce((sum, [a, b]) => sum + Math.abs(kronrod(f, a, b).value), 0);
  const tolerance = Math.max(rough * relativeTolerance, Number.MIN_VALUE);
  return pieces(ends).reduce((sum, [a, b]) => sum + adaptive(f, a, b, tolerance / (ends.length - 1), 0), 0);
}

function pieces(ends: readonly number[]): [number, number][] {
  return ends.slice(1).map((end, i) => [ends[i] ?? end, end]);
}

function adaptive(
  f: (x: number) => number,
  from: number,
  to: number,
  tolerance: number,
  depth: number,
): number {
  const { value, error } = kronrod(f, from, to);
  if (error <= tolerance || depth >= MAX_HALVINGS) return value;
  const middle = from + (to - from) / 2;
  return (
    adaptive(f, from, middle, tolerance / 2, depth + 1) + adaptive(f, middle, to, tolerance / 2, depth + 1)
  );
}

/** The 15-point value; its distance to the 7-point value bounds the error generously. */
function kronrod(f: (x: number) => number, from: number, to: number): { value: number; error: number } {
  const centre = (from + to) / 2;
  const half = (to - from) / 2;
  let fine = 0;
  let coarse = 0;
  NODES.forEach((node, i) => {
    const sum = node === 0 ? f(centre) : f(centre - half * node) + f(centre + half * node);
    fine += sum * (WEIGHTS_15[i] ?? 0);
    if (i % 2 === 1) coarse += sum * (WEIGHTS_7[(i - 1) / 2] ?? 0);
  });
  return { value: fine * half, error: Math.abs(fine - coarse) * half };
}
