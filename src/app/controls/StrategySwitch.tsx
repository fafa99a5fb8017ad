import type { ReactElement } from 'react';
import { STRATEGIES, type Strategy, strategyOf } from '../../scenario/strategies.ts';
import type { TermId } from '../help/glossary.ts';
import { Term } from '../help/Term.tsx';
import { useApp, useDocument } from '../state/app-context.ts';
import type { DocumentEditor } from '../state/document-store.ts';
import { fileUnder } from '../state/strategy-file.ts';
import { STRATEGY_NAMES } from './strategy-names.ts';

interface StrategyText {
  /** The word that the explanation begins with. */
  readonly term: TermId;
  readonly text: string;
}

const STRATEGY_TEXT: Readonly<Record<Strategy, StrategyText>> = {
  snat: { term: 'snat', text: 'one address replaces the clients’; all share its ports.' },
  'snat-pool': { term: 'choose', text: 'several source addresses, each with ports of its own.' },
  dnat: {
    term: 'dnat',
    text: 'only the destination is rewritten; servers route back through the balancer.',
  },
  dsr: { term: 'dsr', text: 'nothing is rewritten; servers answer the clients themselves.' },
  proxy: { term: 'proxy', text: 'two TCP connections and two descriptors for each client.' },
  direct: { term: 'direct', text: 'clients choose a server themselves; nothing stands between.' },
};

/** Opens the document under another strategy, as the comparison shows it. */
function openStrategy(editor: DocumentEditor, strategy: Strategy): void {
  editor.replace(fileUnder(editor, strategy));
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
            {STRATEGY_NAMES[strategy]}
          </label>
        ))}
      </div>
      <p id="strategy-text" className="field-note">
        {current === null ? (
          'Routers only: no hop that balances.'
        ) : (
          <>
            <Term id={STRATEGY_TEXT[current].term}>{STRATEGY_NAMES[current]}</Term>:{' '}
            {STRATEGY_TEXT[current].text}
          </>
        )}
      </p>
    </fieldset>
  );
}
