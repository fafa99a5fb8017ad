/** What every event of the timeline says. */
export interface EventOn<Action extends string> {
  readonly action: Action;
  readonly atSec: number;
  /** `backends`, the name of a hop or, for `disconnect` and `link-cut`, of a population. */
  readonly target: string;
}
