import { describe, expect, it } from 'vitest';
import { placeCallout } from './place-callout.ts';

const CALLOUT = { width: 320, height: 160 };
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

describe('placeCallout', () => {
  it('stands beside its place where there is room', () => {
    const rail = { left: 0, top: 60, width: 268, height: 120 };
    expect(placeCallout(rail, CALLOUT, WIDE)).toEqual({ left: 276, top: 60 });
    const results = { left: 1070, top: 60, width: 370, height: 300 };
    expect(placeCallout(results, CALLOUT, WIDE)).toEqual({ left: 742, top: 60 });
  });

  it('stands below or above on a phone', () => {
    const high = { left: 0, top: 100, width: 390, height: 200 };
    expect(placeCallout(high, CALLOUT, PHONE)).toEqual({ left: 8, top: 308 });
    const low = { left: 0, top: 500, width: 390, height: 300 };
    expect(placeCallout(low, CALLOUT, PHONE)).toEqual({ left: 8, top: 332 });
  });

  it('stays in the window where its place fills it', () => {
    const whole = { left: 0, top: -50, width: 390, height: 1000 };
    expect(placeCallout(whole, CALLOUT, PHONE)).toEqual({ left: 8, top: 676 });
  });
});
