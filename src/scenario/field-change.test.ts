import { describe, expect, it } from 'vitest';
import { examples } from './examples.ts';
import { changesBetween, realChanges, withChanges } from './field-change.ts';
import { STRATEGIES, withStrategy } from './strategies.ts';

describe('changesBetween', () => {
  it.each(examples)('makes of $id what another strategy makes of it', ({ file }) => {
    for (const strategy of STRATEGIES) {
      const other = withStrategy(file, strategy);
      const changes = changesBetween(file, other);
      expect(withChanges(file, changes), strategy).toEqual(other);
      expect(realChanges(file, changes), strategy).toEqual(changes);
    }
  });

  it('goes into what both have, and names what is gone', () => {
    const before = {
      fivetuple: 1,
      clients: [{ count: 5 }],
      path: [{ mode: 'snat', snat: { hold: 1 } }],
      backends: { count: 2 },
    } as const;
    const after = { ...before, clients: [{ count: 6 }], path: [{ mode: 'dnat' }] } as const;
    expect(changesBetween(structuredClone(before) as never, structuredClone(after) as never)).toEqual([
      { path: 'clients.0.count', to: 6 },
      { path: 'path.0.mode', to: 'dnat' },
      { path: 'path.0.snat', to: undefined },
    ]);
    expect(changesBetween(structuredClone(before) as never, structuredClone(before) as never)).toEqual([]);
  });
});
