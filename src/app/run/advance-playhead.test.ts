import { describe, expect, it } from 'vitest';
import { advancePlayhead } from './advance-playhead.ts';

const playing = { timeSec: 100, playing: true, speed: 60 };

describe('advancePlayhead', () => {
  it('moves by speed times the time on the wall', () => {
    expect(advancePlayhead(playing, { lastSampleSec: 3600, endSec: 3600 }, 0.5).timeSec).toBe(130);
  });

  it('stands still when paused', () => {
    const paused = { ...playing, playing: false };
    expect(advancePlayhead(paused, { lastSampleSec: 3600, endSec: 3600 }, 0.5)).toBe(paused);
  });

  it('waits at the last computed sample without stopping', () => {
    const after = advancePlayhead(playing, { lastSampleSec: 110, endSec: 3600 }, 1);
    expect(after).toMatchObject({ timeSec: 110, playing: true });
  });

  it('stays where it is while a restarted run catches up', () => {
    expect(advancePlayhead(playing, { lastSampleSec: 20, endSec: 3600 }, 1)).toBe(playing);
  });

  it('stops at the end, also of a run that became shorter', () => {
    expect(advancePlayhead(playing, { lastSampleSec: 130, endSec: 130 }, 1)).toMatchObject({
      timeSec: 130,
      playing: false,
    });
    expect(advancePlayhead(playing, { lastSampleSec: 50, endSec: 50 }, 0.1)).toMatchObject({
      timeSec: 50,
      playing: false,
    });
  });
});
