/** The rules between fields. Each gets only parts that are well formed by themselves, and says every fault it sees. */

import { DEFAULT_DURATION_SEC } from '../defaults.ts';
import { fault } from '../fault.ts';
import type { ScenarioError } from '../scenario-error.ts';
import type { ResolvedSections } from '../sections.ts';
import { formatDuration } from '../units.ts';
import { clientFaults } from './check-clients.ts';
import { eventFaults } from './check-events.ts';
import { backendFaults, pathFaults } from './check-path.ts';
import { uncertainFaults } from './check-uncertain.ts';

/** More samples than this make files and charts slow and show nothing more. */
export const MAX_SAMPLES = 20_000;

/** @param value the file as it is written */
export function faultsOf(sections: ResolvedSections, value: unknown): ScenarioError[] {
  const { duration, clients, path, backends, events } = sections;
  // A duration that cannot be read takes no part in any rule.
  const durationSec = duration === null ? null : (duration ?? DEFAULT_DURATION_SEC);
  return [
    ...(durationSec === null ? [] : timeFaults(durationSec, sections)),
    ...(clients === null ? [] : clientFaults(clients, durationSec)),
    ...pathFaults(path),
    ...(backends === null ? [] : backendFaults(backends)),
    ...eventFaults(events, { durationSec, clients, path, backends }),
    ...uncertainFaults(sections, value),
  ];
}

function timeFaults(durationSec: number, { sampleEvery, warmUp }: ResolvedSections): ScenarioError[] {
  const faults: ScenarioError[] = [];
  const duration = formatDuration(durationSec);
  if (typeof sampleEvery === 'number') {
    const given = formatDuration(sampleEvery);
    const least = durationSec / MAX_SAMPLES;
    const accepted = `from ${formatDuration(roundedUp(least))} to ${duration}`;
    if (sampleEvery > durationSec) {
      const message = `a sample every ${given} is rarer than the duration of ${duration} allows`;
      faults.push(fault('sampleEvery', 'out-of-range', message, accepted, sampleEvery));
    } else if (sampleEvery < least) {
      const message = `a sample every ${given} for ${duration} makes more than ${MAX_SAMPLES} samples`;
      faults.push(fault('sampleEvery', 'out-of-range', message, accepted, sampleEvery));
    }
  }
  if (typeof warmUp === 'number' && warmUp !== Infinity && warmUp >= durationSec) {
    const message = `a warm-up of ${formatDuration(warmUp)} leaves nothing of the duration of ${duration}`;
    faults.push(fault('warmUp', 'out-of-range', message, `"auto", or less than ${duration}`, warmUp));
  }
  return faults;
}

/** Three significant digits, never below `sec`. */
function roundedUp(sec: number): number {
  const near = Number(sec.toPrecision(3));
  return near >= sec ? near : Number((near * 1.005).toPrecision(3));
}
