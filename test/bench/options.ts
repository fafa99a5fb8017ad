import { parseArgs } from 'node:util';
import { isSizeName, type SizeName } from './workload.ts';

export interface BenchOptions {
  readonly sizes: readonly SizeName[];
  readonly rounds: number;
  /** Parts of names of contestants or scenarios; empty: all. */
  readonly only: string;
  readonly quick: boolean;
  readonly json: string | null;
  readonly write: boolean;
}

export const USAGE = `npm run bench -- [--quick] [--size 10k,100k,1M,10M] [--rounds N] [--only NAME] [--json FILE] [--write]
  --quick   100k only (slow peers 10k) and one round, in less than a minute
  --size    sizes of port-loss; 10k,100k,1M unless said otherwise, since 10M takes long
  --rounds  how often all contestants take turns (5)
  --only    the engine, and contestants and scenarios whose name contains this
  --json    also write everything that was measured to a file
  --write   also write the tables into docs/performance.md
`;

/** @throws TypeError for an option that is unknown or has a value that means nothing */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      size: { type: 'string' },
      rounds: { type: 'string' },
      only: { type: 'string', default: '' },
      json: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  const { quick, only, json = null, write } = values;
  if (write && (quick || only !== ''))
    throw new TypeError('--write takes everything: it cannot stand beside --quick or --only');
  const sizes = (values.size ?? (quick ? '10k,100k' : '10k,100k,1M')).split(',').map((size) => {
    if (!isSizeName(size)) throw new TypeError(`size "${size}": 10k, 100k, 1M or 10M is accepted`);
    return size;
  });
  const rounds = Number(values.rounds ?? (quick ? 1 : 5));
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new TypeError(`rounds "${values.rounds}": a number from 1 on`);
  return { sizes, rounds, only, quick, json, write };
}
