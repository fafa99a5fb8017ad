import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AllocationInput,
  type AllocationRule,
  azureDefaultTable,
  azureOutboundRule,
  blocksOnDemand,
  cappedToward,
  deterministicShare,
  reusedAtMost,
} from './allocation.ts';

const ALL_PORTS = { owners: 1, destinations: 1, addresses: 1, portsEach: 64_512 };

function value(rule: AllocationRule, input: Partial<AllocationInput>): number | string {
  const allotment = rule.allot({ ...ALL_PORTS, ...input });
  return allotment.ok ? allotment.value : allotment.message;
}

const inputs = fc.record({
  owners: fc.integer({ min: 1, max: 5000 }),
  destinations: fc.integer({ min: 1, max: 100 }),
  addresses: fc.integer({ min: 1, max: 40 }),
  portsEach: fc.integer({ min: 1024, max: 65_535 }),
});

describe('Azure', () => {
  it('ends its default table at 1,000 machines', () => {
    expect(value(azureDefaultTable, { owners: 1000 })).toBe(32);
    expect(value(azureDefaultTable, { owners: 1001 })).toContain('a pool of 1001 machines');
  });

  it('shares all frontends evenly in multiples of eight, and never more than there are', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const ports = value(azureOutboundRule, input);
        if (typeof ports === 'string') return;
        expect(ports % 8).toBe(0);
        expect(ports * input.owners).toBeLessThanOrEqual(input.addresses * input.portsEach);
        expect((ports + 8) * input.owners).toBeGreaterThan(input.addresses * input.portsEach);
      }),
    );
  });

  it('says so when a machine would get none, or more than an address has', () => {
    const frontend = { portsEach: 64_000 };
    expect(value(azureOutboundRule, { ...frontend, owners: 8001 })).toBe(
      '64000 ports shared by 8001 machines are less than 8 for each',
    );
    expect(value(azureOutboundRule, { ...frontend, owners: 2, addresses: 3 })).toContain('not modelled');
  });
});

describe('carrier NAT', () => {
  it('gives every subscriber as many whole blocks as there are, in one address, up to the maximum', () => {
    const rule = blocksOnDemand(128, 8);
    expect(value(rule, { owners: 63 })).toBe(1024);
    expect(value(rule, { owners: 64 })).toBe(896);
    expect(value(rule, { owners: 504 })).toBe(128);
    expect(value(rule, { owners: 9999 })).toBe(128);
    // Two addresses hold 2 x 100 shares of five blocks, which leaves the 201st subscriber without.
    expect(value(rule, { owners: 201, addresses: 2 })).toBe(512);
  });

  it('divides an address among those that share it', () => {
    expect(value(deterministicShare, { owners: 65, addresses: 2 })).toBe(Math.floor(64_512 / 33));
    expect(value(deterministicShare, { owners: 64_513 })).toContain('leave no port for each');
  });
});

describe('limits of connections', () => {
  it('follow addresses, ports and destinations', () => {
    expect(value(reusedAtMost(16), { addresses: 2 })).toBe(2 * 1_032_192);
    expect(value(cappedToward(50_000, 2_000_000), { addresses: 3, destinations: 4 })).toBe(600_000);
    expect(value(cappedToward(50_000, 2_000_000), { addresses: 16, destinations: 4 })).toBe(2_000_000);
  });
});
