/**
 * What a reader has chosen for this page and not for a scenario, kept in this browser: `null` where nothing is kept.
 * @param whereForbidden what it is where storage is forbidden
 */
export function keptChoice(name: string, whereForbidden: string | null = null): string | null {
  try {
    return localStorage.getItem(`fivetuple.${name}`);
  } catch {
    return whereForbidden;
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
