/** Names that differ in a part only: that part of each, and what they have in common with a # in its place. */
export interface ShortNames {
  readonly labels: readonly string[];
  readonly pattern: string;
}

/** Leaves out what all the names begin and end with, where something is left of each. */
export function shortNames(names: readonly string[]): ShortNames {
  const [first = ''] = names;
  if (names.length < 2) return { labels: names, pattern: first };
  const head = wholeWord(commonStart(names));
  const tail = wholePart(commonEnd(names.map((name) => name.slice(head.length))));
  const labels = names.map((name) => name.slice(head.length, name.length - tail.length));
  if (labels.some((label) => label === '')) return { labels: names, pattern: '' };
  return { labels, pattern: `${head}#${tail}` };
}

/** Up to the last space, so that numbers stay whole. */
function wholeWord(start: string): string {
  return start.slice(0, start.lastIndexOf(' ') + 1);
}

/** From the first colon on, so that ports stay whole. */
function wholePart(end: string): string {
  const at = end.indexOf(':');
  return at < 0 ? '' : end.slice(at);
}

function commonStart(names: readonly string[]): string {
  const [first = '', ...others] = names;
  return first.slice(
    0,
    others.reduce((length, name) => sameUntil(first, name, length), first.length),
  );
}

function sameUntil(a: string, b: string, most: number): number {
  let same = 0;
  while (same < most && a[same] === b[same]) same += 1;
  return same;
}

function commonEnd(names: readonly string[]): string {
  const [first = '', ...others] = names;
  const length = others.reduce((most, name) => sameFromEnd(first, name, most), first.length);
  return first.slice(first.length - length);
}

function sameFromEnd(a: string, b: string, most: number): number {
  let same = 0;
  while (same < most && a.at(-1 - same) === b.at(-1 - same)) same += 1;
  return same;
}
