/**
 * The mapping that each sender's address and port have at a NAT that uses it again toward another destination
 * (`find_appropriate_src()` of netfilter). Connections of one sender port share it, so it lasts as long as any of
 * them.
 */
export class SourceMappings {
  /** A tuple of the sender's, and how many connections have its mapping. */
  private readonly bySender = new Map<number, { tuple: number; connections: number }>();
  private readonly senderOf = new Map<number, number>();

  /** A tuple that has the sender's mapping; undefined where it has none. */
  find(source: number, port: number): number | undefined {
    return this.bySender.get(keyOf(source, port))?.tuple;
  }

  note(tuple: number, source: number, port: number): void {
    this.forget(tuple);
    const key = keyOf(source, port);
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
}

function keyOf(source: number, port: number): number {
  return source * 65536 + port;
}
