import { describe, expect, it } from 'vitest';
import { togglePlaying } from './transport.ts';

describe('togglePlaying', () => {
  it('pauses and plays on from the same moment', () => {
    expect(togglePlaying({ timeSec: 30, playing: true, speed: 1 }, 60)).toEqual({ playing: false });
    expect(togglePlaying({ timeSec: 30, playing: false, speed: 1 }, 60)).toEqual({ playing: true });
  });

  it('begins again after the end', () => {
    expect(togglePlaying({ timeSec: 60, playing: false, speed: 1 }, 60)).toEqual({
      playing: true,
      timeSec: 0,
    });
  });
});
