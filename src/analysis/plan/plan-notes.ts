import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { stagesOf } from '../limits/stage-spread.ts';
import { placeName } from '../wording/phrases.ts';
import { validScenario } from './valid-scenario.ts';

/** What a plan leaves open, because the file says nothing of it. */
export function planNotes(base: ScenarioFile, after: Scenario): string[] {
  const notes: string[] = [];
  const [last] = stagesOf(after).slice(-1);
  const names = new Set(stagesOf(after).map(({ name }) => name));
  for (const { name, limits } of stagesOf(validScenario(base))) {
    if (names.has(name) || limits.handshakesPerSec === Infinity || last === undefined) continue;
    if (last.limits.handshakesPerSec === Infinity)
      notes.push(
        `The handshakes of ${placeName(name)} fall to ${placeName(last.name)}, whose rate the file does not limit.`,
      );
  }
  return notes;
}
