import {
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { ariaKeys } from '../commands/aria-keys.ts';
import { COMMAND_GROUPS, type Command } from '../commands/command.ts';
import { KeyNames } from '../commands/KeyNames.tsx';
import { Icon } from '../ui/Icon.tsx';
import { type MenuEnd, menuTarget } from './menu-keys.ts';
import './command-menu.css';

/**
 * The commands of a menu by their groups, with their keys. Arrow keys, Home, End and first letters move the focus; it is
 * closed by a choice, by Escape or Tab, and by a press or the focus going elsewhere.
 */
export function CommandMenuList(props: {
  readonly id: string;
  readonly label: string;
  readonly commands: readonly Command[];
  readonly start: MenuEnd;
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
}): ReactElement {
  const { id, label, commands, start, button, onClose } = props;
  const menu = useRef<HTMLDivElement>(null);
  const [activeId, setActiveId] = useState('');
  useEffect(() => {
    const items = itemsOf(menu.current);
    items.at(start === 'first' ? 0 : -1)?.focus();
  }, [start]);
  useClosedElsewhere(menu, button, onClose);

  const choose = ({ action, isPossible }: Command): void => {
    if (isPossible?.() === false) return;
    onClose();
    // Where a dialog follows, it gives the focus back to the button.
    button.current?.focus();
    action();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      onClose();
      button.current?.focus();
      if (event.key === 'Escape') event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const items = itemsOf(menu.current);
    const at = items.findIndex((item) => item === document.activeElement);
    const target = menuTarget(
      event.key,
      at,
      items.map((item) => item.getAttribute('aria-label') ?? ''),
    );
    if (target === null) return;
    // A letter that no item begins with is no shortcut either.
    event.preventDefault();
    items[target]?.focus();
  };

  return (
    <div
      ref={menu}
      id={id}
      className="command-menu"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={pressed}
    >
      {COMMAND_GROUPS.map((group) => {
        const members = commands.filter((command) => command.group === group);
        return (
          members.length > 0 && (
            <MenuGroup
              key={group}
              name={group}
              members={members}
              activeId={activeId}
              onFocus={setActiveId}
              onChoose={choose}
            />
          )
        );
      })}
    </div>
  );
}

function MenuGroup(props: {
  readonly name: string;
  readonly members: readonly Command[];
  readonly activeId: string;
  readonly onFocus: (id: string) => void;
  readonly onChoose: (command: Command) => void;
}): ReactElement {
  const { name, members, activeId, onFocus, onChoose } = props;
  const titleId = useId();
  return (
    <div className="command-menu-group" role="group" aria-labelledby={titleId}>
      <p id={titleId} className="command-menu-title">
        {name}
      </p>
      {members.map((command) => (
        <MenuItem
          key={command.id}
          command={command}
          isActive={command.id === activeId}
          onFocus={() => onFocus(command.id)}
          onChoose={onChoose}
        />
      ))}
    </div>
  );
}

function MenuItem(props: {
  readonly command: Command;
  readonly isActive: boolean;
  readonly onFocus: () => void;
  readonly onChoose: (command: Command) => void;
}): ReactElement {
  const { command, isActive, onFocus, onChoose } = props;
  const { name, does, keys, isChosen, isPossible } = command;
  const chosen = isChosen?.();
  return (
    <button
      type="button"
      className="command-menu-item"
      role={chosen === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={chosen}
      aria-label={name ?? does}
      aria-keyshortcuts={keys && ariaKeys(keys)}
      aria-disabled={isPossible?.() === false}
      title={does}
      tabIndex={isActive ? 0 : -1}
      onFocus={onFocus}
      onClick={() => onChoose(command)}
    >
      <span className="command-menu-check">{chosen === true && <Icon name="check" />}</span>
      <span className="command-menu-name">{name ?? does}</span>
      {keys !== undefined && <KeyNames keys={keys} />}
    </button>
  );
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
}

/** Closes the menu when something outside of it and of its button is pressed or takes the focus. */
function useClosedElsewhere(
  menu: RefObject<HTMLElement | null>,
  button: RefObject<HTMLElement | null>,
  onClose: () => void,
): void {
  useEffect(() => {
    const went = ({ target }: Event): void => {
      const isInside = [menu, button].some(
        ({ current }) => target instanceof Node && current?.contains(target) === true,
      );
      if (!isInside) onClose();
    };
    document.addEventListener('pointerdown', went);
    document.addEventListener('focusin', went);
    return () => {
      document.removeEventListener('pointerdown', went);
      document.removeEventListener('focusin', went);
    };
  }, [menu, button, onClose]);
}
