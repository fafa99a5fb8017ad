/**
 * The questions of the gallery as data: what each teaches, what to watch, and what is measured in its runs. No number that
 * a run gives stands here; `{key}` in a text stands for what the key's measure says of the scenario as it is, and
 * `{key@column}` for what it says of that column. `results.json` has the values, and a test runs every scenario for them.
 */
import type { CloseReason, ResourceId, StationKey } from '../../network/results/run-result.ts';
import type { FieldChange } from '../../scenario/field-change.ts';

export const GALLERY_GROUPS = {
  claims: 'The ten claims',
  ports: 'Ports and NAT',
  timers: 'Timers and silence',
  storms: 'Storms and handshakes',
  operations: 'Deploys and scaling',
} as const;
export type GalleryGroupId = keyof typeof GALLERY_GROUPS;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of that very object
export const GALLERY_GROUP_IDS = Object.keys(GALLERY_GROUPS) as readonly GalleryGroupId[];

/** What is read of one run, or of its scenario. Minutes and seconds are those of the run. */
export type GalleryMeasure =
  /** Of the run as a whole. */
  | { readonly kind: 'peak-connections' | 'final-connections' | 'failed-attempts' | 'client-believes' }
  | { readonly kind: 'first-failure' | 'first-failure-at' | 'connections-at-first-failure' }
  | { readonly kind: 'abandoned-handshakes' | 'peak-server-sockets' | 'reset-late' | 'resumed' }
  | { readonly kind: 'reload-cuts' | 'generations' | 'old-memory' | 'cuts-per-user-hour' }
  /** Arrivals a second times lifetime and hold, of the open arrivals of the first population: erlangs. */
  | { readonly kind: 'offered-load' }
  /** The most that was taken of a resource, or what there is of it, in all instances of the first place that has it. */
  | { readonly kind: 'peak-used' | 'capacity'; readonly resource: ResourceId }
  /** Most ports of one source address in use at any sample. */
  | { readonly kind: 'ports-of-address'; readonly address: number }
  /** Bytes at a place at the peak: as a share of those at the backends, or a second. */
  | { readonly kind: 'share-of-bytes' | 'bytes-per-sec'; readonly station: StationKey }
  | { readonly kind: 'closed-by' | 'closed-by-share'; readonly reason: CloseReason }
  /** Connections of one server at a moment, or at any sample the most of a server; counted from 1. */
  | { readonly kind: 'server-at'; readonly server: number; readonly minute: number }
  | { readonly kind: 'fullest-server' }
  /** The busiest server over the mean of those that are there; at a moment. */
  | { readonly kind: 'max-over-mean'; readonly minute: number }
  /** From a moment until 99 % of the connections of just before are there again. */
  | { readonly kind: 'back-after'; readonly fromSec: number; readonly beforeSec: number }
  /** From a moment until so many instances are there. */
  | { readonly kind: 'instances-after'; readonly fromSec: number; readonly instances: number }
  /** Most attempts, or established connections, a second between two samples from a moment on. */
  | { readonly kind: 'peak-rate'; readonly of: 'attempts' | 'established'; readonly fromSec: number }
  /** What the events of the scenario did, as `fivetuple policies` tells it. */
  | { readonly kind: 'recovered-after' | 'cut-by-events' }
  /** Mean number of places that clients hold who are gone, from a moment on. */
  | { readonly kind: 'gone-but-held'; readonly fromSec: number };

export interface GalleryFigure {
  /** Name of its row: "Ports in use, at the peak". */
  readonly says: string;
  readonly measure: GalleryMeasure;
}

/** A scenario beside the question's own: the same with changes, or another question's. */
export interface GalleryColumn {
  readonly id: string;
  /** Head of its column: "scope: destination". */
  readonly name: string;
  readonly changes: readonly FieldChange[];
  /** The example that is changed; without it the entry's own. */
  readonly example?: string;
}

export type ClaimVerdict = 'confirmed' | 'bounded' | 'corrected';

export interface GalleryClaim {
  /** As people say it. */
  readonly said: string;
  /** Confirmed: the run shows it. Bounded: it holds, up to where the text says. Corrected: the run shows otherwise. */
  readonly verdict: ClaimVerdict;
  readonly because: string;
}

export interface GalleryEntry {
  /** The id of its example, and of the entry in addresses: `#gallery/no-snat`. */
  readonly id: string;
  readonly group: GalleryGroupId;
  readonly lesson: string;
  /** What to look at, where, and what to move. */
  readonly watch: string;
  readonly claim?: GalleryClaim;
  /** Name of the column of the example as it is. */
  readonly asItIs: string;
  readonly columns: readonly GalleryColumn[];
  readonly figures: Readonly<Record<string, GalleryFigure>>;
  /** Cases of the validation that measured the same thing on real systems. */
  readonly validatedBy?: readonly string[];
  /** The comparison under all strategies, or of reconnect policies, shows more of the same. */
  readonly compare?: true;
}

/** Id of the column of the example as it is. */
export const AS_IT_IS = 'as-it-is';

/** What each figure says in each column: `results[entry][column][figure]`. */
export type GalleryResults = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>
>;
