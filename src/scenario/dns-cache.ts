/** Answers of the DNS that clients keep: their form in a file, their defaults and their rules. */
import * as z from 'zod/mini';
import type { DnsCache } from './balancing.ts';
import { fault } from './fault.ts';
import { countOf } from './leaf-schemas.ts';
import { duration } from './optional-leaves.ts';
import type { ScenarioError } from './scenario-error.ts';
import { formatDuration } from './units.ts';

export const dnsSchema = z.strictObject({ ttl: duration, resolvers: z.optional(countOf()) });

export type DnsFile = z.input<typeof dnsSchema>;
type ParsedDns = z.output<typeof dnsSchema>;

/** @param addresses of the population: each has a cache of its own unless the file says otherwise */
export function dnsOf(dns: ParsedDns | undefined, addresses: number): DnsCache {
  return { ttlSec: dns?.ttl ?? 0, resolvers: dns?.resolvers ?? addresses };
}

export function dnsFaults(dns: ParsedDns | undefined, addresses: number): ScenarioError[] {
  const { ttl = 0, resolvers } = dns ?? {};
  if (resolvers === undefined) return [];
  if (ttl === 0) {
    const accepted = 'a dns.ttl such as "60s" beside it';
    return [fault('dns.resolvers', 'conflict', 'no answer is kept without a ttl', accepted, resolvers)];
  }
  if (resolvers <= addresses) return [];
  const message = `more caches than the ${addresses} addresses that would share them`;
  return [fault('dns.resolvers', 'conflict', message, `from 1 to ${addresses}`, resolvers)];
}

export function dnsFile({ ttlSec, resolvers }: DnsCache, addresses: number): DnsFile | undefined {
  if (ttlSec === 0) return undefined;
  const ttl = formatDuration(ttlSec);
  return resolvers === addresses ? { ttl } : { ttl, resolvers };
}
