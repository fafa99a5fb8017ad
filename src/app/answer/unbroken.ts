/** No line ends between a number and its unit. */
export function unbroken(text: string): string {
  return text.replaceAll(/(\d) (?=(?:ms|s|m|h|d|%|[KMGT]?i?B)\b|%)/g, '$1\u00a0');
}
