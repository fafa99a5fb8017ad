import { create } from 'zustand';
import type { StationKey } from '../../network/results/run-result.ts';

/** A node of the diagram: null stands for the clients, and for all instances together. */
export interface DrawerNode {
  readonly station: StationKey | null;
  readonly instance: number | null;
}

/** What the drawer below the page can show of the run. */
export type DrawerView = 'resources' | 'follow';

export interface DrawerState {
  /** Null while it is closed. */
  readonly view: DrawerView | null;
  /** The node that was picked last; null before one was. */
  readonly node: DrawerNode | null;
}

export const useDrawer = create<DrawerState>()(() => ({
  view: null,
  node: null,
}));
