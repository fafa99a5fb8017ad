import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { RunController } from '../run/run-controller.ts';
import type { DocumentEditor, DocumentState } from './document-store.ts';

/** The two objects that the page is built on: the open document, and the runs of it. */
export interface App {
  readonly editor: DocumentEditor;
  readonly controller: RunController;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('useApp is called outside of AppContext');
  return app;
}

/** A part of the open document; the component renders again when that part changes. */
export function useDocument<T>(select: (state: DocumentState) => T): T {
  return useStore(useApp().editor.store, select);
}
