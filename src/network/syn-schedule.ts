/**
 * When a Linux client sends its SYN again. The first `linearTimeouts` retransmissions follow a second apart
 * (`tcp_syn_linear_timeouts`, Linux 6.5), then the timeout doubles from one second, `retries` times
 * (`tcp_syn_retries`). Defaults 4 and 6 give 1, 2, 3, 4, 5, 7, 11, 19, 35, 67 s; without linear timeouts
 * 1, 3, 7, 15, 31, 63 s. Measured on Linux 6.18 within 0.1 s up to 35 s.
 */
export function synRetransmissionsSec(linearTimeouts: number, retries: number): Float64Array {
  const times = new Float64Array(linearTimeouts + retries);
  let atSec = 0;
  for (let i = 0; i < linearTimeouts; i++) times[i] = atSec += 1;
  let timeoutSec = 1;
  for (let i = 0; i < retries; i++) {
    times[linearTimeouts + i] = atSec += timeoutSec;
    timeoutSec *= 2;
  }
  return times;
}
