import type { RefObject } from 'react';
import { openDialog } from '../state/view-store.ts';
import { type FindPart, wantedPart } from '../ui/wanted-part.ts';

const field = wantedPart();

/** Opens all settings at a field, by its path in the file, and puts the focus into it. */
export function showField(path: string): void {
  field.want(path);
  openDialog('settings');
}

/** In the settings: goes to the field that `showField` has named. */
export function useShownField(within: RefObject<HTMLElement | null>): void {
  field.useWanted(within, inputOfField);
}

const inputOfField: FindPart = (within, path) =>
  within.querySelector(`[data-path="${CSS.escape(path)}"] .field-value :is(input, select, textarea)`) ??
  within.querySelector(`[data-path="${CSS.escape(path)}"] :is(input, select, textarea)`);
