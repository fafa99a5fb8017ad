/** A document for programs: two blanks of indentation; what has no limit (Infinity) is null. */
export function jsonDocument(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
