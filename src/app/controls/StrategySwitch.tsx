import type { ReactElement } from 'react';
import { STRATEGIES, type Strategy, strategyOf, withStrategy } from '../../scenario/strategies.ts';
import type { TermId } from '../help/glossary.ts';
import { Term } from '../help/Term.tsx';
import { useApp, useDocument } from '../state/app-context.ts';
import type { DocumentEditor } from '../state/document-store.ts';

interface StrategyText {
  readonly name: string;
  /** The word that the explanation begins with. */
  readonly term: TermId;
  readonly text: string;
}

const STRATEGY_TEXT: Readonly<Record<Strategy, StrategyText>> = {
  snat: { name: 'SNAT', term: 'snat', text: 'one address replaces the clients’; all share its ports.' },
  'snat-pool': {
    name: 'SNAT pool',
    term: 'choose',
    text: 'several source addresses, each with ports of its own.',
  },
  dnat: {
    name: 'No SNAT',
    term: 'dnat',
    text: 'only the destination is rewritten; servers route back through the balancer.',
  },
  dsr: { name: 'DSR', term: 'dsr', text: 'nothing is rewritten; servers answer the clients themselves.' },
  proxy: { name: 'Proxy', term: 'proxy', text: 'two TCP connections and two descriptors for each client.' },
  direct: {
    name: 'Direct',
    term: 'direct',
    text: 'clients choose a server themselves; nothing stands between.',
  },
};

/**
 * Opens the document under another strategy; settings that it had under that one before come back. A pool is SNAT with
 * more addresses, so each of the two remembers for the other.
 */
export function openStrategy(editor: DocumentEditor, strategy: Strategy): void {
  const remembered =
    editor.lastFileWhere((file) => strategyOf(file) === strategy) ??
    (isSnat(strategy) ? editor.lastFileWhere((file) => isSnat(strategyOf(file))) : undefined);
  editor.replace(withStrategy(editor.file(), strategy, remembered));
}

function isSnat(strategy: Strategy | null): boolean {
  return strategy === 'snat' || strategy === 'snat-pool';
}

/** Which of the six answers to the question is simulated. */
export function StrategySwitch(): ReactElement {
  const { editor } = useApp();
  const current = useDocument(({ file }) => strategyOf(file));
  return (
    <fieldset className="strategy">
      <legend>Strategy</legend>
      <div className="segments">
        {STRATEGIES.map((strategy) => (
          <label key={strategy} className="segment">
            <input
              type="radio"
              name="strategy"
              value={strategy}
              checked={strategy === current}
              aria-describedby={strategy === current ? 'strategy-text' : undefined}
              onChange={() => openStrategy(editor, strategy)}
            />
            {STRATEGY_TEXT[strategy].name}
          </label>
        ))}
      </div>
      <p id="strategy-text" className="field-note">
        {current === null ? (
          'Routers only: no hop that balances.'
        ) : (
          <>
            <Term id={STRATEGY_TEXT[current].term}>{STRATEGY_TEXT[current].name}</Term>:{' '}
            {STRATEGY_TEXT[current].text}
          </>
        )}
      </p>
    </fieldset>
  );
}
