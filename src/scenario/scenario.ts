import type { Autoscale } from './autoscale-settings.ts';
import type { DnsCache, Reload, Ring, Workers } from './balancing.ts';
import type { Changes } from './changed-fields.ts';
import type { EventOn } from './event-on.ts';
import type { CrashEvent, FailureEvent } from './failure-event.ts';
import type { Limits } from './limits.ts';
import type { Costs, Targets } from './targets.ts';
import type { UncertainInput } from './uncertain-input.ts';

/**
 * A validated scenario: every default filled in, every quantity a plain number in the unit that its name
 * carries (`Sec`, `Bytes`, `PerSec`; counts have none). `Infinity` stands for "no limit". This is what the
 * simulator and the closed forms read; what the user wrote is a `ScenarioFile` (see `file-format.ts`).
 */
export interface Scenario {
  readonly name: string;
  readonly description: string;
  readonly seed: number;
  readonly durationSec: number;
  /** Distance between two samples of the recorded series. */
  readonly sampleEverySec: number;
  /** Start of the steady state that blocking is measured in; `auto` finds it in the series. */
  readonly warmUpSec: number | 'auto';
  readonly clients: readonly ClientPopulation[];
  /** The hops in the order in which a connection meets them; empty when clients reach the backends directly. */
  readonly path: readonly Hop[];
  readonly backends: Backends;
  readonly events: readonly TimelineEvent[];
  readonly targets: Targets;
  readonly costs: Costs;
  /** Fields of the file that are known as a range only. A run does not look at them. */
  readonly uncertain: readonly UncertainInput[];
}

/** A contiguous range of ports, both ends included, less the reserved ones (sorted, inside the range). */
export interface PortRange {
  readonly first: number;
  readonly last: number;
  readonly reserved: readonly number[];
}

/** How one stage picks among the addresses of the next stage. */
export type Balance =
  | 'round-robin'
  | 'random'
  | 'least-connections'
  | 'power-of-two'
  | 'source-hash'
  | 'source-modulo'
  | 'consistent-hash'
  | 'maglev';

export interface ClientPopulation {
  readonly name: string;
  /** Client programs. Each keeps `connectionsEach` connections. Ignored by Poisson arrivals. */
  readonly count: number;
  readonly connectionsEach: number;
  /** Distinct source addresses that the clients share evenly (an office NAT or a CGN has few). */
  readonly addresses: number;
  readonly ports: PortRange;
  /** How long the client's own port stays in TIME_WAIT when the client closes first. */
  readonly timeWaitSec: number;
  /** A port in TIME_WAIT is taken again for the same destination after this time; Infinity: never (`tcp_tw_reuse`). */
  readonly timeWaitReuseSec: number;
  /** Ports of one client address in TIME_WAIT at the same time; beyond it a closed port is free at once. */
  readonly maxTimeWait: number;
  /** Name of an earlier population whose source addresses these clients have too; null: addresses of their own. */
  readonly addressesOf: string | null;
  /**
   * `late`: connect() chooses the port. `early`: it is bound before the destination is known, so all destinations share
   * the range. `explicit`: the program names the ports of the range in turn and tries no other.
   */
  readonly bind: BindTime;
  /** `explicit` only: SO_REUSEADDR, so that a port may be bound again toward another destination. */
  readonly reuseAddress: boolean;
  /** How clients pick among the addresses of the first hop, or among the backends when there is no hop. */
  readonly balance: Balance;
  /** Of `consistent-hash`, and of `random` and `power-of-two` where they draw through a ring; else null. */
  readonly ring: Ring | null;
  readonly dns: DnsCache;
  /** An attempt that is not established after this time is abandoned. */
  readonly connectTimeoutSec: number;
  /** How the client leaves an attempt that takes too long: closes its socket, or resets the connection. */
  readonly abandons: 'fin' | 'rst';
  /** Round-trip time between the clients and the first stage that ends their TCP connections. */
  readonly roundTripSec: number;
  readonly syn: SynRetransmission;
  readonly arrivals: Arrivals;
  readonly session: Session;
  readonly reconnect: Reconnect;
}

export type BindTime = 'late' | 'early' | 'explicit';

/** How often a client sends a SYN again that nobody answered. */
export interface SynRetransmission {
  /** Retransmissions a second apart before the timeout begins to double (`tcp_syn_linear_timeouts`). */
  readonly linearTimeouts: number;
  /** Retransmissions whose timeout doubles from one second on (`tcp_syn_retries`). */
  readonly retries: number;
}

export type Arrivals = PopulationArrivals | PoissonArrivals;

/** Every client wants its connections from its start time on; start times are spread over the ramp. */
export interface PopulationArrivals {
  readonly pattern: 'population';
  readonly startSec: number;
  readonly rampUpSec: number;
}

