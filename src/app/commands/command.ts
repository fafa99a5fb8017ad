/** The keys that give a command. */
export interface Keys {
  /** `event.key` in lower case. */
  readonly key: string;
  /** As the help shows them. */
  readonly shown: readonly string[];
  /** Needs Ctrl, or Cmd on a Mac. */
  readonly withCommand?: boolean;
  readonly withShift?: boolean;
  /** Also while a text field has the focus; only for keys that need Ctrl. */
  readonly inFields?: boolean;
}

export const COMMAND_GROUPS = ['Run', 'View', 'Edit', 'Scenario', 'Help', 'Theme'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** Something that the page can do. Keys, menus, the palette and the help all read the same table. */
export interface Command {
  readonly id: string;
  /** "Export the scenario". */
  readonly does: string;
  /** As buttons and menus call it, where that is shorter: "Export". */
  readonly name?: string;
  readonly group: CommandGroup;
  readonly action: () => void;
  /** False while there is nothing that it could act on; without it, it always can. */
  readonly isPossible?: () => boolean;
  /** Whether it is the choice in force, for one of several choices. */
  readonly isChosen?: () => boolean;
  readonly keys?: Keys;
}
