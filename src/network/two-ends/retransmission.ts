/** Data that nobody acknowledges, as Linux sends it again. */

/** With tcp_retries2 = 15 and the shortest timeout TCP gives up after 15 retransmissions (ip-sysctl: 924.6 s). */
export const RETRANSMISSION_LIMIT_SEC = 924.6;
/** Least timeout of data that is not acknowledged, where the round trip is short: TCP_RTO_MIN, which doubles up to TCP_RTO_MAX (include/net/tcp.h). */
export const FIRST_DATA_TIMEOUT_SEC = 0.2;
const LONGEST_TIMEOUT_SEC = 120;

/** When data that was sent at 0 is sent again first, at or after that time; Infinity where TCP has given up before. */
export function nextRetransmissionSec(sec: number): number {
  let sentSec = 0;
  let timeoutSec = FIRST_DATA_TIMEOUT_SEC;
  while (sentSec < sec && sentSec < RETRANSMISSION_LIMIT_SEC) {
    sentSec += timeoutSec;
    timeoutSec = Math.min(2 * timeoutSec, LONGEST_TIMEOUT_SEC);
  }
  // What would be sent then is not sent any more.
  return sentSec < RETRANSMISSION_LIMIT_SEC - 1e-6 ? sentSec : Infinity;
}
