/** How long what a closed connection had stays taken, by how it was closed. The run and the closed forms share this. */
import type { ClientPopulation, FlowTable, HopMode, Session, SourcePool } from '../../scenario/scenario.ts';

export type Close = Session['close'];

/** TIME_WAIT of a client's own port: only if the client closes first, in order; cut short by `tcp_tw_reuse`. */
export function clientHoldSec({ session, timeWaitSec, timeWaitReuseSec }: ClientPopulation): number {
  if (session.closes !== 'client' || session.close === 'rst') return 0;
  return Math.min(timeWaitSec, timeWaitReuseSec);
}

/** A NAT holds a tuple as long as it tracks the closed flow; a proxy's own port is in TIME_WAIT. */
export function tupleHoldSec(source: SourcePool, mode: HopMode, flowTable: FlowTable, close: Close): number {
  if (mode === 'proxy' || close === 'fin') return source.holdSec;
  return Math.min(source.holdSec, flowTable.closeSec);
}

export function flowHoldSec(flowTable: FlowTable, close: Close): number {
  return close === 'rst' ? flowTable.closeSec : flowTable.timeWaitSec;
}

/**
 * A balancer that replies bypass (DSR) sees no reset of the servers: the entry stays as if the connection lived on. Of
 * a close in order it sees the client's half, which is enough.
 */
export function seesClose(mode: HopMode, close: Close, closedByServers: boolean): boolean {
  return mode !== 'dsr' || close === 'fin' || !closedByServers;
}
