import type { ReactElement } from 'react';
import type { Confidence } from '../../scenario/presets/preset.ts';
import { Explained } from '../help/Explained.tsx';
import { LinkedText } from '../ui/LinkedText.tsx';
import { CONFIDENCE_WORDS } from './confidence-words.ts';

/** Where a value of a preset is written, and how well it is known. */
export function SourceLine(props: {
  readonly source: string;
  readonly confidence: Confidence;
}): ReactElement {
  const { source, confidence } = props;
  const { word, meaning } = CONFIDENCE_WORDS[confidence];
  return (
    <span className="source-line">
      <Explained term={word} text={meaning} />: <LinkedText text={source} />
    </span>
  );
}
