import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  centreOn,
  isWhole,
  LEAST_ACROSS,
  type MapView,
  pan,
  placeOf,
  portAt,
  reveal,
  WHOLE,
  zoomAt,
  zoomOnPort,
  zoomStep,
} from './map-view.ts';
import { PORTS, SIDE } from './port-cells.ts';

const CLOSE: MapView = { across: 16, column: 32, row: 64 };
const share = fc.double({ min: 0, max: 1, noNaN: true });
const places = fc.record({ x: share, y: share });
const ports = fc.nat(PORTS - 1);
const views = fc
  .record({ factor: fc.double({ min: 0.01, max: 1, noNaN: true }), place: places, by: places })
  .map(({ factor, place, by }) => pan(zoomAt(WHOLE, factor, place), by));

describe('a view', () => {
  it('has the place that it zooms at stay where it is', () => {
    const seen = portAt(CLOSE, { x: 0.3, y: 0.6 });
    expect(portAt(zoomAt(CLOSE, 0.5, { x: 0.3, y: 0.6 }), { x: 0.3, y: 0.6 })).toBe(seen);
    expect(portAt(zoomAt(CLOSE, 2, { x: 0.3, y: 0.6 }), { x: 0.3, y: 0.6 })).toBe(seen);
  });

  it('is whole again after zooming out far enough, and goes no closer than single ports', () => {
    expect(zoomAt(CLOSE, 100, { x: 1, y: 0 })).toEqual(WHOLE);
    expect(isWhole(zoomAt(CLOSE, 100, { x: 1, y: 0 }))).toBe(true);
    expect(zoomAt(CLOSE, 0.001, { x: 1, y: 0 }).across).toBe(LEAST_ACROSS);
  });

  it('never leaves the map', () => {
    fc.assert(
      fc.property(views, ({ across, column, row }) => {
        for (const from of [column, row]) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(from + across).toBeLessThanOrEqual(SIDE + 1e-9);
        }
      }),
    );
  });

  it('finds a port where it shows it', () => {
    fc.assert(
      fc.property(views, ports, (view, port) => {
        const shown = reveal(view, port);
        expect(portAt(shown, placeOf(shown, port))).toBe(port);
      }),
    );
  });

  it('moves no further than needed for a port to be seen', () => {
    const inside = 70 * SIDE + 40;
    expect(reveal(CLOSE, inside)).toEqual(CLOSE);
    expect(reveal(CLOSE, 70 * SIDE + 48)).toEqual({ ...CLOSE, column: 33 });
    expect(reveal(CLOSE, 63 * SIDE + 40)).toEqual({ ...CLOSE, row: 63 });
  });

  it('shows the port that it zooms on, also from elsewhere', () => {
    fc.assert(
      fc.property(views, ports, (view, port) => {
        const { x, y } = placeOf(zoomOnPort(view, 0.5, port), port);
        for (const at of [x, y]) expect(at > 0 && at < 1).toBe(true);
      }),
    );
  });

  it('has whole cells along its edges after a step', () => {
    for (const { column, row } of [zoomStep(CLOSE, 0.5), zoomOnPort(WHOLE, 0.25, 9999)]) {
      expect(Number.isInteger(column)).toBe(true);
      expect(Number.isInteger(row)).toBe(true);
    }
  });

  it('is centred on a place of the whole map', () => {
    expect(centreOn(CLOSE, { x: 0.5, y: 0.25 })).toEqual({ across: 16, column: 120, row: 56 });
    expect(centreOn(CLOSE, { x: 0, y: 1 })).toEqual({ across: 16, column: 0, row: 240 });
  });
});
