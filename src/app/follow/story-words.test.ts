import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { TestFile } from '../../../test/support/finished-run.ts';
import { NO_PRODUCTS } from '../../analysis/levers/products.ts';
import { compile } from '../../network/plan.ts';
import { Simulation } from '../../network/simulation.ts';
import type { ConnectionStory } from '../../network/trace/connection-story.ts';
import { StoryRecorder } from '../../network/trace/story-recorder.ts';
import { entryText, type StoryPlace, toneOf } from './story-words.ts';
import { replyStretches, requestStretches } from './stretches.ts';

function storyOf(path: TestFile['path'], more: Partial<TestFile> = {}) {
  const scenario = buildScenario({
    duration: '5m',
    clients: [
      {
        name: 'browsers',
        count: 100,
        addresses: 1,
        arrivals: { rampUp: '10s' },
        connectTimeout: '4s',
        session: { lifetime: { distribution: 'deterministic', value: '1m' } },
      },
    ],
    path: path ?? [],
    backends: { name: 'servers', count: 3 },
    ...more,
  });
  const run = new Simulation(compile(scenario));
  const recorder = new StoryRecorder(run.net, 0, 80);
  run.net.tracer = recorder;
  run.advance(Infinity);
  const place: StoryPlace = { scenario, products: NO_PRODUCTS, population: 0 };
  return { story: recorder.story(), place };
}

const establishedPath = ({ entries, paths }: ConnectionStory) =>
  paths[entries.find(({ step }) => step.kind === 'established')!.path]!;

describe('the words of a story', () => {
  it('tell a connection from its arrival to what is held after it', () => {
    const { story, place } = storyOf([
      { name: 'edge', mode: 'snat', snat: { ports: '1024-2023', hold: '30s' } },
    ]);
    const texts = story.entries.map((entry) => entryText(place, entry));
    expect(texts.slice(0, 2)).toEqual(['Arrives', 'First attempt']);
    expect(texts[2]).toMatch(/^Leases 203\.0\.113\.7:\d+ and sends a SYN to 198\.51\.100\.1:443$/);
    expect(texts[3]).toBe('SYN reaches edge, which has a place for it');
    expect(texts[4]).toMatch(/^edge leases 10\.0\.0\.1:(1\d{3}|20[012]\d) and leads on to servers [123]$/);
    expect(texts.find((text) => text.startsWith('Established'))).toMatch(
      /its session ends at 0:01:\d\d\.\d$/,
    );
    expect(texts.find((text) => text.startsWith('Closed'))).toBe(
      'Closed: its session is over; browsers closes first',
    );
    expect(texts.find((text) => text.startsWith('edge holds the port'))).toMatch(
      /10\.0\.0\.1:\d+, until 0:01:\d\d\.\d$/,
    );
  });

  it('name what refuses, where, and what comes next', () => {
    const { story, place } = storyOf([
      { name: 'edge', mode: 'snat', snat: { ports: '1024-1043', scope: 'source', hold: '30s' } },
    ]);
    const texts = story.entries.map((entry) => entryText(place, entry));
    expect(texts).toContain('SYN dropped: SYN dropped by NAT (edge, snat ports)');
    expect(texts).toContain('SYN sent again, the 1st time');
    expect(texts.some((text) => text.startsWith('Waits for its SYN timer at edge, until 0:00:'))).toBe(true);
    expect(texts).toContain('Attempt 1 has failed: SYN dropped by NAT (edge, snat ports)');
    const tones = new Set(story.entries.map(({ step }) => toneOf(step)));
    expect(tones).toEqual(new Set(['plain', 'failed', 'held']));
  });

  it('say no word twice for different steps of one moment', () => {
    const { story, place } = storyOf([{ name: 'edge', mode: 'proxy' }]);
    const texts = story.entries.map((entry) => `${entry.timeSec} ${entryText(place, entry)}`);
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('the stretches of a path', () => {
  const PORT = /:\d+/g;
  const stretches = (path: TestFile['path']) => {
    const { story, place } = storyOf(path);
    const way = establishedPath(story);
    const shown = (list: ReturnType<typeof requestStretches>) =>
      list.map(({ from, to, tuple, past }) => [
        `${from} > ${to}`.replaceAll(/ \d/g, ''),
        tuple?.replaceAll(PORT, '').replace(/10\.1\.0\.\d/, 'server'),
        ...past,
      ]);
    return { requests: shown(requestStretches(place, way)), replies: shown(replyStretches(place, way)) };
  };

  it('lead the replies of dsr round the balancer, with the VIP as their source', () => {
    const { requests, replies } = stretches([{ name: 'edge', mode: 'dsr' }]);
    expect(requests).toEqual([
      ['browsers > edge', '203.0.113.7 → 198.51.100.1'],
      ['edge > servers', '203.0.113.7 → 198.51.100.1'],
    ]);
    expect(replies).toEqual([['servers > browsers', '198.51.100.1 → 203.0.113.7', 'edge']]);
  });

  it('are two connections at a proxy', () => {
    const { requests, replies } = stretches([{ name: 'edge', mode: 'proxy' }]);
    expect(requests).toEqual([
      ['browsers > edge', '203.0.113.7 → 198.51.100.1'],
      ['edge > servers', '10.0.0.1 → server'],
    ]);
    expect(replies).toEqual([
      ['servers > edge', 'server → 10.0.0.1'],
      ['edge > browsers', '198.51.100.1 → 203.0.113.7'],
    ]);
  });

  it('end where the connection has not come any further', () => {
    const { story, place } = storyOf([
      { name: 'edge', mode: 'snat', snat: { ports: '1024-1043', scope: 'source', hold: '30s' } },
    ]);
    const dropped = story.entries.find(({ step }) => step.kind === 'dropped')!;
    const [first, second] = requestStretches(place, story.paths[dropped.path]!);
    expect(first!.tuple).toMatch(/^203\.0\.113\.7:\d+ → 198\.51\.100\.1:443$/);
    expect(second!.tuple).toBeNull();
  });
});
