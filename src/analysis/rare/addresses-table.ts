/** How many source addresses a pool needs under every scope and selection. */
import { BLOCK_SIZE } from '../../scenario/defaults.ts';
import type { PortSelection, SourcePool, TupleScope } from '../../scenario/scenario.ts';
import { type AddressesNeeded, addressesForBlocking } from './addresses-for-blocking.ts';
import type { PoolDemand } from './pool-blocking.ts';
import type { RareOptions } from './space-loss.ts';

const SCOPES: readonly TupleScope[] = ['source', 'destination', 'client-block'];
const SELECTIONS: readonly PortSelection[] = [
  'linux-connect',
  'linux-bind',
  'sequential',
  'random',
  'netfilter',
];

export interface AddressesRow extends AddressesNeeded {
  readonly scope: TupleScope;
  readonly selection: PortSelection;
  /** netfilter: a closed connection's port is taken over, the sender's own port is kept. */
  readonly takeOver: boolean;
  readonly preservePort: boolean;
}

/**
 * A row for each scope and selection, all else as the pool has it: range, rule of choice, hold, blocks. netfilter has two rows, as it is
 * (Linux 6.7 and later) and as the bare search: a rule with `fully-random` before that.
 */
export function addressesTable(
  demand: PoolDemand,
  target: number,
  options: RareOptions = {},
): AddressesRow[] {
  return SCOPES.flatMap((scope) =>
    SELECTIONS.flatMap((selection) =>
      (selection === 'netfilter' ? [true, false] : [false]).map((full) => {
        const source = withRule(demand.source, scope, selection, full);
        const needed = addressesForBlocking({ ...demand, source }, target, options);
        return { scope, selection, takeOver: full, preservePort: full, ...needed };
      }),
    ),
  );
}

function withRule(
  source: SourcePool,
  scope: TupleScope,
  selection: PortSelection,
  full: boolean,
): SourcePool {
  const rule = { ...source, scope, selection, takeOver: full, preservePort: full };
  if (scope !== 'client-block') return { ...rule, blockSize: 0, blockReuse: 'none', maxPortsPerClient: 0 };
  if (source.scope === 'client-block') return rule;
  return { ...rule, blockSize: BLOCK_SIZE, maxPortsPerClient: BLOCK_SIZE, blockReuse: 'none' };
}
