import { create } from 'zustand';
import type * as fieldNotes from './field-notes.ts';

/** What the fields are, their names on real systems and their defaults. */
type FieldNotes = typeof fieldNotes;

const useLoaded = create<{ readonly notes: FieldNotes | null }>()(() => ({ notes: null }));

/** Fetches the texts: the page begins without them, as no answer waits for them. A failure leaves the controls without notes. */
export function preloadFieldTexts(): void {
  import('./field-notes.ts').then((notes) => useLoaded.setState({ notes })).catch(() => {});
}

/** Null until they are there. */
export function useFieldNotes(): FieldNotes | null {
  return useLoaded(({ notes }) => notes);
}
