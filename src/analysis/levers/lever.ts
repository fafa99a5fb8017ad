import type { FieldChange } from '../../scenario/field-change.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** What a lever turns; whoever puts a price on levers goes by it. */
export type LeverKind =
  | 'source-addresses'
  | 'source-ports'
  | 'port-block'
  | 'proxy-scope'
  | 'nat-scope'
  | 'address-choice'
  | 'client-addresses'
  | 'client-ports'
  | 'listen-addresses'
  | 'listen-ports'
  | 'backend-addresses'
  | 'backend-ports'
  | 'instances'
  | 'backends'
  | 'flow-table'
  | 'memory'
  | 'handshakes'
  | 'limit'
  | 'ramp'
  | 'return'
  | 'strategy';

/** Something in the file that can be turned up to lift a limit: a number, or a setting that is on or off (0 and 1). */
export interface FileLever {
  readonly kind: LeverKind;
  /** The field that it is about; unique within a scenario. */
  readonly id: string;
  /** "source addresses at the edge". */
  readonly what: string;
  /** What a way that begins with it is called. */
  readonly title: string;
  /** The stage that it is at (hops first, the backends last); null for the clients and for the path as a whole. */
  readonly stage: number | null;
  /** Instances of that stage as they are; 1 where there is none. */
  readonly instances: number;
  readonly now: number;
  /** The highest value that the file format, the scenario and the product at the place allow. */
  readonly most: number;
  /** Why there is no more, in words; null where that is a bound of the format. */
  readonly mostBecause: string | null;
  /** Whether a value is told as so many of it, "2 source addresses at the edge". */
  readonly isCounted: boolean;
  /** Values are multiples of it: 1 but for sizes. */
  readonly step: number;
  /** False where the two values are two words. */
  readonly isNumber: boolean;
  /** The value as it is written into the file. */
  readonly write: (value: number) => readonly FieldChange[];
  /** The value alone: "2", "20/s". */
  readonly text: (value: number) => string;
}

export type SettingValue = number | string | boolean | readonly number[] | undefined;

/** A field of the scenario's file with the value that it has (defaults filled in) and another one. */
export interface FieldSetting {
  /** Dotted, as in `path.0.snat.addresses`. */
  readonly path: string;
  /** In the file's base unit: a count, a rate a second, bytes, seconds; or a word. Undefined: the default. */
  readonly from: SettingValue;
  readonly to: SettingValue;
}

/** A lever that also knows the scenario at a value, without the file being read again. */
export interface Lever extends FileLever {
  /** The value with what it counts: "6 addresses on each instance". */
  readonly phrase: (value: number) => string;
  readonly settings: (value: number) => readonly FieldSetting[];
  readonly scenarioAt: (value: number) => Scenario;
}
