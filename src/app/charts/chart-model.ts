import type { TermId } from '../help/glossary.ts';
import type { ColourToken } from './palette.ts';
import type { Reading } from './reading.ts';

/**
 * What a chart shows, as data: which columns, how they are read and drawn. Building a model needs no browser; a chart
 * component draws any model.
 */
export type ChartId = 'concurrent' | 'ports' | 'failures' | 'backends';

export interface ChartSeries {
  readonly id: string;
  /** Direct label at the line, without the value. */
  readonly label: string;
  /** Height of the line. */
  readonly reading: Reading;
  /** What the label shows where that is not the height (a layer of a stack). */
  readonly shown?: Reading;
  readonly colour: ColourToken;
  readonly textColour: ColourToken;
  readonly dash: readonly number[];
  readonly widthPx: number;
  readonly opacity: number;
  /** False for one of many alike, which the summary lines stand for. */
  readonly labelled: boolean;
  /** Which extreme its summary tells. */
  readonly telling: 'peak' | 'lowest';
  /** When it is said and drawn at all: always, or only where it shows something. */
  readonly appears: Appearance;
  /** Fills the space between this line and the one of that id, or down to zero. */
  readonly fillTo: { readonly series: string } | 'zero' | null;
  /** Fills are told apart by more than colour. */
  readonly hatched: boolean;
}

/** `where-any`: once a value is not zero. `apartFrom`: once it stands visibly apart from the series of that id. */
export type Appearance = 'always' | 'where-any' | { readonly apartFrom: string };

export interface ChartLimit {
  readonly label: string;
  readonly value: number;
  readonly kind: 'target' | 'limit';
}

/** What the values of a view are: whole numbers, events a second, or ratios without a unit. */
export type Scale = 'count' | 'rate' | 'ratio';

/** One thing that a chart can show; a chart with several has a select. */
export interface ChartView {
  readonly id: string;
  /** Text of the option. */
  readonly label: string;
  /** What is counted, in the plural: "connections". */
  readonly unit: string;
  readonly scale: Scale;
  /** Words that the heading explains in place of the unit, and the terms that they stand for. */
  readonly terms: readonly (readonly [word: string, term: TermId])[];
  /** The heading where it is not the model's. */
  readonly title: string | null;
  readonly series: readonly ChartSeries[];
  readonly limits: readonly ChartLimit[];
  /** Why there is nothing to draw, in a sentence; then there are no series. */
  readonly empty: string | null;
  /** Said in place of lines while every value is zero, or no ratio exists; null where a line at zero says it well enough. */
  readonly allZero: string | null;
}

export interface ChartModel {
  readonly id: ChartId;
  readonly title: string;
  readonly views: readonly ChartView[];
}

/** The heading of a view, and its name for who cannot see it. */
export function titleOf({ title }: ChartModel, view: ChartView): string {
  return view.title ?? title;
}

const PLAIN = {
  dash: [],
  widthPx: 1.5,
  opacity: 1,
  labelled: true,
  telling: 'peak',
  appears: 'always',
  fillTo: null,
  hatched: false,
} as const;

/** A series with the usual stroke where nothing else is said. */
export function series(
  own: Pick<ChartSeries, 'id' | 'label' | 'reading' | 'colour' | 'textColour'> & Partial<ChartSeries>,
): ChartSeries {
  return { ...PLAIN, ...own };
}

export function view(own: Pick<ChartView, 'id' | 'label' | 'unit'> & Partial<ChartView>): ChartView {
  return {
    scale: 'count',
    terms: [],
    title: null,
    series: [],
    limits: [],
    empty: null,
    allZero: null,
    ...own,
  };
}

const DASHES: readonly (readonly number[])[] = [
  [],
  [6, 3],
  [2, 2],
  [8, 3, 2, 3],
  [1, 3],
  [12, 4],
  [9, 2, 1, 2, 1, 2],
  [14, 2, 4, 2],
];

/** How many dashes there are to tell lines apart by. */
export const DASH_COUNT = DASHES.length;

/** Dash of the n-th series where colour alone must not tell series apart. */
export function dashOf(index: number): readonly number[] {
  return DASHES[index % DASHES.length] ?? [];
}
