/** Text of the JSON dialog that was not applied: closing the dialog does not lose it while the page is open. */

export interface Draft {
  readonly text: string;
  /** The scenario that it was written from, as text. */
  readonly base: string;
}

let kept: Draft | null = null;

/** What the dialog opens with: the text that was left in it, else the scenario. */
export function openDraft(scenario: string): Draft {
  return kept ?? { text: scenario, base: scenario };
}

/** Keeps a text, unless it is the scenario's own. */
export function keepDraft(draft: Draft, scenario: string): void {
  kept = draft.text === scenario ? null : draft;
}

/** Whether there is text that was not applied. */
export function isDraftKept(): boolean {
  return kept !== null;
}

export function dropDraft(): void {
  kept = null;
}
