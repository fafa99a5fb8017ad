import type { LiveRun } from '../run/live-run.ts';
import { usePlayhead } from '../run/playhead.ts';
import { beginDrawing, CanvasSurface } from './canvas-surface.ts';
import type { ChartView } from './chart-model.ts';
import { readingTime, useCrosshair } from './crosshair.ts';
import { type CursorLabel, cursorLabels } from './cursor-labels.ts';
import { drawCursor } from './draw-cursor.ts';
import { struckBy } from './draw-labels.ts';
import { drawSeries } from './draw-series.ts';
import { paletteVersion } from './palette.ts';
import { PLOT_MARGIN, plotScales, type TimeDomain } from './plot-scales.ts';
import { SeriesBuckets } from './series-buckets.ts';
import { onDisplay, selectedSpan, spanOf } from './span/chart-span.ts';
import { type Selection, useSpan } from './span/span-store.ts';
import { runMarks, type TimeMark } from './time-marks.ts';
import type { ElementSize } from './use-element-size.ts';
import { sameValueDomain, type ValueDomain, valueDomain } from './value-domain.ts';

/** Numbers at the playhead change at most so often, so that they can be read while it moves. */
const LABEL_EVERY_MS = 150;

export interface ChartTarget {
  readonly series: HTMLCanvasElement;
  readonly cursor: HTMLCanvasElement;
  /** Told when the value axis has to change. */
  readonly onDomain: (domain: ValueDomain) => void;
  /** Told what stands at the cursor, when it changes. */
  readonly onReading: (labels: readonly CursorLabel[], atSec: number) => void;
}

/**
 * Draws one view of one run into two canvases: the series when samples have come, the cursor when the moment shown has
 * moved. Does nothing in a frame in which neither has.
 */
export class ChartDrawing {
  private readonly run: LiveRun;
  private readonly view: ChartView;
  private readonly time: TimeDomain;
  private readonly size: ElementSize;
  private readonly target: ChartTarget;
  private readonly buckets: SeriesBuckets;
  private domain: ValueDomain | null = null;
  private marks: readonly TimeMark[] = [];
  private labels: readonly CursorLabel[] = [];
  private labelsDueMs = 0;
  private labelsAreOld = false;
  private drawnSeries = '';
  private drawnCursor = '';
  private drawnSelection: Selection | null = null;

  constructor(run: LiveRun, view: ChartView, time: TimeDomain, size: ElementSize, target: ChartTarget) {
    this.run = run;
    this.view = view;
    this.time = time;
    this.size = size;
    this.target = target;
    this.buckets = new SeriesBuckets(view.series, time, this.columns);
  }

  frame(nowMs: number): void {
    const { timeSec: playheadSec } = usePlayhead.getState();
    const { timeSec: crosshairSec } = useCrosshair.getState();
    const seriesState = `${this.run.version} ${paletteVersion()}`;
    const cursorState = `${seriesState} ${playheadSec} ${crosshairSec}`;
    const { selection } = spanOf(this.run, useSpan.getState());
    const labelsAreDue = this.labelsAreOld && nowMs >= this.labelsDueMs;
    const isDrawn = cursorState === this.drawnCursor && selection === this.drawnSelection;
    if (isDrawn && !labelsAreDue) return;
    if (seriesState !== this.drawnSeries) this.drawBase();
    this.drawnSeries = seriesState;
    this.drawnCursor = cursorState;
    this.drawnSelection = selection;
    this.drawMoment(nowMs, playheadSec, crosshairSec);
  }

  private get columns(): number {
    return Math.max(1, this.size.width - PLOT_MARGIN.left - PLOT_MARGIN.right);
  }

  private drawBase(): void {
    const { view, run, size, target, buckets } = this;
    buckets.update(run);
    this.marks = runMarks(run);
    const domain = valueDomain(buckets.highest, view.limits, view.scale);
    if (this.domain === null || !sameValueDomain(this.domain, domain)) {
      this.domain = domain;
      target.onDomain(domain);
    }
    const scales = plotScales(size, this.time, domain.top);
    const context = beginDrawing(target.series, size.width, size.height);
    if (context === null || scales === null) return;
    drawSeries(new CanvasSurface(context), view, domain.inside, buckets, scales);
  }

  private drawMoment(nowMs: number, playheadSec: number, crosshairSec: number | null): void {
    const { size, domain } = this;
    const scales = domain === null ? null : plotScales(size, this.time, domain.top);
    const context = beginDrawing(this.target.cursor, size.width, size.height);
    if (context === null || scales === null || domain === null) return;
    const atSec = onDisplay(readingTime(crosshairSec, playheadSec), this.time);
    const bucket = Math.min(this.columns - 1, Math.floor(scales.x(atSec) - scales.left));
    const fresh = cursorLabels(this.view, this.buckets, this.run, atSec, bucket);
    // Whoever points wants the number of this very moment.
    if (crosshairSec !== null || nowMs >= this.labelsDueMs || fresh.length !== this.labels.length) {
      this.labels = fresh;
      this.labelsDueMs = nowMs + LABEL_EVERY_MS;
      this.labelsAreOld = false;
      this.target.onReading(fresh, atSec);
    } else {
      this.labels = fresh.map((label, index) => ({ ...label, text: this.labels[index]?.text ?? label.text }));
      this.labelsAreOld = true;
    }
    const { labels, marks } = this;
    const isStruck = struckBy(this.buckets, scales);
    const selection = selectedSpan(this.drawnSelection);
    const state = { playheadSec, crosshairSec, atSec, selection, labels, marks, isStruck };
    drawCursor(new CanvasSurface(context), state, domain, scales);
  }
}
