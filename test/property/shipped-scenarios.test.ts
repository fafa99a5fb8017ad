/**
 * Conservation in every scenario that is shipped, at full scale: whatever lies in `public/scenarios` is run, and counted
 * anew on the way.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { tsImport } from 'tsx/esm/api';
import { expect, test } from 'vitest';
import type * as conservation from '../support/conservation.ts';

const FOLDER = new URL('../../public/scenarios/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
/** Some hundred thousand connections take seconds, and much longer where other tests run beside them. */
const TIMEOUT_MS = 180_000;

// Run by Node itself: Vitest's way of importing makes the millions of events of these runs more than twice as slow.
const { conservationFaults }: typeof conservation = await tsImport(
  '../support/conservation.ts',
  import.meta.url,
);

test.each(FILES)(
  'everything is conserved in %s',
  (name) => {
    expect(conservationFaults(readFileSync(new URL(name, FOLDER), 'utf8'))).toEqual([]);
  },
  TIMEOUT_MS,
);

test('there are scenarios to run', () => {
  expect(FILES.length).toBeGreaterThanOrEqual(12);
});
