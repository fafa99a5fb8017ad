import { lazy, type ReactElement, type ReactNode, Suspense, useId, useRef, useState } from 'react';
import type { Command } from '../commands/command.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import type { MenuEnd } from './menu-keys.ts';

const loadMenu = () => import('./CommandMenuList.tsx');
const CommandMenuList = lazy(async () => ({ default: (await loadMenu()).CommandMenuList }));

/** A failure shows where the list is asked for. */
function fetchAhead(): void {
  loadMenu().catch(() => {});
}

/**
 * A button that opens a menu of commands, by the ARIA pattern "menu button". The list is fetched when the button is first
 * pointed at or focused, as few who open the page need it.
 */
export function CommandMenu(props: {
  readonly label: string;
  /** What the button shows in place of its label. */
  readonly icon?: ReactNode;
  readonly commands: readonly Command[];
}): ReactElement {
  const { label, icon, commands } = props;
  const [open, setOpen] = useState<MenuEnd | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const menuId = useId();
  return (
    <div className="header-menu">
      <button
        ref={button}
        type="button"
        className={icon === undefined ? 'button' : 'button button-icon'}
        aria-label={icon === undefined ? undefined : label}
        title={icon === undefined ? undefined : label}
        aria-haspopup="menu"
        aria-expanded={open !== null}
        aria-controls={open === null ? undefined : menuId}
        onPointerEnter={fetchAhead}
        onFocus={fetchAhead}
        onClick={() => setOpen(open === null ? 'first' : null)}
        onKeyDown={(event) => {
          const end = { ArrowDown: 'first', ArrowUp: 'last' }[event.key] as MenuEnd | undefined;
          if (end === undefined) return;
          event.preventDefault();
          setOpen(end);
        }}
      >
        {icon ?? label}
      </button>
      {open !== null && (
        <ErrorBoundary part="The menu">
          <Suspense fallback={null}>
            <CommandMenuList
              id={menuId}
              label={label}
              commands={commands}
              start={open}
              button={button}
              onClose={() => setOpen(null)}
            />
          </Suspense>
        </ErrorBoundary>
      )}
    </div>
  );
}
