import { productsOf } from '../../analysis/levers/products.ts';
import type { RunSummary } from '../../network/results/run-result.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import { type ComparedRun, type SeriesFigures, seriesFigures } from '../compare/compared-run.ts';
import type { DocumentState } from '../state/document-store.ts';
import { type SeriesSketch, sketchOf } from './series-sketch.ts';

/** Grows when what is kept takes another shape, a run's summary included; what has another number is not read. */
export const KEPT_FORMAT = 1;

/** A finished run that was kept, with the file that it is of. Seed, engine version and hash of the series are in its summary. */
export interface KeptRun {
  readonly format: typeof KEPT_FORMAT;
  readonly id: string;
  readonly name: string;
  /** Index in `LINE_LOOKS`. */
  readonly look: number;
  /** Never removed to make room for another. */
  readonly isPinned: boolean;
  readonly keptAtMs: number;
  readonly file: ScenarioFile;
  readonly summary: RunSummary;
  readonly figures: SeriesFigures;
  readonly sketch: SeriesSketch;
}

/** What of a run is kept. */
export function keptPartsOf(
  run: ComparedRun,
  summary: RunSummary,
): Pick<KeptRun, 'summary' | 'figures' | 'sketch'> {
  return { summary, figures: seriesFigures(run, summary), sketch: sketchOf(run) };
}

/** The kept run as a column of a comparison; null where this version no longer accepts its file. */
export function comparedRun({ file, summary, figures, sketch }: KeptRun): ComparedRun | null {
  const document = documentOf(file);
  if (document === null) return null;
  return {
    ...sketch,
    length: sketch.timeSec.length,
    scenario: document.scenario,
    products: productsOf(file),
    summary,
    kept: figures,
    stale: false,
    version: 0,
  };
}

/** The file with its scenario; null where this version no longer accepts it. */
export function documentOf(file: ScenarioFile): DocumentState | null {
  const outcome = parseScenarioValue(file);
  return outcome.ok ? { file: outcome.file, scenario: outcome.scenario } : null;
}
