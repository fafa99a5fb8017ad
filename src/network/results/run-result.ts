/**
 * What a run hands out: plain data and typed arrays only, so that it can cross a worker boundary and be written
 * to a file. The kernel fills it; it formats nothing.
 */

/** Where a claim is made: the clients of one population, one hop of the path, or the backends. */
export type StationKey = `clients.${number}` | `path.${number}` | 'backends';

export type ResourceId =
  | 'client-ports'
  | 'snat-ports'
  | 'source-ports'
  | 'port-blocks'
  | 'flow-table'
  | 'admission'
  | 'max-connections'
  | 'file-descriptors'
  | 'memory'
  | 'syn-queue'
  | 'accept-queue'
  | 'handshakes'
  | 'availability'
  | 'no-answer';

/** The place and the resource that refused a claim; what an operator sees is in `outcomes.ts`. */
export interface FailureCause {
  readonly station: StationKey;
  /** The name that the scenario gives to the station. */
  readonly stationName: string;
  readonly resource: ResourceId;
}

export interface FailureCount extends FailureCause {
  readonly count: number;
  readonly firstAtSec: number;
}

export interface ResourceState {
  readonly station: StationKey;
  readonly stationName: string;
  readonly resource: ResourceId;
  /** Units in all instances together. */
  readonly capacity: number;
  readonly instances: number;
  /** Highest use of all instances together, and of the fullest single instance, at any event. */
  readonly peakUsed: number;
  readonly peakUsedOneInstance: number;
  readonly capacityOneInstance: number;
  /** Use at the end of the run. */
  readonly used: number;
  /** Share of `used` that is only held (TIME_WAIT, NAT cool-down). */
  readonly held: number;
}

/**
 * A column of the recorded series. `level` is a state at the sample time; `total` counts from the start of the
 * run (differences give rates).
 */
export interface ColumnInfo {
  /** Unique and stable, for instance `concurrent`, `failed:path.0:snat-ports`, `backends.3:connections`. */
  readonly key: string;
  readonly kind: 'level' | 'total';
  readonly quantity:
    | 'concurrent'
    | 'connecting'
    | 'waiting'
    | 'client-established'
    | 'forgotten'
    | 'remnants'
    | 'vanished'
    | 'ports-examined'
    | 'attempts'
    | 'established'
    | 'closed'
    | 'failed'
    | 'dropped-syns'
    | 'connections'
    | 'ports-in-use'
    | 'ports-held'
    | 'resource-used'
    | 'generations'
    | 'old-connections'
    | 'instances';
  readonly station: StationKey | null;
  /** Instance of the station, or address of its source pool; null for the station as a whole. */
  readonly index: number | null;
  readonly resource: ResourceId | null;
  /** The limit line that belongs to the column, in the column's unit; Infinity where there is none. */
  readonly limit: number;
}

/** Samples `0 .. length-1`; `timeSec[i]` = `i * sampleEverySec`; `columns[c][i]` belongs to `ColumnInfo` c. */
export interface RunSeries {
  readonly info: readonly ColumnInfo[];
  readonly length: number;
  readonly timeSec: Float64Array;
  readonly columns: readonly Float64Array[];
}

