import { compile } from '../network/plan.ts';
import { Simulation } from '../network/simulation.ts';
import type { StoryWish } from '../network/trace/connection-story.ts';
import { OutcomeFinder } from '../network/trace/outcome-finder.ts';
import { StoryRecorder } from '../network/trace/story-recorder.ts';
import type { TracedClient } from '../network/trace/trace-step.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ShareObserver, StoryAnswer } from './protocol.ts';

/** Moves a replay to the end of the run, or until it is enough; false where nobody wants it any more. */
export type Drive = (
  simulation: Simulation,
  isEnough: () => boolean,
  onShare: ShareObserver,
) => Promise<boolean>;

/** Least time between two messages about the progress, as a share of the run. */
const SHARE_STEP = 0.02;

type Client = Pick<TracedClient, 'population' | 'number'>;

/**
 * Replays a run once to find the client that is wished for, unless its number is known, and once more with that client
 * followed. Both have the same events as the run itself.
 */
export async function tellStory(
  scenario: Scenario,
  wish: StoryWish,
  drive: Drive,
  observer: ShareObserver,
): Promise<StoryAnswer | null> {
  const plan = compile(scenario);
  const passes = wish.by === 'number' ? 1 : 2;
  const told = (pass: number): ShareObserver => {
    let dueShare = 0;
    return (share) => {
      if (share < dueShare) return;
      dueShare = share + SHARE_STEP;
      observer((pass + share) / passes);
    };
  };
  let client: Client | null;
  if (wish.by === 'number') client = wish;
  else {
    const search = new Simulation(plan);
    const finder = wish.by === 'outcome' ? new OutcomeFinder(wish.outcome) : null;
    search.net.tracer = finder;
    if (!(await drive(search, () => finder?.found != null, told(0)))) return null;
    client = wish.by === 'draw' ? drawn(search, wish.draw) : finder!.found;
  }
  if (client === null) return { story: null };
  const replay = new Simulation(plan);
  const recorder = new StoryRecorder(replay.net, client.population, client.number);
  replay.net.tracer = recorder;
  if (!(await drive(replay, () => false, told(passes - 1)))) return null;
  return { story: recorder.story() };
}

/** One of all clients that have come, each as likely as any other; null where none has. */
function drawn({ net }: Simulation, draw: number): Client | null {
  const counts = net.groups.map(({ arrivals }) => arrivals.count);
  let left = Math.floor(draw * counts.reduce((sum, each) => sum + each, 0));
  for (const [population, count] of counts.entries()) {
    if (left < count) return { population, number: left };
    left -= count;
  }
  return null;
}
