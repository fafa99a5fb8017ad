interface Draws {
  nextBelow(n: number): number;
}

/** Puts the items into a random order (Fisher and Yates). */
export function shuffle(items: unknown[], random: Draws): void {
  for (let last = items.length - 1; last > 0; last--) swap(items, last, random.nextBelow(last + 1));
}

/** Puts `count` items drawn at random to the front, in random order. */
export function drawToFront(items: unknown[], count: number, random: Draws): void {
  for (let at = 0; at < count; at++) swap(items, at, at + random.nextBelow(items.length - at));
}

function swap(items: unknown[], a: number, b: number): void {
  const item = items[a];
  items[a] = items[b];
  items[b] = item;
}
