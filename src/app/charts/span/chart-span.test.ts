import { assert, double, property } from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  clearSelection,
  moveEnd,
  moveShown,
  onDisplay,
  select,
  selectedSpan,
  show,
  shownDomain,
  showWhole,
  spanOf,
  zoomToSelection,
} from './chart-span.ts';
import { useSpan } from './span-store.ts';

const run = { scenario: { name: 'test', durationSec: 3600, sampleEverySec: 2 } };
const selected = () => selectedSpan(spanOf(run, useSpan.getState()).selection);
const shown = () => shownDomain(run, useSpan.getState());

beforeEach(() => useSpan.setState({ run: '', selection: null, isTold: false, zoom: null }));

describe('the selection', () => {
  it('lies between samples, whichever end came first', () => {
    select(run, 100.7, 40.9);
    expect(selected()).toEqual({ fromSec: 40, toSec: 100 });
    select(run, 50.2, 49.8);
    expect(selected()).toBeNull();
  });

  it('becomes the part on display, and is then gone', () => {
    select(run, 600, 900);
    zoomToSelection(run);
    expect(shown()).toEqual({ fromSec: 600, toSec: 900 });
    expect(selected()).toBeNull();
    zoomToSelection(run);
    expect(shown()).toEqual({ fromSec: 600, toSec: 900 });
  });

  it('belongs to a run of that name and length alone', () => {
    select(run, 600, 900);
    show(run, { fromSec: 300, toSec: 1200 });
    const shorter = { scenario: { ...run.scenario, durationSec: 1000 } };
    expect(shownDomain(shorter, useSpan.getState())).toEqual({ fromSec: 0, toSec: 1000 });
    expect(spanOf(shorter, useSpan.getState()).selection).toBeNull();
    select(shorter, 10, 20);
    expect(shownDomain(shorter, useSpan.getState())).toEqual({ fromSec: 0, toSec: 1000 });
    expect(selected()).toBeNull();
  });

  it('is told of when its drag has ended, and from then on', () => {
    select(run, 100, 200, true);
    expect(spanOf(run, useSpan.getState()).isTold).toBe(false);
    select(run, 100, 240);
    expect(spanOf(run, useSpan.getState()).isTold).toBe(true);
    select(run, 500, 540, true);
    expect(spanOf(run, useSpan.getState()).isTold).toBe(true);
    clearSelection();
    expect(spanOf(run, useSpan.getState()).isTold).toBe(false);
  });

  it('can be cleared without a change of the display', () => {
    show(run, { fromSec: 300, toSec: 1200 });
    select(run, 400, 500);
    clearSelection();
    expect(selected()).toBeNull();
    expect(shown()).toEqual({ fromSec: 300, toSec: 1200 });
  });
});

describe('the part on display', () => {
  it('is moved and widened until it lies in the run and holds a few samples', () => {
    show(run, { fromSec: -100, toSec: 500 });
    expect(shown()).toEqual({ fromSec: 0, toSec: 600 });
    show(run, { fromSec: 3598, toSec: 3599 });
    expect(shown()).toEqual({ fromSec: 3592, toSec: 3600 });
    show(run, { fromSec: -10, toSec: 4000 });
    expect(useSpan.getState().zoom).toBeNull();
  });

  it('moves and is resized within the run, whatever is asked', () => {
    const any = double({ min: -1e5, max: 1e5, noNaN: true });
    assert(
      property(any, any, any, (by, from, to) => {
        show(run, { fromSec: 1000, toSec: 1400 });
        moveShown(run, by);
        expect(shown().toSec - shown().fromSec).toBeCloseTo(400, 6);
        moveEnd(run, 'from', from);
        moveEnd(run, 'to', to);
        const { fromSec, toSec } = shown();
        expect(fromSec).toBeGreaterThanOrEqual(0);
        expect(toSec).toBeLessThanOrEqual(3600);
        expect(toSec - fromSec).toBeGreaterThanOrEqual(8 - 1e-6);
      }),
    );
  });

  it('is the whole run again when that is asked for', () => {
    show(run, { fromSec: 1000, toSec: 1400 });
    showWhole();
    expect(shown()).toEqual({ fromSec: 0, toSec: 3600 });
  });

  it('shows the nearer end for a moment beyond it', () => {
    const part = { fromSec: 10, toSec: 20 };
    expect([5, 15, 25].map((sec) => onDisplay(sec, part))).toEqual([10, 15, 20]);
  });
});
