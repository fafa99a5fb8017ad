import { lazy, type ReactElement, Suspense } from 'react';

const List = lazy(async () => ({
  default: (await import('./NotModelled.tsx').catch(() => null))?.NotModelled ?? Nothing,
}));

/** Folded away and below all else: the page begins without it, and does without it where it cannot be fetched. */
export function LazyNotModelled(): ReactElement {
  return (
    <Suspense fallback={null}>
      <List />
    </Suspense>
  );
}

function Nothing(): null {
  return null;
}
