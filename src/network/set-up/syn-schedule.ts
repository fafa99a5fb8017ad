import { wheelSlotSec } from '../../engine/timer-wheel.ts';

/** The timer of a Linux client with an unanswered SYN. */
export interface SynSchedule {
  /** Timeout after the first SYN, and after each one that is sent again. */
  readonly timeoutsSec: Float64Array;
  /** Of each, the slots of the timer wheel that it fires at the end of. */
  readonly slotsSec: Float64Array;
}

/**
 * The timer fires after `linearTimeouts` equal seconds (`tcp_syn_linear_timeouts`, Linux 6.5), then after one second
 * that doubles. Each time it sends the SYN again, until it fires past the time that `retries` doublings from one
 * second would have taken, 2^(retries + 1) - 1 (`tcp_syn_retries`, retransmits_timed_out() in net/ipv4/tcp_timer.c);
 * then connect() fails with ETIMEDOUT. Defaults 4 and 6 send again after 1, 2, 3, 4, 5, 7, 11, 19, 35, 67 s and end
 * at 131 s; without linear timeouts 1, 3, 7, 15, 31, 63 and 127 s. As kernel timers they fire at the end of their slot
 * in the timer wheel (`timer-wheel.ts`): up to 32 ms late after 1 s, 2 s after 32 s. Measured on Linux 6.18:
 * 1.01-1.03 s, 69.3-69.6 s, 134.8-135.1 s.
 */
export function synSchedule(linearTimeouts: number, retries: number): SynSchedule {
  let boundarySec = 1;
  for (let i = 0; i < retries; i++) boundarySec = boundarySec * 2 + 1;
  const timeouts: number[] = [1];
  let timeoutSec = 1;
  let firesSec = 1;
  while (firesSec < boundarySec) {
    if (timeouts.length > linearTimeouts) timeoutSec *= 2;
    timeouts.push(timeoutSec);
    firesSec += timeoutSec;
  }
  return { timeoutsSec: Float64Array.from(timeouts), slotsSec: Float64Array.from(timeouts, wheelSlotSec) };
}
