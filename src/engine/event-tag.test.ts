import { expect, it } from 'vitest';
import { kindOf, PAYLOAD_MASK, payloadOf, tagOf } from './event-tag.ts';

it('keeps kinds from 0 to 30 apart from any payload, and is never all ones', () => {
  const stored = new Int32Array(1);
  for (let kind = 0; kind <= 30; kind++)
    for (const payload of [0, 1, 0x5555555, PAYLOAD_MASK]) {
      stored[0] = tagOf(kind, payload);
      expect([kindOf(stored[0]), payloadOf(stored[0])]).toEqual([kind, payload]);
      expect(stored[0]).not.toBe(-1);
    }
});
