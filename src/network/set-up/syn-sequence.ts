import { mix32 } from '../../numeric/hash.ts';

const SALT = 0x53455121;
/** The clock adds one every 64 ns to a hash of the tuple; 65,536 of them are one of the upper 16 bits. */
const UPPER_STEPS_PER_SEC = 1e9 / 64 / 65536;

/**
 * Upper 16 bits of the initial sequence number of a connection, as Linux draws it: a hash of the tuple plus a clock
 * (`secure_tcp_seq()`, net/core/secure_seq.c). The SYNs of one attempt all carry it.
 * @param flow identity of the five-tuple; @param firstSentSec when the attempt's first SYN was sent
 */
export function synSequence(flow: number, firstSentSec: number): number {
  return (mix32(flow ^ SALT) + Math.floor(firstSentSec * UPPER_STEPS_PER_SEC)) & 0xffff;
}
