import { useMemo } from 'react';
import { useApp, useDocument } from '../state/app-context.ts';
import type { DocumentState } from '../state/document-store.ts';
import { shapeOf } from './specs/scenario-shape.ts';

/** Controls derived from the document, made anew only when the scenario takes another shape, not with every value. */
export function useSpecs<T>(derive: (state: DocumentState) => T): T {
  const { store } = useApp().editor;
  const shape = useDocument(shapeOf);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the shape is what the derived controls depend on
  return useMemo(() => derive(store.getState()), [derive, store, shape]);
}
