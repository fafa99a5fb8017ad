/**
 * One stable counting pass: copies times and what belongs to them into as many slots of time as there are events, so that
 * they are nearly in order.
 * @param slotEnd room for one more number than there are events
 * @param slotsPerSec slots a second; @param offset slots before the first one
 */
export function countingPass(
  times: Float64Array,
  places: Int32Array,
  sortedTimes: Float64Array,
  sortedPlaces: Int32Array,
  slotEnd: Int32Array,
  count: number,
  slotsPerSec: number,
  offset: number,
): void {
  const lastSlot = count - 1;
  slotEnd.fill(0, 0, count + 1);
  for (let i = 0; i < count; i++) slotEnd[clampSlot(times[i]! * slotsPerSec - offset, lastSlot) + 1]!++;
  for (let s = 0; s < count; s++) slotEnd[s + 1]! += slotEnd[s]!;
  for (let i = 0; i < count; i++) {
    const time = times[i]!;
    const to = slotEnd[clampSlot(time * slotsPerSec - offset, lastSlot)]!++;
    sortedTimes[to] = time;
    sortedPlaces[to] = places[i]!;
  }
}

function clampSlot(position: number, lastSlot: number): number {
  const slot = position | 0;
  return slot < 0 ? 0 : slot > lastSlot ? lastSlot : slot;
}
