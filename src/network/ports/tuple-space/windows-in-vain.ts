/** Probes left in a window when closing entries begin to be taken over (NF_NAT_HARDER_THRESH). */
export const HARDER_PROBES = 32;
/** Most probes of the first window (NF_NAT_MAX_ATTEMPTS); a range of this size or less is probed as a whole. */
export const FIRST_WINDOW = 128;
/** The window is halved until it has less than this. */
export const SMALLEST_TO_HALVE = 16;
/** Windows start at a random number of 16 bits. */
export const OFFSETS = 0x10000;

/** What a probe makes of a port: it is free; only the last probes of a window would take it over; it is taken. */
export const FOUND = 0;
export const FOUND_LATE = 1;
export const NOT_FOUND = 2;

/** The windows that netfilter probes of a range of that many ports before it gives up, the first one first. */
export function windowsOf(size: number): number[] {
  if (size <= FIRST_WINDOW) return [size];
  const windows: number[] = [];
  for (let window = FIRST_WINDOW; window >= SMALLEST_TO_HALVE >> 1; window >>= 1) windows.push(window);
  return windows;
}

/**
 * Probability that all windows of one claim are in vain, exactly: the offsets of the windows are drawn independently, and
 * nothing changes between them, so it is the product over the windows of the share of the 65,536 offsets from which a
 * window meets no port that it can have.
 * @param probed what a probe makes of each port of the range, in their order
 */
export function allInVainProbability(probed: Uint8Array): number {
  const windows = windowsOf(probed.length);
  const starts = new Float64Array(windows.length);
  countUnwrapped(probed, windows, starts);
  windows.forEach((window, w) => {
    for (let offset = OFFSETS - window + 1; offset < OFFSETS; offset++)
      if (isInVain(probed, offset, window)) starts[w]! += 1;
  });
  return starts.reduce((product, count) => (product * count) / OFFSETS, 1);
}

/**
 * Offsets from which each window is in vain, of those from which it does not wrap around the 16 bits; an offset is taken
 * modulo the size. One walk around the range counts the windows by the port that they end at.
 */
function countUnwrapped(probed: Uint8Array, windows: readonly number[], starts: Float64Array): void {
  const size = probed.length;
  const smallest = Math.min(HARDER_PROBES, windows[windows.length - 1]!);
  const end = size + windows[0]! - 1;
  /** Runs that no early probe would end, up to the port 32 before: where the late probes of a window begin. */
  const earlyRuns = new Int32Array(HARDER_PROBES);
  let earlyRun = 0;
  let neverRun = 0;
  for (let at = 0; at < end; at++) {
    const kind = probed[at < size ? at : at - size]!;
    const slot = at & (HARDER_PROBES - 1);
    const earlyRunBefore = earlyRuns[slot]!;
    earlyRun = kind === FOUND ? 0 : earlyRun + 1;
    earlyRuns[slot] = earlyRun;
    neverRun = kind === NOT_FOUND ? neverRun + 1 : 0;
    if (neverRun >= smallest) countEndingAt(at, neverRun, earlyRunBefore, size, windows, starts);
  }
}

/** The windows that end at a port, the smallest first: where one meets something, so does a larger one. */
function countEndingAt(
  at: number,
  neverRun: number,
  earlyRunBefore: number,
  size: number,
  windows: readonly number[],
  starts: Float64Array,
): void {
  for (let w = windows.length - 1; w >= 0; w--) {
    const window = windows[w]!;
    const from = at - window + 1;
    const late = window < HARDER_PROBES ? window : HARDER_PROBES;
    if (neverRun < late || earlyRunBefore < window - late || from < 0) return;
    if (from < size) starts[w]! += ((OFFSETS - window - from + size) / size) | 0;
  }
}

function isInVain(probed: Uint8Array, offset: number, window: number): boolean {
  for (let probe = 0; probe < window; probe++) {
    const kind = probed[((offset + probe) & (OFFSETS - 1)) % probed.length]!;
    if (kind === FOUND || (kind === FOUND_LATE && window - probe <= HARDER_PROBES)) return false;
  }
  return true;
}
