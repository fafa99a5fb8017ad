import { lazy, type ReactElement, Suspense, useEffect, useId, useRef } from 'react';
import type { LiveRun } from '../run/live-run.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useDrawer } from './drawer-store.ts';
import './drawer.css';

const Follow = lazy(async () => ({ default: (await import('../follow/FollowPanel.tsx')).FollowPanel }));
const Resources = lazy(async () => ({
  default: (await import('../resources/ResourcesPanel.tsx')).ResourcesPanel,
}));

const TITLES = { follow: 'Follow one connection', resources: 'Resources' } as const;

/** What was asked for of the run on show, at the foot of the page; it leaves the picture above it in sight. */
export function BottomDrawer({ run }: { readonly run: LiveRun }): ReactElement | null {
  const view = useDrawer((state) => state.view);
  return view === null ? null : <OpenDrawer key={view} view={view} run={run} />;
}

function OpenDrawer({
  view,
  run,
}: {
  readonly view: 'follow' | 'resources';
  readonly run: LiveRun;
}): ReactElement {
  const section = useRef<HTMLElement>(null);
  const titleId = useId();
  const Content = view === 'follow' ? Follow : Resources;

  useEffect(() => {
    const opener = document.activeElement;
    const own = section.current;
    own?.focus({ preventScroll: true });
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || document.querySelector('dialog[open]') !== null) return;
      // Elsewhere Escape may take back what is being typed.
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, textarea, select') != null && own?.contains(target) !== true) return;
      close();
    };
    document.addEventListener('keydown', pressed);
    return () => {
      document.removeEventListener('keydown', pressed);
      const hadFocus =
        document.activeElement === document.body || own?.contains(document.activeElement) === true;
      if (hadFocus && (opener instanceof HTMLElement || opener instanceof SVGElement)) opener.focus();
    };
  }, []);

  return (
    <section ref={section} className="drawer" aria-labelledby={titleId} tabIndex={-1}>
      <div className="drawer-head">
        <h2 id={titleId}>{TITLES[view]}</h2>
        <button type="button" className="button button-icon" aria-label="Close the drawer" onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <div className="drawer-body">
        <ErrorBoundary part={TITLES[view]}>
          <Suspense fallback={<p className="small quiet">Loading…</p>}>
            <Content run={run} />
          </Suspense>
        </ErrorBoundary>
      </div>
    </section>
  );
}

function close(): void {
  useDrawer.setState({ view: null });
}
