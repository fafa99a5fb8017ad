/** What a reader has chosen for this page and not for a scenario, kept in this browser: `null` where nothing is kept or storage is forbidden. */
export function keptChoice(name: string): string | null {
  try {
    return localStorage.getItem(`fivetuple.${name}`);
  } catch {
    return null;
  }
}

/** Keeps a choice; where storage is forbidden it holds until the page is closed. */
export function keepChoice(name: string, value: string): void {
  try {
    localStorage.setItem(`fivetuple.${name}`, value);
  } catch {
    // See above.
  }
}
