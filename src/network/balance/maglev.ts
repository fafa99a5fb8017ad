import { hash2, hash3 } from '../../numeric/hash.ts';

/** Table sizes of the Maglev paper (NSDI 2016): a prime, at least 100 entries a backend. */
const SMALL_TABLE = 65537;
const LARGE_TABLE = 655373;

/**
 * Maglev's lookup table: each backend walks its own permutation of the table and takes the next empty slot when
 * it is its turn, so shares are even to about one percent and few slots move when a backend comes or goes.
 * A backend of weight w takes its turn w / max(weights) of the time.
 */
export function maglevTable(weights: readonly number[]): Int32Array {
  const backends = weights.length;
  const size = backends * 100 <= SMALL_TABLE ? SMALL_TABLE : LARGE_TABLE;
  const heaviest = Math.max(...weights);
  const table = new Int32Array(size).fill(-1);
  const next = new Float64Array(backends);
  const skip = new Float64Array(backends);
  const due = new Float64Array(backends);
  for (let b = 0; b < backends; b++) {
    next[b] = hash2(b, 0x6d61676c) % size;
    skip[b] = (hash3(b, 0x65766c31, 1) % (size - 1)) + 1;
  }
  for (let filled = 0; filled < size; ) {
    for (let b = 0; b < backends && filled < size; b++) {
      due[b]! += weights[b]! / heaviest;
      if (due[b]! < 1) continue;
      due[b]! -= 1;
      while (table[next[b]!]! >= 0) next[b] = (next[b]! + skip[b]!) % size;
      table[next[b]!] = b;
      filled += 1;
    }
  }
  return table;
}
