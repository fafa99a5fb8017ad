import { type ComponentType, lazy, type ReactElement, Suspense, useEffect, useId, useRef } from 'react';
import type { LiveRun } from '../run/live-run.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { Icon } from '../ui/Icon.tsx';
import { isDialogOpen } from '../ui/open-dialog.ts';
import { type DrawerView, useDrawer } from './drawer-store.ts';
import './drawer.css';

interface ViewSpec {
  readonly title: string;
  readonly Content: ComponentType<{ readonly run: LiveRun }>;
}

const VIEWS: Readonly<Record<DrawerView, ViewSpec>> = {
  follow: {
    title: 'Follow one connection',
    Content: lazy(async () => ({ default: (await import('../follow/FollowPanel.tsx')).FollowPanel })),
  },
  resources: {
    title: 'Resources',
    Content: lazy(async () => ({
      default: (await import('../resources/ResourcesPanel.tsx')).ResourcesPanel,
    })),
  },
};

/** What was asked for of the run on show, at the foot of the page; it leaves the picture above it in sight. */
export function BottomDrawer({ run }: { readonly run: LiveRun }): ReactElement | null {
  const view = useDrawer((state) => state.view);
  return view === null ? null : <OpenDrawer key={view} view={view} run={run} />;
}

function OpenDrawer(props: { readonly view: DrawerView; readonly run: LiveRun }): ReactElement {
  const { view, run } = props;
  const { title, Content } = VIEWS[view];
  const section = useRef<HTMLElement>(null);
  const titleId = useId();

  useEffect(() => {
    const opener = document.activeElement;
    const own = section.current;
    own?.focus({ preventScroll: true });
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || isDialogOpen()) return;
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
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="button button-icon" aria-label="Close the drawer" onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <div className="drawer-body">
        <ErrorBoundary part={title}>
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
