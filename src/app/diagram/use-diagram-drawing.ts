import { type RefObject, useEffect } from 'react';
import { beginDrawing } from '../charts/canvas-surface.ts';
import { paletteVersion } from '../charts/palette.ts';
import { formatCount } from '../format/numbers.ts';
import { onFrame } from '../run/frame-loop.ts';
import { usePlayhead } from '../run/playhead.ts';
import { describeDiagram } from './describe-item.ts';
import type { DiagramState } from './diagram-state.ts';
import { Dots } from './dots.ts';
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

/** Keeps canvas and texts at the moment of the playhead; with `moves`, dots travel while it plays. */
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
    return onFrame((nowMs, elapsedMs) => {
      const { timeSec, speed, playing } = usePlayhead.getState();
      const index = run.indexAt(timeSec);
      if (moves && playing) {
        dots.step(elapsedMs / 1000, timeSec, speed, (stage) => state.routeTo(stage, index));
      } else dots.jumpTo(timeSec);
      const shown = `${run.version} ${paletteVersion()} ${timeSec} ${speed}`;
      if (shown !== said && nowMs >= textDueMs && drawing.current !== null) {
        said = shown;
        textDueMs = nowMs + TEXT_EVERY_MS;
        writeLiveTexts(drawing.current, state, index);
        dots.scale(speed);
        if (legend.current !== null) legend.current.textContent = moves ? legendText(dots.perDot) : '';
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

function legendText(perDot: number): string {
  const count = formatCount(perDot);
  return perDot === 1
    ? '● = one connection set up  ✕ = one refused'
    : `● = ${count} connections set up  ✕ = ${count} refused`;
}
