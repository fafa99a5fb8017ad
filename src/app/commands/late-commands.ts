import type { Command } from './command.ts';

const late = new Map<string, Command>();

/** Adds commands of a part of the page that is fetched later than the table; they are there once the part is. */
export function addCommands(commands: readonly Command[]): void {
  for (const command of commands) late.set(command.id, command);
}

export function lateCommands(): readonly Command[] {
  return [...late.values()];
}
