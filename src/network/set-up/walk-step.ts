/** Where a connection in set-up is: the station and the phase that its walk goes on from, as one number. */

export const ARRIVED = 0;
/** Waits in the accept queue; then it needs a descriptor. */
export const QUEUED = 1;
/** Waits in the accept queue for a descriptor. */
export const PAUSED = 2;
/** Has a descriptor. */
export const ACCEPTED = 3;
/** Waits for its handshake; then it goes on to the next stage. */
export const READY = 4;
/** The SYN toward the station was dropped there; it will be sent again. */
export const SENT = 5;
/** Its SYN was answered; its ACK comes a round trip later. */
export const SYN_RECEIVED = 6;
/** Its ACK found the accept queue full and was lost: it believes that it is connected, and will send again. */
export const OVERFLOWED = 7;
/** As `SENT`, with nobody there to answer: who picked the station counts the attempt as one of its own. */
export const UNANSWERED_SYN = 8;
const PHASE_BITS = 4;
const PHASE_MASK = 15;

export function stepAt(station: number, phase: number): number {
  return (station << PHASE_BITS) | phase;
}

export function stationOf(step: number): number {
  return step >> PHASE_BITS;
}

export function phaseOf(step: number): number {
  return step & PHASE_MASK;
}

/** Whether a SYN is to be sent again. */
export function isSent(phase: number): boolean {
  return phase === SENT || phase === UNANSWERED_SYN;
}

/** What a set-up waits for, by its step; null for a SYN that is to be sent again. */
export function waitedFor(step: number): 'accept-queue' | 'file-descriptors' | 'handshakes' | null {
  switch (phaseOf(step)) {
    case SENT:
    case UNANSWERED_SYN:
    case SYN_RECEIVED:
    case OVERFLOWED:
      return null;
    case QUEUED:
      return 'accept-queue';
    case PAUSED:
      return 'file-descriptors';
    default:
      return 'handshakes';
  }
}

/** The step of a connection that has come all the way, however long the path is. */
export const ESTABLISHED_STEP = (0xffff << PHASE_BITS) | READY;

/** Whether a connection that has a place at the station has been accepted there, and so holds its descriptors. */
export function hasDescriptor(step: number, station: number): boolean {
  const at = stationOf(step);
  const phase = phaseOf(step);
  return station < at || (station === at && (phase === ACCEPTED || phase === READY));
}

/** Whether the station has answered the SYN of a connection and has not taken its ACK. */
export function isHalfOpen(step: number, station: number): boolean {
  return step === stepAt(station, SYN_RECEIVED) || step === stepAt(station, OVERFLOWED);
}

/**
 * Whether the client's own TCP connection is established already: its SYN was answered by the first stage that ends
 * TCP, though nobody there has accepted it yet, or what comes behind has not.
 */
export function isAnswered(step: number, firstEnd: number): boolean {
  const station = stationOf(step);
  if (station !== firstEnd) return station > firstEnd;
  const phase = phaseOf(step);
  return !isSent(phase) && phase !== ARRIVED && phase !== SYN_RECEIVED;
}
