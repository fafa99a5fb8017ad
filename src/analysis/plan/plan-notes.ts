import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { placeName } from '../wording/phrases.ts';
import { validScenario } from './valid-scenario.ts';

/** What a plan leaves open, because the file says nothing of it. */
export function planNotes(base: ScenarioFile, after: Scenario): string[] {
  const notes: string[] = [];
  const names = new Set(partsOf(after).map(({ name }) => name));
  const last = after.backends;
  for (const { name, limits } of partsOf(validScenario(base))) {
    if (names.has(name) || limits.handshakesPerSec === Infinity) continue;
    if (last.limits.handshakesPerSec === Infinity)
      notes.push(
        `The handshakes of ${placeName(name)} fall to ${placeName(last.name)}, whose rate the file does not limit.`,
      );
  }
  return notes;
}

function partsOf({ path, backends }: Scenario): readonly Pick<Scenario['backends'], 'name' | 'limits'>[] {
  return [...path, backends];
}
