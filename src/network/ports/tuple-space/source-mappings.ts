/**
 * The mapping that each sender's address and port have at a NAT that uses it again toward another destination
 * (`find_appropriate_src()` of netfilter). Connections of one sender port share it, so it lasts as long as any of
 * them.
 */
export class SourceMappings {
  /** A tuple of the sender's, and how many connections have its mapping. */
  private readonly bySender = new Map<number, { tuple: number; connections: number }>();
  private readonly senderOf = new Map<number, number>();
  private readonly instances: number;

  constructor(instances: number) {
    this.instances = instances;
  }

  /** A tuple that has the sender's mapping; undefined where it has none. */
  find(instance: number, source: number, port: number): number | undefined {
    return this.bySender.get(this.keyOf(instance, source, port))?.tuple;
  }

  note(tuple: number, instance: number, source: number, port: number): void {
    this.forget(tuple);
    const key = this.keyOf(instance, source, port);
    const mapping = this.bySender.get(key);
    if (mapping === undefined) this.bySender.set(key, { tuple, connections: 1 });
    else mapping.connections += 1;
    this.senderOf.set(tuple, key);
  }

  /** The tuple is free again, or was taken over. */
  forget(tuple: number): void {
    const key = this.senderOf.get(tuple);
    if (key === undefined) return;
    this.senderOf.delete(tuple);
    const mapping = this.bySender.get(key);
    if (mapping === undefined) return;
    mapping.connections -= 1;
    if (mapping.connections === 0) this.bySender.delete(key);
  }

  /** A sender has mappings of its own at each instance of the NAT. */
  private keyOf(instance: number, source: number, port: number): number {
    return (source * this.instances + instance) * 65536 + port;
  }
}
