import type { SimulatorClient } from '../workers/simulator-client.ts';

/** What a command needs of the world outside; tests give their own. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Text of a file, or of standard input for `-`. Throws an `Error` when it cannot be read. */
  readonly read: (path: string) => string;
  /** Writes a file anew. Throws an `Error` when it cannot be written. */
  readonly write: (path: string, text: string) => void;
  /** Adds to the end of a file. Throws an `Error` when it cannot be written. */
  readonly append: (path: string, text: string) => void;
  readonly exists: (path: string) => boolean;
  /** True where standard error is a terminal, so that progress can be drawn on it. */
  readonly showsProgress: boolean;
  /** Milliseconds of a clock that never goes back; for events a second, never for results. */
  readonly nowMs: () => number;
  readonly version: string;
  /** How many runs the machine computes at the same time. */
  readonly processors: number;
  /** A thread beside this one that runs simulations. */
  readonly newRunner: () => SimulatorClient;
}

export const EXIT_OK = 0;
/** A target is missed, or unclear (`assert`). */
export const EXIT_TARGET_MISSED = 1;
/** The arguments or the scenario are not acceptable. */
export const EXIT_INVALID = 2;
/** A fault of the program itself. */
export const EXIT_FAULT = 70;