/** Open arrivals: a Poisson process whose rate follows the profile; the last rate holds to the end. */
export interface PoissonArrivals {
  readonly pattern: 'poisson';
  /** Of the whole run; where it repeats, the first `repeats.points` are those of the file. */
  readonly profile: readonly RatePoint[];
  /** `step`: a rate holds until the next point; `linear`: the rate moves in a straight line between points. */
  readonly interpolation: 'step' | 'linear';
  /** Null where the last rate holds to the end. */
  readonly repeats: { readonly everySec: number; readonly points: number } | null;
}

export interface RatePoint {
  readonly atSec: number;
  readonly ratePerSec: number;
}

export type Side = 'client' | 'server';

export interface Session {
  readonly lifetime: Lifetime;
  /** `Infinity`: the connection is silent. */
  readonly heartbeatSec: number;
  /** A heartbeat reaches each place between this much before and this much after it is due, by an even draw. */
  readonly heartbeatJitterSec: number;
  /** Who sends the heartbeats; the other side answers. */
  readonly heartbeatFrom: Side;
  /** Who closes first; TIME_WAIT sits on that side. */
  readonly closes: Side;
  /** `rst`: the side that closes resets the connection, so that no endpoint keeps TIME_WAIT. */
  readonly close: 'fin' | 'rst';
  /** After a close in order: how long the other side keeps its half open (CLOSE_WAIT). */
  readonly closeLagSec: number;
  /** An end that gets no answer, or misses the other's heartbeat, closes after this time; Infinity: it never does. */
  readonly heartbeatTimeoutSec: number;
  /** Share of the sessions whose client goes without a word: nobody on the path is told. */
  readonly vanishShare: number;
  readonly messages: Messages;
}

/** Application traffic of one connection. A message goes up and a reply comes down. */
export interface Messages {
  readonly ratePerSec: number;
  readonly sizeBytes: number;
  readonly replySizeBytes: number;
  /** Payload of one packet: the MSS, or what segmentation offload hands over at once. */
  readonly segmentBytes: number;
}

/** Lifetime distributions with their own parameters, already fitted to what the file gave. */
export type Lifetime =
  | { readonly distribution: 'deterministic'; readonly valueSec: number }
  | { readonly distribution: 'exponential'; readonly meanSec: number }
  /** exp(mu + sigma Z) seconds, Z standard normal. */
  | { readonly distribution: 'lognormal'; readonly mu: number; readonly sigma: number }
  /** Survival exp(-(t / scaleSec)^shape). */
  | { readonly distribution: 'weibull'; readonly shape: number; readonly scaleSec: number }
  /** Survival (minSec / t)^alpha for t >= minSec. */
  | { readonly distribution: 'pareto'; readonly alpha: number; readonly minSec: number }
  /** Exponential of mean `meansSec[i]` with probability `weights[i]` (the weights sum to 1). */
  | {
      readonly distribution: 'hyperexponential';
      readonly weights: readonly number[];
      readonly meansSec: readonly number[];
    }
  /** Piecewise linear inverse CDF through (`shares[i]`, `valuesSec[i]`); shares rise from 0 to 1. */
  | {
      readonly distribution: 'empirical';
      readonly shares: readonly number[];
      readonly valuesSec: readonly number[];
    };

export type ReconnectPolicy =
  | 'none'
  | 'immediate'
  | 'fixed'
  | 'exponential'
  | 'full-jitter'
  | 'equal-jitter'
  | 'decorrelated-jitter'
  | 'window';

/** What a client does after a failed attempt or a closed connection. */
export interface Reconnect {
  readonly policy: ReconnectPolicy;
  readonly baseSec: number;
  readonly capSec: number;
  /** Failed attempts in a row after which the client gives up. */
  readonly maxAttempts: number;
}

export type HopMode = 'snat' | 'dnat' | 'dsr' | 'proxy' | 'router';

export interface Hop {
  readonly name: string;
  readonly mode: HopMode;
  readonly instances: number;
  readonly listen: Listen;
  /**
   * True where the hop stands on the route only: who dials, addresses the first stage behind it that is no gateway, and
   * keeps to that choice.
   */
  readonly gateway: boolean;
  /** How this hop picks among the addresses of the next stage. */
  readonly balance: Balance;
  /** As at the clients. */
  readonly ring: Ring | null;
  /** `proxy` only: how often a connection toward the next stage that failed is tried again, with a new pick. */
  readonly retries: number;
  /** The addresses and ports that the hop puts in place of the client's (`snat`, `proxy`); otherwise null. */
  readonly source: SourcePool | null;
  /** Whether the hop keeps an entry for each connection; where it does not, nothing of `flowTable` counts. */
  readonly tracksFlows: boolean;
  readonly flowTable: FlowTable;
  readonly limits: Limits;
  /** Null where the hop forwards in the kernel. */
  readonly workers: Workers | null;
  /** Null where the timeline alone decides how many instances there are. */
  readonly autoscale: Autoscale | null;
}

/** The addresses (VIPs) and ports that each instance accepts connections on. */
export interface Listen {
  readonly addresses: number;
  readonly ports: readonly number[];
}

