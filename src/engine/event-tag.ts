/** A tag of an event: its kind in bits 28 to 30, so that tags stay non-negative, and below it what the caller likes. */
export const KIND_SHIFT = 28;
export const TAG_PAYLOAD_MASK = 0x0fffffff;
