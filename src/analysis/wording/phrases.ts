import type { ResourceId } from '../../network/results/run-result.ts';
import { formatCount } from './format-quantity.ts';
import { wholeWithin } from './whole-units.ts';

/** How sentences speak of a resource. */
interface Phrase {
  readonly subject: string;
  readonly runsOut: string;
  /** Plurals and masses begin a sentence without an article. */
  readonly article?: false;
}

const PHRASES: Readonly<Record<ResourceId, Phrase>> = {
  'client-ports': { subject: 'client ports of', runsOut: 'run out', article: false },
  'snat-ports': { subject: 'SNAT ports at', runsOut: 'run out', article: false },
  'source-ports': { subject: 'source ports at', runsOut: 'run out', article: false },
  'port-blocks': { subject: 'port blocks at', runsOut: 'run out', article: false },
  'flow-table': { subject: 'flow table at', runsOut: 'is full' },
  admission: { subject: 'admission limit at', runsOut: 'is reached' },
  'max-connections': { subject: 'connection limit at', runsOut: 'is reached' },
  'file-descriptors': { subject: 'file descriptors at', runsOut: 'run out', article: false },
  memory: { subject: 'memory at', runsOut: 'runs out', article: false },
  'syn-queue': { subject: 'SYN queue at', runsOut: 'overflows' },
  'accept-queue': { subject: 'accept queue at', runsOut: 'overflows' },
  handshakes: { subject: 'handshakes at', runsOut: 'take too long', article: false },
  availability: { subject: 'instances of', runsOut: 'are away', article: false },
  'no-answer': { subject: 'instances of', runsOut: 'do not answer', article: false },
};

export interface ResourcePlace {
  readonly resource: ResourceId;
  readonly stationName: string;
}

/** "the SNAT ports at the edge". */
export function resourceName({ resource, stationName }: ResourcePlace): string {
  return `the ${PHRASES[resource].subject} ${placeName(stationName)}`;
}

/** "SNAT ports at the edge run out", to begin a sentence with. */
export function runsOut({ resource, stationName }: ResourcePlace): string {
  const { subject, runsOut: verb, article } = PHRASES[resource];
  return `${article === false ? capitalised(subject) : `The ${subject}`} ${placeName(stationName)} ${verb}`;
}

/** Modes are adjectives: a hop that is only named after its mode is "the snat hop". */
const MODE_NAMES: ReadonlySet<string> = new Set(['snat', 'dnat', 'dsr']);

/** Plain words take an article ("the edge", "the browsers"); names such as "lb-1" stand alone. */
export function placeName(stationName: string): string {
  if (MODE_NAMES.has(stationName)) return `the ${stationName} hop`;
  return /^[a-z]+( [a-z]+)*$/.test(stationName) ? `the ${stationName}` : stationName;
}

/** "64,512 of 100,000". */
export function ofWanted(reached: number, wanted: number): string {
  return `${formatCount(wholeWithin(reached))} of ${formatCount(Math.round(wanted))}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