export interface RunSummary {
  readonly scenarioName: string;
  readonly engineVersion: string;
  readonly seed: number;
  readonly simulatedSec: number;
  readonly completed: boolean;
  readonly events: number;
  readonly attempts: number;
  readonly established: number;
  readonly failed: number;
  readonly peakConcurrent: number;
  readonly peakConcurrentAtSec: number;
  /** Time-weighted mean over the whole run. */
  readonly meanConcurrent: number;
  readonly finalConcurrent: number;
  /** Most connections that clients believed to be open: established ones, and those that nobody had accepted yet. */
  readonly peakClientEstablished: number;
  readonly idle: IdleSummary;
  readonly unnoticed: UnnoticedSummary;
  /** Connections that closed after they were established, by what ended them. */
  readonly closedBy: Readonly<Record<CloseReason, number>>;
  readonly populations: readonly PopulationSummary[];
  readonly failures: readonly FailureCount[];
  /** SYNs that were dropped without an answer; each was sent again, or its attempt given up. */
  readonly droppedSyns: readonly FailureCount[];
  /** Connections by the number of retransmissions that their SYNs needed: `[0]` were established at once. */
  readonly establishedAfterRetransmits: readonly number[];
  /** Longest time from the first SYN to the established connection. */
  readonly longestSetUpSec: number;
  /** The first refusal, whether an attempt failed at once or a SYN was dropped. */
  readonly firstFailure: (FailureCause & { readonly atSec: number; readonly concurrent: number }) | null;
  readonly resources: readonly ResourceState[];
  /** Of each station whose handshakes take time. */
  readonly handshakes: readonly HandshakeCount[];
  readonly traffic: readonly StationTraffic[];
  /** Of each hop that is reloaded. */
  readonly reloads: readonly ReloadSummary[];
  /** One for each autoscaler. */
  readonly scaling: readonly StationScaling[];
  /** FNV-1a over the bytes of every sampled column, as 16 hex digits. */
  readonly seriesHash: string;
}

/** Generations of worker processes of a hop that is reloaded. */
export interface ReloadSummary {
  readonly station: StationKey;
  readonly stationName: string;
  readonly reloads: number;
  /** Most generations at the same time on one instance, the newest included. */
  readonly peakGenerations: number;
  readonly peakGenerationsAtSec: number;
  /** Most connections on old generations, in all instances. */
  readonly peakOldConnections: number;
  /** Most that the old generations of one instance held: the processes, and their connections. */
  readonly peakOldMemoryBytes: number;
  /** Connections that were cut when the time of an old generation was over. */
  readonly cut: number;
}

/** What came of the connections that a flow table forgot because they were silent for too long. */
export interface IdleSummary {
  readonly forgotten: number;
  /** Picked up again by the next packet. */
  readonly resumed: number;
  /** The next packet was answered with a reset. */
  readonly reset: number;
  /** The next packet was not answered at all. */
  readonly silent: number;
  /** The server spoke first and was reset; its client does not know. */
  readonly farEndReset: number;
}

/** What ends a connection that was established. */
export const CLOSE_REASONS = [
  'lifetime',
  'idle-timeout',
  'restart',
  'crash',
  'scale-in',
  'max-age',
  'disconnect',
  'change',
  'reload',
  'failover',
  'link-cut',
  'vanished',
  'rerouted',
] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** What a population did in a run. */
export interface PopulationSummary {
  readonly name: string;
  /**
   * Seconds for which its clients were there, of all of them together, connected or not: from their arrival until they gave
   * up. Of open arrivals, which come for one connection each, those of their connections.
   */
  readonly userSec: number;
  /** Seconds of its connections, as clients see them. */
  readonly connectedSec: number;
  readonly established: number;
  /** Established connections of clients that had one before. */
  readonly reconnects: number;
  readonly closedBy: Readonly<Record<CloseReason, number>>;
}

/** Connections of a population by their age, in the bins of `numeric/log-bins.ts`, in seconds. */
export interface LifeTable {
  /** By what ended them; without those that ended none. */
  readonly ended: Readonly<Partial<Record<CloseReason, Int32Array>>>;
  /** Open at the end of the run. */
  readonly open: Int32Array;
}

/** The connections of instances that began to drain, or were cut without a drain, by an event of the timeline. */
export interface DrainTable {
  /** Index in `Scenario.events`. */
  readonly event: number;
  readonly station: StationKey;
  /** How many instances have begun, each once. */
  readonly instances: number;
  /** Connections that they had then, of each population. */
  readonly connections: readonly number[];
  /** Those by the seconds after which they would have ended by themselves, in the bins of `numeric/log-bins.ts`. */
  readonly endAfter: Int32Array;
}

/** How long connections last: known once a run is over. */
export interface LifeTables {
  /** One a population. */
  readonly populations: readonly LifeTable[];
  readonly drains: readonly DrainTable[];
}

