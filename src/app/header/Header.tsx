import { type ReactElement, useEffect, useRef } from 'react';
import { useApp } from '../state/app-context.ts';
import { useHistory, useLook } from '../state/document-store.ts';
import { toggleMode } from '../state/page-address.ts';
import { useSaveState } from '../state/save-state.ts';
import { SIDE_PAGE_NAMES } from '../state/side-page-names.ts';
import { openFile } from '../state/transfer.ts';
import { openDialog, SIDE_PAGES, useView, WORK_MODES, type WorkModeId } from '../state/view-store.ts';
import { WORK_MODE_NAMES } from '../state/work-mode-names.ts';
import { Icon } from '../ui/Icon.tsx';
import { NARROW, useMediaQuery } from '../ui/use-media-query.ts';
import { chooseFile, exportScenario, IMPORT_INPUT_ID, shareScenario } from './actions.ts';
import { QuestionPicker } from './QuestionPicker.tsx';
import { ThemeSelect } from './ThemeSelect.tsx';
import './header.css';

export function Header(): ReactElement {
  const { editor } = useApp();
  const mode = useView((state) => (state.page === 'workspace' ? state.mode : 'watch'));
  const { canUndo, canRedo } = useHistory(editor.store);
  const isNarrow = useMediaQuery(NARROW);

  return (
    <header className="header">
      <h1 className="mark" title="Fivetuple: connection-scale simulator">
        <Mark />
        Fivetuple
      </h1>
      <QuestionPicker />
      <div className="header-history">
        <button
          type="button"
          className="button button-icon"
          aria-label="Undo"
          title="Undo (Ctrl+Z)"
          disabled={!canUndo}
          onClick={() => editor.undo()}
        >
          <Icon name="undo" />
        </button>
        <button
          type="button"
          className="button button-icon"
          aria-label="Redo"
          title="Redo (Ctrl+Shift+Z)"
          disabled={!canRedo}
          onClick={() => editor.redo()}
        >
          <Icon name="redo" />
        </button>
        <SavedMark />
      </div>
      {WORK_MODES.filter((each) => !isNarrow || each === mode).map((each) => (
        <ModeButton key={each} mode={each} isShown={each === mode} />
      ))}
      {isNarrow ? <Menu modes={WORK_MODES.filter((each) => each !== mode)} /> : <Actions />}
      <input
        id={IMPORT_INPUT_ID}
        type="file"
        accept=".json,application/json"
        aria-label="Scenario file"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) void openFile(editor, file);
        }}
      />
    </header>
  );
}

function ModeButton(props: {
  readonly mode: WorkModeId;
  readonly isShown: boolean;
  readonly onDone?: () => void;
}): ReactElement {
  const { name, key, what } = WORK_MODE_NAMES[props.mode];
  return (
    <button
      type="button"
      className="button"
      aria-pressed={props.isShown}
      title={`${what} (${key.toUpperCase()})`}
      onClick={() => {
        props.onDone?.();
        toggleMode(props.mode);
      }}
    >
      {name}
    </button>
  );
}

/** The modes and the actions of the narrow page, whose shown mode has its button beside it; closed by choosing one, by Escape, and by a press elsewhere. */
function Menu({ modes }: { readonly modes: readonly WorkModeId[] }): ReactElement {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event): void => {
      const inside = event.target instanceof Node && menu.current?.contains(event.target) === true;
      const isEscape = event instanceof KeyboardEvent && event.key === 'Escape';
      if (isEscape || (event.type === 'pointerdown' && !inside)) menu.current?.removeAttribute('open');
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  return (
    <details ref={menu} className="header-menu">
      <summary className="button button-icon" aria-label="Menu">
        <Icon name="menu" />
      </summary>
      <Actions modes={modes} onDone={() => menu.current?.removeAttribute('open')} />
    </details>
  );
}

function Actions(props: {
  /** Modes that have no button in the header. */
  readonly modes?: readonly WorkModeId[];
  /** Closes the menu that this stands in. */
  readonly onDone?: () => void;
}): ReactElement {
  const { modes = [], onDone } = props;
  const { editor } = useApp();
  const current = useView((state) => state.page);
  const actions = [
    { name: 'Share', title: 'Copy a link to this scenario', does: () => void shareScenario(editor) },
    { name: 'Export', title: 'Download the scenario (E)', does: () => void exportScenario(editor) },
    { name: 'Import', title: 'Open a scenario file (I)', does: chooseFile },
    { name: 'JSON', title: 'The scenario as text', does: () => openDialog('json') },
    { name: 'Errors', title: 'Look up an error (/)', does: () => openDialog('lookup') },
  ];
  return (
    <nav className="header-actions" aria-label="Scenario">
      {modes.map((mode) => (
        <ModeButton key={mode} mode={mode} isShown={false} {...(onDone === undefined ? {} : { onDone })} />
      ))}
      {actions.map(({ name, title, does }) => (
        <button
          key={name}
          type="button"
          className="button"
          title={title}
          onClick={() => {
            onDone?.();
            does();
          }}
        >
          {name}
        </button>
      ))}
      {SIDE_PAGES.map((page) => (
        <a
          key={page}
          className="button header-page"
          href={`#${page}`}
          title={SIDE_PAGE_NAMES[page].what}
          aria-current={page === current ? 'page' : undefined}
          onClick={onDone}
        >
          {SIDE_PAGE_NAMES[page].name}
        </a>
      ))}
      <ThemeSelect inMenu={onDone !== undefined} />
      <button
        type="button"
        className={onDone === undefined ? 'button button-icon' : 'button'}
        aria-label="Help"
        title="Help (?)"
        onClick={() => {
          onDone?.();
          openDialog('help');
        }}
      >
        {onDone === undefined ? '?' : 'Help'}
      </button>
    </nav>
  );
}

const SAVE_TEXT = {
  saved: 'Saved',
  pending: 'Saving…',
  'without-steps': 'Saved',
  unavailable: 'Not saved',
  shared: 'Read-only',
} as const;

const SAVE_TITLE = {
  saved: 'Kept in this browser with its undo steps, and nowhere else',
  pending: 'Kept in this browser in a moment',
  'without-steps': 'Kept in this browser; its undo steps are lost with the page',
  unavailable: 'This browser keeps nothing for this page',
  shared: 'A shared scenario is not kept; yours is, as you left it',
} as const;

function SavedMark(): ReactElement {
  const { isLooking } = useLook(useApp().editor);
  const kept = useSaveState(({ state }) => state);
  const state = isLooking ? 'shared' : kept;
  return (
    <span className="saved-mark small quiet" data-state={state} title={SAVE_TITLE[state]}>
      {SAVE_TEXT[state] === 'Saved' && <Icon name="check" />}
      {SAVE_TEXT[state]}
    </span>
  );
}

/** Source address and port, protocol, destination address and port: five fields that make one connection. */
function Mark(): ReactElement {
  const corners = [1, 13].flatMap((x) => [1, 13].map((y) => ({ x, y })));
  return (
    <svg className="mark-sign" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path d="M4 4l12 12M16 4L4 16" stroke="currentColor" strokeWidth="1.25" />
      {corners.map(({ x, y }) => (
        <rect
          key={`${x} ${y}`}
          x={x + 0.5}
          y={y + 0.5}
          width="5"
          height="5"
          fill="var(--page)"
          stroke="currentColor"
          strokeWidth="1.25"
        />
      ))}
      <rect x="7" y="7" width="6" height="6" fill="var(--in-use)" />
    </svg>
  );
}
