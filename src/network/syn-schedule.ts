/** When a Linux client sends an unanswered SYN again, and when its kernel gives up, in seconds after the first. */
export interface SynSchedule {
  readonly retransmissionsSec: Float64Array;
  /** connect() fails with ETIMEDOUT. */
  readonly giveUpSec: number;
}

/**
 * The timer fires after `linearTimeouts` equal seconds (`tcp_syn_linear_timeouts`, Linux 6.5), then after one second
 * that doubles. Each time it sends the SYN again, until it fires past the time that `retries` doublings from one
 * second would have taken, 2^(retries + 1) - 1 (`tcp_syn_retries`, retransmits_timed_out() in net/ipv4/tcp_timer.c).
 * Defaults 4 and 6 give 1, 2, 3, 4, 5, 7, 11, 19, 35, 67 s and the end at 131 s; without linear timeouts 1, 3, 7, 15,
 * 31, 63 and 127 s. Measured on Linux 6.18, whose timers fire a little later: 0.1 s up to 7 s, 4 s at 131 s.
 */
export function synSchedule(linearTimeouts: number, retries: number): SynSchedule {
  let boundarySec = 1;
  for (let i = 0; i < retries; i++) boundarySec = boundarySec * 2 + 1;
  const retransmissions: number[] = [];
  let timeoutSec = 1;
  let firesSec = 1;
  while (firesSec < boundarySec) {
    retransmissions.push(firesSec);
    if (retransmissions.length > linearTimeouts) timeoutSec *= 2;
    firesSec += timeoutSec;
  }
  return { retransmissionsSec: Float64Array.from(retransmissions), giveUpSec: firesSec };
}
