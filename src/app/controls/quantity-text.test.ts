import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examples } from '../../scenario/examples.ts';
import { parseQuantity, type QuantityKind } from '../../scenario/units.ts';
import { createDocumentStore } from '../state/document-store.ts';
import { fieldNote, resetTarget } from './field-notes.ts';
import { fileValueOf, textOf } from './quantity-text.ts';

describe('fields of quantities', () => {
  it.each<[QuantityKind, string, number | string]>([
    ['count', '100k', 100_000],
    ['count', '64*1024', 65_536],
    ['duration', '90', '90s'],
    ['duration', '2*30m', '1h'],
    ['bytes', '16 GiB', '16GiB'],
    ['share', '0.1%', 0.001],
  ])('%s %s is written %s', (kind, typed, written) => {
    expect(fileValueOf(kind, typed)).toEqual({ ok: true, value: written });
  });

  it('knows the word for no limit only where there is one', () => {
    expect(fileValueOf('count', ' Unlimited ', 'unlimited')).toEqual({ ok: true, value: 'unlimited' });
    expect(fileValueOf('count', 'unlimited').ok).toBe(false);
    expect(textOf('duration', Infinity, 'none')).toBe('none');
  });

  it('says what would be accepted', () => {
    const reading = fileValueOf('duration', '10 parsecs', 'none');
    expect(reading).toMatchObject({ ok: false });
    expect(reading.ok ? '' : reading.message).toMatch(/parsecs.*Accepted: .*"10m".*or "none"\./);
  });

  it('shows a text that reads back to the same number', () => {
    const kind = fc.constantFrom<QuantityKind>('duration', 'bytes', 'count');
    fc.assert(
      fc.property(kind, fc.integer({ min: 0, max: 2 ** 31 }), (kind, value) => {
        expect(parseQuantity(kind, textOf(kind, value))).toEqual({ ok: true, value });
      }),
    );
  });
});

describe('notes and defaults', () => {
  const state = createDocumentStore(examples[0]!.file).getState();

  it('names the setting of the mode at hand', () => {
    expect(fieldNote('path.0.snat.hold', 'snat').realName).toBe('nf_conntrack_tcp_timeout_time_wait');
    expect(fieldNote('path.0.snat.hold', 'proxy').realName).toBe('TCP_TIMEWAIT_LEN');
    expect(fieldNote('clients.0.ports', undefined).realName).toBe('net.ipv4.ip_local_port_range');
  });

  it('offers a way back only from what differs from the default', () => {
    expect(resetTarget(state, 'path.0.snat.hold')).toBe('2m');
    expect(resetTarget(state, 'clients.0.ports')).toBeNull();
    expect(resetTarget(state, 'backends.count')).toBeNull();
    expect(resetTarget(state, 'path.0.snat.reservedPorts')).toBeNull();
  });
});
