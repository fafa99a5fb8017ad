import type { Keys } from '../commands/command.ts';

/** Something that the palette finds. */
export interface PaletteEntry {
  readonly id: string;
  /** The heading that it stands under: "Questions". */
  readonly section: string;
  readonly title: string;
  /** What is said beside the title, and found too. */
  readonly detail: string;
  readonly keys?: Keys;
  /** The choice in force of several. */
  readonly isChosen?: boolean;
  readonly choose: () => void;
}

export interface PaletteSection {
  readonly name: string;
  readonly entries: readonly PaletteEntry[];
  /** How many more match than are listed. */
  readonly more: number;
}
