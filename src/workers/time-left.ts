/** Less of the work says too little about the rest. */
const LEAST_SHARE = 0.005;
const LEAST_MS = 2000;

/**
 * Seconds that work which goes on as before still takes; null while too little is done to tell.
 * @param share of the work that is done, 0..1, all of it in `elapsedMs`
 */
export function secondsLeft(share: number, elapsedMs: number): number | null {
  if (share >= 1) return 0;
  if (share < LEAST_SHARE || elapsedMs < LEAST_MS) return null;
  return ((elapsedMs / share) * (1 - share)) / 1000;
}
