/** What is said about a field of the scenario file, in the JSON Schema and in the app alike. */
import type { HopMode } from '../scenario.ts';
import type { QuantityKind } from '../units.ts';

export type FieldKind =
  | QuantityKind
  | 'text'
  | 'choice'
  | 'port-range'
  | 'port-list'
  | 'list'
  | 'object'
  | 'flag'
  | 'any';

/** A value as it would stand in the file. */
export type FieldValue =
  | number
  | string
  | boolean
  | null
  | readonly FieldValue[]
  | { readonly [name: string]: FieldValue };

export interface FieldDoc {
  /** Dotted path with `*` for any index: `path.*.snat.ports`. */
  readonly path: string;
  readonly kind: FieldKind;
  /** One sentence: what the field is. */
  readonly what: string;
  /** The setting of real systems that it stands for, such as `net.ipv4.ip_local_port_range`. */
  readonly realName?: string;
  /** What applies when the field is not given; by mode where hops differ. Absent where there is no default. */
  readonly default?: FieldValue;
  readonly defaultByMode?: Readonly<Partial<Record<HopMode, FieldValue>>>;
  /** Where the default or the meaning comes from. */
  readonly source?: string;
}
