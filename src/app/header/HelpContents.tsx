import type { ReactElement } from 'react';
import { COMMAND_KEY } from '../commands/command-key.ts';
import { pageCommands } from '../commands/page-commands.ts';
import { AllTerms } from '../help/AllTerms.tsx';
import { NotModelled } from '../help/NotModelled.tsx';
import { useApp } from '../state/app-context.ts';
import { startTour } from '../state/guide-state.ts';
import { switchSingleKeys, useKeySettings } from '../state/key-settings.ts';
import { SIDE_PAGE_NAMES } from '../state/side-page-names.ts';
import { SIDE_PAGES } from '../state/view-store.ts';

/** Keys, words, and what is left out. */
export function HelpContents({ onClose }: { readonly onClose: () => void }): ReactElement {
  const commands = pageCommands(useApp());
  return (
    <>
      <section className="help-section">
        <h3>Keys</h3>
        <dl className="help-keys">
          {commands.map(
            ({ id, keys, does }) =>
              keys !== undefined && (
                <div key={id}>
                  <dt>
                    {keys.shown.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ),
          )}
          <div>
            <dt>
              <kbd>←</kbd>
              <kbd>→</kbd>
            </dt>
            <dd>On a slider: one step; with Shift a fine one; Page keys ten; Home and End the ends</dd>
          </div>
        </dl>
        <p className="small quiet">Keys are off while a field has the focus, all but {COMMAND_KEY}+K.</p>
        <SingleKeysSwitch />
      </section>
      <section className="help-section">
        <h3>The page in three steps</h3>
        <button type="button" className="button button-framed" onClick={startTour}>
          Take the tour
        </button>
      </section>
      <section className="help-section">
        <h3>Fields</h3>
        <p>
          Type units and arithmetic: <code>100k</code>, <code>10m</code>, <code>1h30m</code>,{' '}
          <code>64*1024</code>, <code>16GiB</code>, <code>20k/s</code>. Typing may leave the range of the
          slider.
        </p>
      </section>
      <section className="help-section">
        <h3>Words</h3>
        <AllTerms />
      </section>
      <NotModelled />
      <section className="help-section">
        <h3>Pages</h3>
        <ul className="help-pages">
          {SIDE_PAGES.map((page) => (
            <li key={page}>
              <a href={`#${page}`} onClick={onClose}>
                {SIDE_PAGE_NAMES[page].name}
              </a>
              . {SIDE_PAGE_NAMES[page].what}.
            </li>
          ))}
        </ul>
      </section>
      <p className="small quiet">
        Everything runs in this browser. Scenarios are kept in its storage and in the links that you share;
        nothing is sent to a server.
      </p>
    </>
  );
}

/** For who dictates to the machine, or whose hand slips: a letter alone then gives no command. */
function SingleKeysSwitch(): ReactElement {
  const { singleKeys } = useKeySettings();
  return (
    <label className="help-switch">
      <input
        type="checkbox"
        checked={singleKeys}
        onChange={(event) => switchSingleKeys(event.target.checked)}
      />
      Keys without {COMMAND_KEY} give commands
    </label>
  );
}
