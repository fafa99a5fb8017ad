/**
 * The tag of an event's record: its kind, 0 to 30, in the highest five bits, and below it a payload, whatever the caller
 * likes. Between functions the two go apart: both are small integers in every engine, which their union is not.
 */
const KIND_SHIFT = 27;
export const PAYLOAD_MASK = 0x07ffffff;

export function tagOf(kind: number, payload: number): number {
  return (kind << KIND_SHIFT) | payload;
}

export function kindOf(tag: number): number {
  return tag >>> KIND_SHIFT;
}

export function payloadOf(tag: number): number {
  return tag & PAYLOAD_MASK;
}
