/**
 * When a timer of the Linux kernel fires. Far timers stand in coarser slots of the timer wheel and fire at the end of
 * their slot: level n takes delays below 64 x 8^n ticks and has slots of 8^n ticks (kernel/time/timer.c). At 250
 * ticks a second a 60 s TIME_WAIT ends on a grid of 2.048 s, after 60.0 to 62.05 s; measured on Linux 6.18: 60.5 to
 * 62.5 s. Ends keep the order of their starts, so a FIFO of equal delays stays one.
 */
const TICKS_PER_SEC = 250;
const LEVEL_SLOTS = 64;
const LEVEL_SHIFT = 3;
const DEEPEST_LEVEL = 8;

/** Simulated time at which a timer of `delaySec` that is set at `nowSec` fires. */
export function wheelTimerEndSec(nowSec: number, delaySec: number): number {
  return slotEndSec(nowSec + delaySec, wheelSlotSec(delaySec));
}

/** When a timer fires that is due at `dueSec`, for those who know how long its slots are. */
export function slotEndSec(dueSec: number, slotSec: number): number {
  return (Math.floor(dueSec / slotSec) + 1) * slotSec;
}

/** Mean time from setting a timer of that delay to its firing, over all moments of setting it. */
export function meanWheelDelaySec(delaySec: number): number {
  return delaySec + wheelSlotSec(delaySec) / 2;
}

/** Length of the slots that timers of a delay stand in. */
export function wheelSlotSec(delaySec: number): number {
  const ticks = delaySec * TICKS_PER_SEC;
  let level = 0;
  while (level < DEEPEST_LEVEL && ticks >= LEVEL_SLOTS * (1 << (LEVEL_SHIFT * level)) - 1) level += 1;
  return (1 << (LEVEL_SHIFT * level)) / TICKS_PER_SEC;
}
