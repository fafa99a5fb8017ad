/**
 * Bytes of the distinct buffers behind all typed arrays that can be reached from a value through fields, array elements
 * and entries of maps and sets. What only a closure holds is not seen.
 */
export function heldBufferBytes(root: unknown): number {
  const seen = new Set<object>();
  const waiting: unknown[] = [root];
  let bytes = 0;
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof ArrayBuffer) bytes += value.byteLength;
    else if (ArrayBuffer.isView(value)) waiting.push(value.buffer);
    else waiting.push(...partsOf(value));
  }
  return bytes;
}

function partsOf(value: object): unknown[] {
  // Long arrays of numbers hold no buffers.
  if (Array.isArray(value)) return typeof value[0] === 'number' ? [] : value;
  if (value instanceof Map) return [...value.keys(), ...value.values()].filter(isObject);
  if (value instanceof Set) return [...value].filter(isObject);
  return Object.values(value);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object';
}