/** What an autoscaler did. */
export interface StationScaling {
  readonly station: StationKey;
  readonly stationName: string;
  /** Connections of an instance that it keeps to. */
  readonly target: number;
  /** Decisions for more instances, and for fewer. */
  readonly scaledOut: number;
  readonly scaledIn: number;
  readonly fewestInstances: number;
  /** The most that were there at a time. */
  readonly mostInstances: number;
  /** Those that bring the peak of connections to the target. */
  readonly neededInstances: number;
  readonly finalInstances: number;
  /** The highest mean of connections an instance at any decision. */
  readonly peakConnectionsEach: number;
}

/** Handshakes that a station has begun. */
export interface HandshakeCount {
  readonly station: StationKey;
  readonly stationName: string;
  readonly begun: number;
  /** Those of them whose clients had given up before; the work was done all the same. */
  readonly abandoned: number;
}

/** What came of failures that nobody is told of: connections that were lost, and clients that left without a word. */
export interface UnnoticedSummary {
  /** Connections that a crash or a failover took while their clients believed that they were open. */
  readonly lost: number;
  /** Of those: picked up again by the next packet; answered with a reset. */
  readonly resumed: number;
  readonly reset: number;
  /** Connections, lost or over a link that was cut, that an end gave up that had no answer. */
  readonly gaveUp: number;
  /** The server spoke first and was reset; its client does not know. */
  readonly farEndReset: number;
  /** Sessions that ended without a word; of those, how many still have their places at the end and had at most. */
  readonly vanished: number;
  readonly vanishedHeld: number;
  readonly peakVanishedHeld: number;
}

/** Bytes a second that a station carried at the peak of concurrent connections. */
export interface StationTraffic {
  readonly station: StationKey;
  readonly stationName: string;
  readonly towardBackendsBytesPerSec: number;
  readonly towardClientsBytesPerSec: number;
}

export interface RunResult {
  readonly summary: RunSummary;
  readonly series: RunSeries;
  /** Null before the run is over. */
  readonly lifeTables: LifeTables | null;
}

/** State of each port of one source address toward one destination, for the port map. */
export interface PortMap {
  readonly atSec: number;
  readonly station: StationKey;
  /** Index of the source address among all addresses of the station. */
  readonly address: number;
  /** Destination tuple that the space belongs to; null where the scope has one space for all destinations. */
  readonly destination: number | null;
  /** 65,536 cells, one a port: 0 outside the range or reserved, 1 free, 2 in use, 3 held. */
  readonly cells: Uint8Array;
  readonly inUse: number;
  readonly held: number;
  readonly capacity: number;
  /**
   * By port, in seconds: how long the connection on it has been open (of one in set-up: how long its attempt has taken), or
   * how long it has been held; NaN where the port is neither.
   */
  readonly ageSec: Float32Array;
  /** By port: seconds until a held one is free again; NaN for the others. */
  readonly leftSec: Float32Array;
  /** The age of a hold is known to within that, where a kernel timer ends it with its slot; else 0. */
  readonly holdSlotSec: number;
  /** By port, of one in use: the population of its connection, and the client of it where the run remembers it; else -1. */
  readonly population: Int8Array;
  readonly client: Int32Array;
  /** Where one space is for all destinations: by port the one that the connection goes to, -1 where it is not known. */
  readonly toward: Int32Array | null;
}

/** How full the port spaces of a station are at a moment: one number for each source address and destination. */
export interface PortOccupancy {
  readonly atSec: number;
  readonly station: StationKey;
  readonly addresses: number;
  readonly destinations: number;
  /** False where a port is taken toward all destinations at once, so that there is one column for all of them. */
  readonly isPerDestination: boolean;
  /** Ports of one address toward one destination. */
  readonly capacityEach: number;
  /** By address: 1 where it is there, 0 where the autoscaler has not brought its place up. */
  readonly present: Uint8Array;
  /** By address times `destinations` plus destination. */
  readonly inUse: Int32Array;
  readonly held: Int32Array;
}

/** A port map that can be asked for. */
export interface PortMapChoice {
  readonly station: StationKey;
  readonly stationName: string;
  readonly addresses: number;
  /** Destination tuples that each address has a port space for; 1 where the scope is the source address. */
  readonly destinations: number;
}
