/** What is said beside a run's answer: connections that only their clients believe in, and what its capacities count. */

import type { RunSummary, StationScaling } from '../../network/results/run-result.ts';
import { firstIdleCut } from '../../network/two-ends/idle-timeout.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { leadsByHash, sizesOfTarget } from '../../scenario/timeline.ts';
import { counted, formatCount, formatDuration } from '../wording/format-quantity.ts';
import { capitalised, placeName } from '../wording/phrases.ts';
import { handshakeNotes } from './handshake-notes.ts';
import { reloadNote } from './reload-notes.ts';
import { scalingFigures } from './scaling-sentences.ts';

/** A difference below this share of all connections is the ordinary coming and going. */
export const VISIBLE_SHARE = 0.01;

/** In sentences; none where clients and servers agree. */
export function runNotes(scenario: Scenario, summary: RunSummary): readonly string[] {
  return [
    waitingNote(scenario, summary),
    forgottenNote(scenario, summary),
    ...handshakeNotes(scenario, summary),
    lostNote(summary),
    reroutedNote(scenario, summary),
    cutNote(scenario, summary),
    vanishedNote(summary),
    ...stages(scenario).map((stage) => sizeNote(scenario, stage)),
    ...summary.reloads.map(reloadNote),
    ...summary.scaling.map(scalingNote),
  ].filter((note) => note !== '');
}

interface Stage {
  /** What events call it. */
  readonly target: string;
  readonly name: string;
  readonly most: number;
}

function stages({ path, backends }: Scenario): Stage[] {
  const hops = path.map(({ name, instances }) => ({ target: name, name, most: instances }));
  return [...hops, { target: 'backends', name: backends.name, most: backends.count }];
}

/** The closed forms and the limit lines know no time: they count every instance of the file. */
function sizeNote({ events }: Scenario, { target, name, most }: Stage): string {
  const { first, changes } = sizesOfTarget(events, target, most);
  if (changes.length === 0) return '';
  const later = changes.map(
    ({ event, after }) => `${formatCount(after)} from ${formatDuration(event.atSec)} on`,
  );
  const sizes = [`${formatCount(first)} at first`, ...later].join(', ');
  return `${capitalised(placeName(name))}: ${sizes}; capacities count all ${formatCount(most)}.`;
}

/** The same of a stage whose size follows its connections. */
function scalingNote(scaling: StationScaling): string {
  return `${capitalised(placeName(scaling.stationName))}: ${scalingFigures(scaling)}.`;
}

/** Clients take a connection for open as soon as a kernel has answered, whatever the process behind it does. */
function waitingNote(scenario: Scenario, { peakClientEstablished, peakConcurrent }: RunSummary): string {
  // Both are peaks, not of one moment: no fewer than the difference waited when the clients saw the most.
  const waited = peakClientEstablished - peakConcurrent;
  if (waited <= 0 || waited < VISIBLE_SHARE * peakClientEstablished) return '';
  const [seen, some] = [counted(peakClientEstablished, 'open connection'), formatCount(waited)];
  return `Clients saw up to ${seen}; at least ${some} of them still waited ${waitsFor(scenario)}.`;
}

function waitsFor({ path, backends }: Scenario): string {
  const makesWait = [...path.filter(({ mode }) => mode === 'proxy'), backends].some(
    ({ limits }) => limits.handshakesPerSec < Infinity,
  );
  return makesWait ? 'to be accepted or for their handshake' : 'to be accepted';
}

/** A connection can be forgotten again after it went on, so these are times and not connections. */
function forgottenNote(scenario: Scenario, { idle }: RunSummary): string {
  const { forgotten, resumed, reset, silent, farEndReset } = idle;
  if (forgotten === 0) return '';
  const times = forgotten === 1 ? 'once' : `${formatCount(forgotten)} times`;
  const rest = forgotten - resumed - reset - silent - farEndReset;
  const outcomes = [
    told(reset, 'was reset at its next packet', 'were reset at their next packet'),
    told(resumed, 'went on with its next packet', 'went on with their next packet'),
    told(silent, 'got no answer any more', 'got no answer any more'),
    told(
      farEndReset,
      'was reset at the server, and its client does not know',
      'were reset at the server, and their clients do not know',
    ),
    told(rest, 'has sent nothing since', 'have sent nothing since'),
  ].filter((text) => text !== '');
  return `${capitalised(forgetter(scenario))} forgot an idle connection ${times}: ${outcomes.join(', ')}.`;
}

/** Connections that a failure took. */
function lostNote({ unnoticed, closedBy }: RunSummary): string {
  const { lost, resumed, reset, farEndReset } = unnoticed;
  const gaveUp = unnoticed.gaveUp - closedBy['link-cut'];
  const givenUp = told(gaveUp, 'was given up without an answer', 'were given up without an answer');
  // A standby that knows every connection may take too long for them.
  if (lost === 0) return gaveUp === 0 ? '' : `${capitalised(givenUp)} while an instance was away.`;
  const outcomes = [
    told(resumed, 'went on with its next packet', 'went on with their next packet'),
    told(reset, 'was reset at its next packet', 'were reset at their next packet'),
    told(
      farEndReset,
      'was reset at the server, which its client was not told',
      'were reset at the server, which their clients were not told',
    ),
    givenUp,
  ].filter((text) => text !== '');
  const what = `${capitalised(counted(lost, 'connection'))} ${lost === 1 ? 'was' : 'were'} lost and nobody was told`;
  return outcomes.length === 0 ? `${what}; none has found out.` : `${what}: ${outcomes.join(', ')}.`;
}

/** What a hash leads elsewhere once it is made over other servers. */
function reroutedNote({ path }: Scenario, { closedBy }: RunSummary): string {
  if (closedBy.rerouted === 0) return '';
  const routers = path.filter(leadsByHash).map(({ name }) => placeName(name));
  const what = counted(closedBy.rerouted, 'connection');
  return `${what} ended because ${routers.join(' and ')} led packets to another server when the servers changed.`;
}

/** A cut is outlived by what is sent again in time, and by what sends nothing. */
function cutNote({ events }: Scenario, { closedBy, simulatedSec }: RunSummary): string {
  const cuts = events.filter((event) => event.action === 'link-cut');
  const links = cuts.length === 1 ? 'The cut link' : 'The cut links';
  const ended = closedBy['link-cut'];
  const areOver = cuts.length > 0 && cuts.every(({ atSec, forSec }) => atSec + forSec <= simulatedSec);
  if (ended === 0)
    return areOver ? `${links} ended no connection: who sent something was answered in time.` : '';
  return `${links} ended ${counted(ended, 'connection')} that had no answer for too long.`;
}

/** What clients leave behind that are gone without a word. */
function vanishedNote({ unnoticed }: RunSummary): string {
  const { vanished, vanishedHeld, peakVanishedHeld } = unnoticed;
  if (vanished === 0) return '';
  const sessions = counted(vanished, 'session');
  const held = `up to ${counted(peakVanishedHeld, 'place')} at a time, ${formatCount(vanishedHeld)} at the end`;
  return `${sessions} ended without a word and still took ${held}.`;
}

function told(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** The hop with the shortest timeout on the path. */
function forgetter(scenario: Scenario): string {
  const cut = firstIdleCut(scenario);
  const hop = cut?.kind === 'forget' ? scenario.path[cut.station] : undefined;
  return hop === undefined ? 'a flow table' : placeName(hop.name);
}
