import type { FieldChange } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { LimitRow } from '../limits/limit-row.ts';
import type { PathBlocking } from '../limits/path-blocking.ts';

/** One thing that a plan changes. */
export interface PlanChange {
  /** The field that it is about, or "strategy". */
  readonly lever: string;
  /** "SNAT addresses at the edge". */
  readonly what: string;
  readonly from: string;
  readonly to: string;
  /** "2 source addresses at the edge", "source ports at the edge 1024-1457 instead of 1024-1323". */
  readonly phrase: string;
  /** How the file says it. */
  readonly fields: readonly FieldChange[];
  /** The limit that it lifts: "the SNAT ports at the edge (64,512 of 100,000)". */
  readonly lifts: string;
  readonly cost: number;
}

/** A way to the targets: changes none of which can be left out, and no number of which can be one smaller. */
export interface Plan {
  /** The same for the same way, whatever numbers it takes. */
  readonly id: string;
  readonly title: string;
  readonly changes: readonly PlanChange[];
  readonly cost: number;
  /** The file with the changes, and what it means. */
  readonly file: ScenarioFile;
  readonly scenario: Scenario;
  /** The limit that binds next, once the plan is carried out; null where nothing has a limit. */
  readonly next: LimitRow | null;
  /** What theory says is blocked then; null where none fits. */
  readonly blocking: PathBlocking | null;
  /** What the reader must know before carrying it out. */
  readonly notes: readonly string[];
}

/** A way that does not reach the targets. */
export interface DeadEnd {
  readonly id: string;
  readonly title: string;
  /** The limit that stands in the way once all is done that can be, "the SNAT ports at the gateway (440,000 of 600,000)". */
  readonly limit: string;
  /** Which one that is, whatever is left of it: "path.0 snat-ports". */
  readonly place: string;
  /** By how much it is too small then. */
  readonly factor: number;
  /** Why nothing lifts it, a reason for each lever. */
  readonly because: readonly string[];
}

export type Way = { readonly plan: Plan } | { readonly deadEnd: DeadEnd };

/** All changes of a plan as fields of the file, in the order in which they are made. */
export function fieldChangesOf({ changes }: Pick<Plan, 'changes'>): FieldChange[] {
  return changes.flatMap(({ fields }) => fields);
}
