/** Documents in the order in which undo and redo walk over them, as texts, and which of them is open. */
export interface HistoryLine {
  readonly texts: readonly string[];
  readonly at: number;
}

/** So much of a line as stays within both bounds: the steps nearest to the open document, which itself always stays. */
export function boundedLine(
  { texts, at }: HistoryLine,
  mostTexts: number,
  mostCharacters: number,
): HistoryLine {
  let first = at;
  let last = at;
  let characters = texts[at]?.length ?? 0;
  /** Whether the text at that place still fits; if so it is counted. */
  const take = (place: number): boolean => {
    const length = texts[place]?.length;
    if (length === undefined || last - first + 1 >= mostTexts || characters + length > mostCharacters)
      return false;
    characters += length;
    return true;
  };
  let grewBack = true;
  let grewForth = true;
  while (grewBack || grewForth) {
    grewBack = grewBack && take(first - 1);
    if (grewBack) first -= 1;
    grewForth = grewForth && take(last + 1);
    if (grewForth) last += 1;
  }
  return { texts: texts.slice(first, last + 1), at: at - first };
}

/**
 * The line with that document as the open one. It was kept a moment apart from the line: it may be a step further along
 * it, back or forth, or one that the line has not seen, which is then a step after those before.
 */
export function lineAt(line: HistoryLine, openText: string): HistoryLine {
  const places = line.texts.flatMap((text, place) => (text === openText ? [place] : []));
  const [nearest] = places.toSorted((a, b) => Math.abs(a - line.at) - Math.abs(b - line.at));
  if (nearest !== undefined) return { ...line, at: nearest };
  return { texts: [...line.texts.slice(0, line.at + 1), openText], at: line.at + 1 };
}
