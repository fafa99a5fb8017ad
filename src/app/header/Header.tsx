import type { ReactElement } from 'react';
import type { Command } from '../commands/command.ts';
import { COMMAND_KEY } from '../commands/command-key.ts';
import { useLateCommands } from '../commands/late-commands.ts';
import { pageCommands } from '../commands/page-commands.ts';
import { themeName } from '../commands/theme-commands.ts';
import { useApp } from '../state/app-context.ts';
import { useHistory, useLook } from '../state/document-store.ts';
import { useSaveState } from '../state/save-state.ts';
import { useTheme } from '../state/theme.ts';
import { openFile } from '../state/transfer.ts';
import { openDialog, useView, WORK_MODES } from '../state/view-store.ts';
import { Icon } from '../ui/Icon.tsx';
import { NARROW, useMediaQuery, WIDE } from '../ui/use-media-query.ts';
import { IMPORT_INPUT_ID } from './actions.ts';
import { CommandMenu } from './CommandMenu.tsx';
import { headerCommands } from './header-commands.ts';
import { QuestionPicker } from './QuestionPicker.tsx';
import './header.css';

/** What the question leaves room for: undo, the modes, sharing; the menu and the palette have all commands. */
export function Header(): ReactElement {
  const app = useApp();
  const { editor } = app;
  const mode = useView((state) => (state.page === 'workspace' ? state.mode : 'watch'));
  const isNarrow = useMediaQuery(NARROW);
  const isWide = useMediaQuery(WIDE);
  // Parts of the page that come later bring commands of their own.
  useLateCommands();
  const commands = pageCommands(app);
  const width = isNarrow ? 'narrow' : isWide ? 'wide' : 'middle';
  const { buttons, menu, themes } = headerCommands(commands, width, mode);

  return (
    <header className="header">
      <h1 className="mark" title="Fivetuple: connection-scale simulator">
        <Mark />
        Fivetuple
      </h1>
      <QuestionPicker />
      <History />
      <nav className="header-actions" aria-label="Commands">
        {buttons.map((command) => (
          <CommandButton
            key={command.id}
            command={command}
            {...(WORK_MODES.some((each) => each === command.id) ? { isPressed: command.id === mode } : {})}
          />
        ))}
        <CommandMenu
          label={isNarrow ? 'Menu' : 'More'}
          icon={isNarrow ? <Icon name="menu" /> : undefined}
          commands={menu}
        />
        <SearchButton withKeys={isWide} />
        {!isNarrow && <ThemeMenu commands={themes} />}
        {!isNarrow && <HelpButton />}
      </nav>
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

function History(): ReactElement {
  const { editor } = useApp();
  const { canUndo, canRedo } = useHistory(editor.store);
  return (
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
  );
}

function CommandButton(props: { readonly command: Command; readonly isPressed?: boolean }): ReactElement {
  const { name, does, keys, action } = props.command;
  return (
    <button
      type="button"
      className="button"
      aria-pressed={props.isPressed}
      title={keys === undefined ? does : `${does} (${keys.shown.join('+')})`}
      onClick={action}
    >
      {name ?? does}
    </button>
  );
}

function SearchButton({ withKeys }: { readonly withKeys: boolean }): ReactElement {
  return (
    <button
      type="button"
      className={withKeys ? 'button button-framed header-search' : 'button button-icon'}
      aria-label="Search"
      title={`Search commands, questions, settings and words (${COMMAND_KEY}+K)`}
      aria-haspopup="dialog"
      onClick={() => openDialog('palette')}
    >
      <Icon name="search" />
      {withKeys && <kbd aria-hidden="true">{COMMAND_KEY} K</kbd>}
    </button>
  );
}

const THEME_ICONS = { system: 'system', light: 'sun', dark: 'moon', contrast: 'contrast' } as const;

function ThemeMenu({ commands }: { readonly commands: readonly Command[] }): ReactElement {
  const { choice } = useTheme();
  return (
    <CommandMenu
      label={`Theme: ${themeName(choice)}`}
      icon={<Icon name={THEME_ICONS[choice]} />}
      commands={commands}
    />
  );
}

function HelpButton(): ReactElement {
  return (
    <button
      type="button"
      className="button button-icon"
      aria-label="Help"
      title="Help (?)"
      onClick={() => openDialog('help')}
    >
      ?
    </button>
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
      <span className="saved-text">{SAVE_TEXT[state]}</span>
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
