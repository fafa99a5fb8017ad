import type { ScenarioFile } from '../../src/scenario/file-format.ts';
import { parseScenarioValue } from '../../src/scenario/parse.ts';

type Events = NonNullable<ScenarioFile['events']>;

/** Of some events those, in turn, that fit the file and the ones before them. */
export function fittingEvents(
  events: Events,
  { duration, clients, path, backends }: Partial<ScenarioFile> & Pick<ScenarioFile, 'backends'>,
): Events {
  return events.reduce<Events>((kept, event) => {
    const file: ScenarioFile = {
      fivetuple: 1,
      ...(duration === undefined ? {} : { duration }),
      ...(path === undefined ? {} : { path }),
      clients: clients ?? [{ count: 1 }],
      backends,
      events: [...kept, event],
    };
    return parseScenarioValue(file).ok ? [...kept, event] : kept;
  }, []);
}
