import { type RefObject, useEffect } from 'react';
import { create } from 'zustand';

/** A part of a dialog that is to be shown once the dialog is there: a field of the settings, a word of the help. */
export interface WantedPart {
  readonly want: (id: string) => void;
  /** In the dialog: goes to the part that is wanted, if one is, and forgets it. */
  readonly useWanted: (within: RefObject<HTMLElement | null>, find: FindPart) => void;
}

/** The element of a part that takes the focus; null where the dialog has no such part. */
export type FindPart = (within: HTMLElement, id: string) => HTMLElement | null;

export function wantedPart(): WantedPart {
  const useId = create<{ readonly id: string | null }>()(() => ({ id: null }));
  return {
    want: (id) => useId.setState({ id }),
    useWanted: (within, find) => {
      const { id } = useId();
      useEffect(() => {
        if (id === null || within.current === null) return;
        useId.setState({ id: null });
        const part = find(within.current, id);
        // What is folded away has no place to go to.
        for (let fold = part?.closest('details'); fold; fold = fold.parentElement?.closest('details')) {
          fold.open = true;
        }
        part?.scrollIntoView({ block: 'center' });
        part?.focus({ preventScroll: true });
      }, [id, within, find]);
    },
  };
}
