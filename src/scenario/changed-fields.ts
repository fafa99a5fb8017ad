/** What a change sets, as the fields of `Limits`, `FlowTable` and `SourcePool`; what is not there stays. */
export interface Changes {
  readonly maxConnections?: number | undefined;
  readonly fileDescriptors?: number | undefined;
  readonly memoryBytes?: number | undefined;
  readonly backlog?: number | undefined;
  readonly acceptsPerSec?: number | undefined;
  readonly handshakesPerSec?: number | undefined;
  readonly admissionRatePerSec?: number | undefined;
  readonly admissionBurst?: number | undefined;
  readonly idleTimeoutSec?: number | undefined;
  readonly flowTableMaxEntries?: number | undefined;
  readonly flowTableEstablishedSec?: number | undefined;
  readonly flowTableTimeWaitSec?: number | undefined;
  readonly sourceAddresses?: number | undefined;
}
