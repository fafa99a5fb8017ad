import type { Confidence } from '../../scenario/presets/preset.ts';

/** How well a value of a preset is known, in plain words. */
export const CONFIDENCE_WORDS: Readonly<
  Record<Confidence, { readonly word: string; readonly meaning: string }>
> = {
  verified: { word: 'verified', meaning: 'Read in the vendor’s own documentation or source code.' },
  'third party': { word: 'third party', meaning: 'Read in what someone else wrote about the product.' },
  measured: { word: 'measured', meaning: 'Seen on a running system.' },
  derived: { word: 'derived', meaning: 'Reckoned from values that are known.' },
  recalled: {
    word: 'recalled',
    meaning: 'Common knowledge; no text was at hand. Check it before you rely on it.',
  },
};
