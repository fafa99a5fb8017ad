import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { placeName } from '../wording/phrases.ts';
import { validScenario } from './valid-scenario.ts';

/** What a plan leaves open, because the file says nothing of it. */
export function planNotes(base: ScenarioFile, after: Scenario): string[] {
  const last = after.backends;
  if (last.limits.handshakesPerSec < Infinity) return [];
  const names = new Set(partsOf(after).map(({ name }) => name));
  return partsOf(validScenario(base))
    .filter(({ name, limits }) => !names.has(name) && limits.handshakesPerSec < Infinity)
    .map(
      ({ name }) =>
        `The handshakes of ${placeName(name)} fall to ${placeName(last.name)}, whose rate the file does not limit.`,
    );
}

function partsOf({ path, backends }: Scenario): readonly Pick<Scenario['backends'], 'name' | 'limits'>[] {
  return [...path, backends];
}
