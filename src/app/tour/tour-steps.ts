export interface TourStep {
  readonly title: string;
  readonly text: string;
  /** The place that the step is about, on the wide page and on the narrow one. */
  readonly anchor: string;
}

export const TOUR_STEPS: readonly TourStep[] = [
  {
    title: 'The answer',
    text: 'One sentence says whether the target fits, and if not, what runs out first. It comes from formulas at once and from a simulation a moment later; below it stands which of the two you read.',
    anchor: '.answer',
  },
  {
    title: 'Change one thing',
    text: 'Choose another strategy here, or move a slider below. The answer follows while you move; Undo goes back.',
    anchor: '.strategy',
  },
  {
    title: 'What binds next',
    text: 'Every limit of the path, the lowest first; the line is what you ask for. Press a limit for its arithmetic, where it is written, and how to raise it.',
    anchor: '.ladder',
  },
];
