import { create } from 'zustand';
import type { Command } from './command.ts';

/** Commands of parts of the page that are fetched later than the table; they are there once the part is. */
export const useLateCommands = create<{ readonly late: readonly Command[] }>()(() => ({ late: [] }));

export function addCommands(commands: readonly Command[]): void {
  useLateCommands.setState(({ late }) => {
    const added = new Set(commands.map(({ id }) => id));
    return { late: [...late.filter(({ id }) => !added.has(id)), ...commands] };
  });
}
