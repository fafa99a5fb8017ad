/** Who closed a connection first: the index of a station, or one of these. */
export const CLOSED_BY_CLIENT = -1;

/** An attempt that was never established, or a place that was forgotten: nothing is held. */
export const NOBODY = -2;
