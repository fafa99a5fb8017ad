import { create } from 'zustand';

/** The moment of the simulated run that the page shows, and whether it moves. */
export interface Playhead {
  readonly timeSec: number;
  readonly playing: boolean;
  /** Simulated seconds per second on the wall. */
  readonly speed: number;
}

export const usePlayhead = create<Playhead>()(() => ({ timeSec: 0, playing: true, speed: 120 }));
