/** Port ranges and lists as they are written in a scenario file. */
import type { PortRange } from './scenario.ts';
import { quoted } from './units.ts';

export const FIRST_PORT = 1;
export const LAST_PORT = 65535;

export type PortsResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly accepted: string };

export interface PortSpan {
  readonly first: number;
  readonly last: number;
}

const SPAN_ACCEPTED = 'two ports from 1 to 65535, the lower first, such as "1024-65535"';
const LIST_ACCEPTED = 'ports from 1 to 65535 and ranges of them, such as [443, "8000-8003"]';

/** `"1024-65535"`, or a single port as number or text. */
export function parsePortSpan(input: number | string): PortsResult<PortSpan> {
  const given = typeof input === 'number' ? String(input) : quoted(input);
  const match = /^\s*(\d{1,6})\s*(?:[-–]\s*(\d{1,6})\s*)?$/.exec(String(input));
  if (match === null) {
    return { ok: false, message: `${given} is not a port range`, accepted: SPAN_ACCEPTED };
  }
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  for (const port of [first, last]) {
    if (port < FIRST_PORT || port > LAST_PORT) {
      return { ok: false, message: `${given}: there is no port ${port}`, accepted: SPAN_ACCEPTED };
    }
  }
  if (first > last) {
    return { ok: false, message: `${given} runs from a higher to a lower port`, accepted: SPAN_ACCEPTED };
  }
  return { ok: true, value: { first, last } };
}

/** A list of ports and ranges in the order given; a text may hold several, as in `"8080,9000-9010"`. */
export function parsePortList(input: number | string | readonly (number | string)[]): PortsResult<number[]> {
  const entries = (Array.isArray(input) ? input : [input]) as readonly (number | string)[];
  const ports: number[] = [];
  const seen = new Set<number>();
  for (const entry of entries) {
    for (const part of typeof entry === 'string' && entry.trim() !== '' ? entry.split(',') : [entry]) {
      const span = parsePortSpan(part);
      if (!span.ok) return { ok: false, message: span.message, accepted: LIST_ACCEPTED };
      for (let port = span.value.first; port <= span.value.last; port += 1) {
        if (seen.has(port)) {
          return { ok: false, message: `port ${port} is listed twice`, accepted: LIST_ACCEPTED };
        }
        seen.add(port);
        ports.push(port);
      }
    }
  }
  return { ok: true, value: ports };
}

/** `1024-65535`, or `443` for a single port. */
export function formatPortSpan({ first, last }: PortSpan): string {
  return first === last ? String(first) : `${first}-${last}`;
}

/** The inverse of `parsePortList`: runs of three and more neighbours become a range, the order stays. */
export function formatPortList(ports: readonly number[]): (number | string)[] {
  const entries: (number | string)[] = [];
  for (let start = 0; start < ports.length; ) {
    const first = ports[start] ?? 0;
    let length = 1;
    while (ports[start + length] === first + length) length += 1;
    if (length < 3) length = 1;
    entries.push(length === 1 ? first : `${first}-${first + length - 1}`);
    start += length;
  }
  return entries;
}

/** Ports of the range that may be used: its size less the reserved ones. */
export function usablePorts(range: PortRange): number {
  return range.last - range.first + 1 - range.reserved.length;
}

/** The range less those of `reserved` that lie inside it, sorted. */
export function withReserved(span: PortSpan, reserved: readonly number[]): PortRange {
  const inside = reserved.filter((port) => port >= span.first && port <= span.last);
  return { first: span.first, last: span.last, reserved: inside.sort((a, b) => a - b) };
}
