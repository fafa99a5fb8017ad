/** A field of the file and the range of its values, each as it would be written there. */
export interface UncertainInput {
  /** Dotted, as in `clients.0.session.lifetime.median`. */
  readonly field: string;
  readonly low: number | string;
  /** Null: what the file says. */
  readonly likely: number | string | null;
  readonly high: number | string;
}
