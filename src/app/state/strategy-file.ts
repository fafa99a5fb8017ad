import type { ScenarioFile } from '../../scenario/file-format.ts';
import { type Strategy, strategyOf, withStrategy } from '../../scenario/strategies.ts';
import type { DocumentEditor } from './document-store.ts';

type Kind = (strategy: Strategy | null) => boolean;

const hasHop: Kind = (strategy) => strategy !== null && strategy !== 'direct';
const forwards: Kind = (strategy) => hasHop(strategy) && strategy !== 'proxy';
const translatesSource: Kind = (strategy) => strategy === 'snat' || strategy === 'snat-pool';

/** From the widest to the narrowest: strategies of one kind share settings that others do not have. */
const KINDS: readonly Kind[] = [hasHop, forwards, translatesSource];

/**
 * A document (the open one) under another strategy; settings that it had under that one before come back. What the open strategy
 * has no place for (a name and instances in `direct`, a flow table in `proxy`, source ports in `dsr`) comes from the last
 * document that had it, so that the way by which a strategy is reached does not matter.
 */
export function fileUnder(
  editor: DocumentEditor,
  strategy: Strategy,
  open: ScenarioFile = editor.file(),
): ScenarioFile {
  let file = open;
  if (strategyOf(file) === strategy) return file;
  for (const isKind of KINDS) {
    if (!isKind(strategy) || isKind(strategyOf(file))) continue;
    const kin = editor.lastFileWhere((other) => isKind(strategyOf(other)));
    const via = kin === undefined ? null : strategyOf(kin);
    if (via !== null) file = withStrategy(file, via, kin);
  }
  const before = editor.lastFileWhere((other) => strategyOf(other) === strategy);
  return withStrategy(file, strategy, before);
}
