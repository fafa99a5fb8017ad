import { type RefObject, useEffect } from 'react';
import { beginDrawing } from '../charts/canvas-surface.ts';
import { paletteVersion } from '../charts/palette.ts';
import { formatCount } from '../format/numbers.ts';
import { onFrame } from '../run/frame-loop.ts';
import { usePlayhead } from '../run/playhead.ts';
import { describeDiagram } from './describe-item.ts';
import type { DiagramState } from './diagram-state.ts';
import { Dots, type Route } from './dots.ts';
import { drawDiagram } from './draw-diagram.ts';
import { writeLiveTexts } from './live-texts.ts';

const TEXT_EVERY_MS = 200;
/** A screen reader's reader asks; nothing is announced, so once a second is enough. */
const SUMMARY_EVERY_MS = 1000;

export interface DiagramElements {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly drawing: RefObject<SVGSVGElement | null>;
  readonly summary: RefObject<HTMLParagraphElement | null>;
  readonly legend: RefObject<HTMLParagraphElement | null>;
}

/** Dots that stand still are placed anew this often while the run plays: often enough to follow it, too rarely to move. */
const STILL_EVERY_MS = 1000;

/** Keeps canvas and texts at the moment of the playhead; with `moves`, dots travel while it plays, else they stand still. */
export function useDiagramDrawing(
  state: DiagramState | null,
  moves: boolean,
  elements: DiagramElements,
): void {
  const { canvas, drawing, summary, legend } = elements;
  useEffect(() => {
    if (state === null) return undefined;
    const { run, layout } = state;
    const dots = new Dots(run, state.dotSources);
    let drawn = '';
    let textDueMs = 0;
    let summaryDueMs = 0;
    let said = '';
    let stillOf = '';
    let stillDueMs = 0;
    return onFrame((nowMs, elapsedMs) => {
      const { timeSec, speed, playing } = usePlayhead.getState();
      const index = run.indexAt(timeSec);
      const route: Route = (stage, draw) => state.routeTo(stage, index, draw);
      if (moves && playing) {
        dots.step(elapsedMs / 1000, timeSec, speed, route);
        stillOf = '';
      } else {
        const moment = `${run.length} ${timeSec} ${speed} ${index}`;
        // What was on its way when the run was paused stays where it is.
        const isFrozen = moves && dots.isAt(timeSec) && stillOf === '';
        if (!isFrozen && moment !== stillOf && (!playing || nowMs >= stillDueMs)) {
          stillDueMs = nowMs + STILL_EVERY_MS;
          stillOf = moment;
          dots.still(timeSec, speed, route);
        }
      }
      const shown = `${run.version} ${paletteVersion()} ${timeSec} ${speed}`;
      if (shown !== said && nowMs >= textDueMs && drawing.current !== null) {
        said = shown;
        textDueMs = nowMs + TEXT_EVERY_MS;
        writeLiveTexts(drawing.current, state, index);
        dots.scale(speed);
        if (legend.current !== null) legend.current.textContent = legendText(dots.perDot, moves);
      }
      if (nowMs >= summaryDueMs && summary.current !== null) {
        summaryDueMs = nowMs + SUMMARY_EVERY_MS;
        const sentence = describeDiagram(state, index);
        if (summary.current.textContent !== sentence) summary.current.textContent = sentence;
      }
      if (shown === drawn && !(moves && playing)) return;
      drawn = shown;
      const context = canvas.current && beginDrawing(canvas.current, layout.width, layout.height);
      if (context) drawDiagram(context, state, index, dots.alive);
    });
  }, [state, moves, canvas, drawing, summary, legend]);
}

function legendText(perDot: number, moves: boolean): string {
  const count = formatCount(perDot);
  const what =
    perDot === 1
      ? '● = one connection set up  ✕ = one refused'
      : `● = ${count} connections set up  ✕ = ${count} refused`;
  return moves ? what : `${what}, standing still`;
}