export type TupleScope = 'destination' | 'source' | 'client-block';
export type PortSelection = 'linux-connect' | 'linux-bind' | 'netfilter' | 'sequential' | 'random';
export type BlockReuse = 'none' | 'destination';
export type PoolChoice = 'source-hash' | 'source-destination-hash' | 'round-robin' | 'random' | 'least-used';

/** Source addresses of one instance and the rule by which their ports are leased. */
export interface SourcePool {
  readonly addresses: number;
  readonly ports: PortRange;
  /** What a port must be unique in: see docs/glossary.md, "tuple scope". */
  readonly scope: TupleScope;
  /** Ports in the block of one client; only for scope `client-block`. */
  readonly blockSize: number;
  /**
   * `none`: a port of a block is taken toward all destinations. `destination`: toward one, and free toward the others;
   * the blocks are then laid end to end over all addresses of an instance.
   */
  readonly blockReuse: BlockReuse;
  /** A client whose ports are all taken gets as many again, until it has this many. */
  readonly maxPortsPerClient: number;
  readonly selection: PortSelection;
  readonly choose: PoolChoice;
  /** How long a port stays taken after its connection has closed. */
  readonly holdSec: number;
  /** `netfilter` only: a new connection may take over the port of a closed one that is still held. */
  readonly takeOver: boolean;
  /**
   * `netfilter` only: the sender's own port is kept while it is in the range and free, and a mapping that its address and
   * port have toward another destination is used again.
   */
  readonly preservePort: boolean;
}

export interface FlowTable {
  readonly maxEntries: number;
  /** An entry without traffic for this long is dropped, and the connection with it. */
  readonly establishedSec: number;
  /** How long an entry stays after its connection has closed. */
  readonly timeWaitSec: number;
  /** How long an entry stays after its connection was reset; a NAT's port is held no longer either. */
  readonly closeSec: number;
  /** How long an entry stays whose connection is half closed: one side has sent its FIN, the other has not. */
  readonly closeWaitSec: number;
  /** How long an entry stays whose SYN nobody answered. */
  readonly unrepliedSec: number;
  /** Buckets of the hash; they decide how often a full table finds an unanswered entry to drop. */
  readonly buckets: number;
  /** A full table drops an unanswered entry of the 8 buckets after the new one's, if there is one. */
  readonly earlyDrop: boolean;
  /** A packet of a connection without an entry makes a new one (`nf_conntrack_tcp_loose`). */
  readonly loose: boolean;
  /** What happens to a packet that belongs to no entry and makes none. */
  readonly invalid: 'forward' | 'drop';
}

export interface Backends {
  readonly name: string;
  readonly count: number;
  /** Addresses of each backend; with `ports` they give its destination tuples. */
  readonly addresses: number;
  readonly ports: readonly number[];
  /** One weight a backend. */
  readonly weights: readonly number[];
  readonly limits: Limits;
  /** Null where the timeline alone decides how many there are. */
  readonly autoscale: Autoscale | null;
}

export type TimelineEvent =
  | RestartEvent
  | CrashEvent
  | ScaleOutEvent
  | ScaleInEvent
  | DisconnectEvent
  | ChangeEvent
  | ReloadEvent
  | FailureEvent;

/** Restarts `batch` instances of the target at a time, `everySec` apart; their connections are cut. */
export interface RestartEvent extends EventOn<'restart'> {
  readonly batch: number;
  readonly everySec: number;
  /** Time during which the instance takes no new connection and its old ones are closed evenly. */
  readonly drainSec: number;
  /** The first part of the drain, in which nothing is closed. */
  readonly graceSec: number;
  /** Time for which the instance is away after its last connection was cut. */
  readonly downSec: number;
  /** How long a batch is back before the next one begins; null: a batch does not wait for the one before. */
  readonly minReadySec: number | null;
  /** So many instances more are there while it lasts: the last ones of the target, which do not restart. */
  readonly surge: number;
}

/** The next `instances` of the target join; until then they are not there. See `timeline.ts`. */
export interface ScaleOutEvent extends EventOn<'scale-out'> {
  readonly instances: number;
}

/** The last `instances` of the target that are there take no new connection any more, and then leave. */
export interface ScaleInEvent extends EventOn<'scale-in'> {
  readonly instances: number;
  /** Time over which their connections are closed evenly; then what is left is cut. */
  readonly drainSec: number;
}

/** Closes a part of the established connections in one instant: those of a population, or all that a stage carries. */
export interface DisconnectEvent extends EventOn<'disconnect'> {
  /** Part of them, 0 to 1, drawn at random. */
  readonly share: number;
}

/** Fields of the target have other values from then on, or for a time. What is there already stays as it is. */
export interface ChangeEvent extends EventOn<'change'> {
  readonly set: Changes;
  /** The first so many instances of the target; Infinity: all of them. */
  readonly instances: number;
  /** After this time the values are again what they were; Infinity: they stay. */
  readonly forSec: number;
  /** Connections with a source address that is taken away are reset; else they live on. */
  readonly cut: boolean;
}

/** A proxy starts new worker processes, which take all new connections; old ones keep theirs. */
export type ReloadEvent = EventOn<'reload'> & Reload;
