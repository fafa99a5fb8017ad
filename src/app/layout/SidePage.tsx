import { type LazyExoticComponent, lazy, type ReactElement, Suspense } from 'react';
import type { SidePageId } from '../state/view-store.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

const PAGES: Readonly<Record<SidePageId, LazyExoticComponent<() => ReactElement>>> = {
  gallery: lazy(async () => ({ default: (await import('../gallery/GalleryPage.tsx')).GalleryPage })),
  presets: lazy(async () => ({ default: (await import('../presets/PresetsPage.tsx')).PresetsPage })),
  validation: lazy(async () => ({
    default: (await import('../validation/ValidationPage.tsx')).ValidationPage,
  })),
};

/** A page beside the scenario's, loaded when it is first asked for. */
export function SidePage({ page }: { readonly page: SidePageId }): ReactElement {
  const Content = PAGES[page];
  return (
    <ErrorBoundary key={page} part="The page">
      <Suspense fallback={<p className="run-wait">Loading…</p>}>
        <Content />
      </Suspense>
    </ErrorBoundary>
  );
}
