import type { PresetPlace } from '../../scenario/presets/library.ts';
import type { QuantityKind } from '../../scenario/units.ts';
import type { DocumentState } from '../state/document-store.ts';
import type { SliderRange } from './slider-scale.ts';

export type FieldChange = readonly [path: string, value: unknown];

export interface FieldPlace {
  /** Where it is written in the file. */
  readonly path: string;
  readonly label: string;
  /** An object that the file must have before this field can stand in it, and what it is when it is missing. */
  readonly parent?: { readonly path: string; readonly value: unknown };
  /** Other fields that go along with a new value, so that the scenario keeps its sense. */
  readonly follows?: (value: unknown, state: DocumentState) => readonly FieldChange[];
}

/** One quantity of the scenario as a control shows it. */
export interface QuantitySpec extends FieldPlace {
  readonly kind: QuantityKind;
  /** What the number counts, behind the field; durations and sizes carry their unit in the text. */
  readonly unit?: string;
  /** The value in force, whether the file gives it or not; null only with an `emptyWord`. */
  readonly read: (state: DocumentState) => number | null;
  /** What the field shows and accepts where the file gives nothing and nothing applies. */
  readonly emptyWord?: string;
  /** The word that the file has for "no limit". */
  readonly infinityWord?: string;
  readonly slider?: SliderRange;
  /** The end of the slider where it depends on other fields; typing is bounded by the scenario's checks alone. */
  readonly sliderMax?: (state: DocumentState) => number;
}

/** One choice among a few words; the option '' stands for a field that is not given. */
export interface ChoiceSpec extends FieldPlace {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly read: (state: DocumentState) => string;
}

/** On or off. */
export interface FlagSpec extends FieldPlace {
  readonly read: (state: DocumentState) => boolean;
  /** What the file gets, where that is not the word itself: a block that is there or not. */
  readonly write?: (on: boolean) => unknown;
}

/** A text with a form of its own, such as a port range. */
export interface TextSpec extends FieldPlace {
  readonly unit?: (state: DocumentState) => string;
  readonly read: (state: DocumentState) => string;
}

export type FieldSpec =
  | ({ readonly control: 'quantity' } & QuantitySpec)
  | ({ readonly control: 'choice' } & ChoiceSpec)
  | ({ readonly control: 'flag' } & FlagSpec)
  | ({ readonly control: 'text' } & TextSpec)
  | ({ readonly control: 'ports' } & TextSpec);

/** Where a preset can be chosen: a hop (`path.0`) or a population (`clients.0`). */
export interface PresetSpot {
  readonly place: string;
  readonly kind: PresetPlace;
}

export interface FieldGroup {
  readonly title: string;
  /** Where the group stands in the file: "clients.0", "events.2". What is done with it as a whole follows its fields. */
  readonly place?: string;
  /** Where a preset can be chosen for the fields of the group. */
  readonly preset?: PresetSpot;
  readonly fields: readonly FieldSpec[];
  /** Fields that few scenarios need: they are folded away. */
  readonly rare?: readonly FieldSpec[];
}

/** All fields of a group, those that are folded away at the end. */
export function fieldsOf({ fields, rare = [] }: FieldGroup): readonly FieldSpec[] {
  return [...fields, ...rare];
}

/** What the file gets for a flag that is on or off. */
export function flagValue({ write }: FlagSpec, isOn: boolean): unknown {
  return write === undefined ? isOn : write(isOn);
}
