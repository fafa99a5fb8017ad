/** The columns that a reader puts together: the open scenario, kept runs, and the open scenario under other strategies. */
import { ENGINE_VERSION } from '../../network/engine-version.ts';
import { setField } from '../../scenario/edit.ts';
import { STRATEGIES, type Strategy, strategyOf } from '../../scenario/strategies.ts';
import { STRATEGY_NAMES } from '../controls/strategy-names.ts';
import { formatCount } from '../format/numbers.ts';
import { comparedRun, type KeptRun } from '../kept-runs/kept-run.ts';
import { distinctLooks } from '../kept-runs/line-looks.ts';
import type { DocumentEditor, DocumentState } from '../state/document-store.ts';
import { fileUnder } from '../state/strategy-file.ts';
import type { Variant } from './variants.ts';

export const FEWEST_COLUMNS = 2;
export const MOST_COLUMNS = 6;

/** What a column shows. */
export type ColumnKey = 'open' | `kept:${string}` | `strategy:${Strategy}`;

export function keptKey(id: string): ColumnKey {
  return `kept:${id}`;
}

export function isColumnKey(value: unknown): value is ColumnKey {
  if (typeof value !== 'string') return false;
  if (value === 'open' || value.startsWith('kept:')) return true;
  return STRATEGIES.some((strategy) => value === `strategy:${strategy}`);
}

/**
 * The columns to show: those that were chosen and are still there; without a choice the open scenario and the newest kept
 * runs. Where that is too few for a comparison, other strategies join.
 * @param chosen null before anything was chosen
 * @param kept ids of the kept runs, newest first
 * @param current strategy of the open scenario
 */
export function shownColumns(
  chosen: readonly ColumnKey[] | null,
  kept: readonly string[],
  current: Strategy | null,
): ColumnKey[] {
  const keptKeys = kept.map(keptKey);
  const wanted = chosen ?? ['open' as const, ...keptKeys];
  const there = wanted.filter((key) => !key.startsWith('kept:') || keptKeys.includes(key));
  const spare = furtherColumns([...there, ...keptKeys], kept, current);
  return [...there, ...spare.slice(0, Math.max(0, FEWEST_COLUMNS - there.length))].slice(0, MOST_COLUMNS);
}

/** What can still be added; the strategy of the open scenario is that scenario. */
export function furtherColumns(
  shown: readonly ColumnKey[],
  kept: readonly string[],
  current: Strategy | null,
): ColumnKey[] {
  const all: ColumnKey[] = ['open', ...kept.map(keptKey), ...otherStrategies(current)];
  return all.filter((key) => !shown.includes(key));
}

function otherStrategies(current: Strategy | null): ColumnKey[] {
  return STRATEGIES.filter((each) => each !== current).map((each) => `strategy:${each}` as const);
}

/** The kept run that a column shows; undefined where it shows something else, or the run is gone. */
export function runOfColumn(key: string | null | undefined, kept: readonly KeptRun[]): KeptRun | undefined {
  return kept.find(({ id }) => keptKey(id) === key);
}

/** A column's name, for a choice among columns. */
export function columnName(key: ColumnKey, kept: readonly KeptRun[]): string {
  if (key === 'open') return 'Open scenario';
  if (key.startsWith('strategy:')) return STRATEGY_NAMES[strategyAt(key)];
  return runOfColumn(key, kept)?.name ?? '';
}

/** The variants of the columns. All run under the seed of the open scenario, so that they face the same arrivals. */
export function myVariants(
  keys: readonly ColumnKey[],
  kept: readonly KeptRun[],
  open: DocumentState,
  editor: DocumentEditor,
): Variant[] {
  const runs = keys.map((key) => runOfColumn(key, kept));
  const looks = distinctLooks(runs.map((run) => run?.look ?? null));
  return keys.map((key, index): Variant => {
    const run = runs[index];
    const base = { id: key, name: columnName(key, kept), look: looks[index] ?? 0 };
    if (run !== undefined) return { ...base, ...keptVariant(run, open.scenario.seed) };
    if (!key.startsWith('strategy:')) return { ...base, file: open.file, isOpen: true };
    return {
      ...base,
      file: fileUnder(editor, strategyAt(key), open.file),
      isOpen: strategyAt(key) === strategyOf(open.file),
    };
  });
}

/** A kept run is shown as it is where a run of it now would give the same to the last bit. */
function keptVariant(run: KeptRun, seed: number): Pick<Variant, 'file' | 'isOpen' | 'ready' | 'origin'> {
  const { engineVersion, seed: ownSeed } = run.summary;
  const file = ownSeed === seed ? run.file : setField(run.file, 'seed', seed);
  const reasons = [
    ...(engineVersion === ENGINE_VERSION ? [] : [`kept by engine ${engineVersion}`]),
    ...(ownSeed === seed ? [] : [`kept under seed ${ownSeed}, here under ${seed}`]),
  ];
  const ready = reasons.length === 0 ? comparedRun(run) : null;
  if (reasons.length > 0) return { file, isOpen: false, origin: `Run again: ${reasons.join('; ')}` };
  // What is wrong with the file is said in place of its answer.
  if (ready === null) return { file, isOpen: false };
  return {
    file,
    isOpen: false,
    ready,
    origin: `As kept: seed ${ownSeed}, ${formatCount(run.summary.events)} events`,
  };
}

function strategyAt(key: ColumnKey): Strategy {
  return STRATEGIES.find((strategy) => key === `strategy:${strategy}`) ?? 'direct';
}
