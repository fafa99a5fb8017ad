import type { RefObject } from 'react';
import { openDialog } from '../state/view-store.ts';
import { type FindPart, wantedPart } from '../ui/wanted-part.ts';

const word = wantedPart();

/** Opens the help at a word of the glossary. */
export function showWord(term: string): void {
  word.want(term);
  openDialog('help');
}

/** In the help: goes to the word that `showWord` has named. */
export function useShownWord(within: RefObject<HTMLElement | null>): void {
  word.useWanted(within, placeOfWord);
}

const placeOfWord: FindPart = (within, id) => within.querySelector(`[data-word="${CSS.escape(id)}"]`);
