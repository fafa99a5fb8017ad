import type { ValidationVerdict } from './validation-document.ts';

export interface VerdictWords {
  readonly word: string;
  /** Tells verdicts apart without colour. */
  readonly sign: string;
  readonly meaning: string;
}

export const VERDICT_WORDS: Readonly<Record<ValidationVerdict, VerdictWords>> = {
  pass: { word: 'agrees', sign: '✓', meaning: 'The measured values are what the model gives.' },
  sampling: {
    word: 'agrees (scatter)',
    sign: '≈',
    meaning:
      'The medians differ, but by no more than so few measured runs scatter: the measurement cannot tell.',
  },
  FAIL: { word: 'disagrees', sign: '✕', meaning: 'The model is wrong here, by the error that is shown.' },
  'not reproduced': {
    word: 'not reproduced',
    sign: '○',
    meaning: 'The model has nothing to say here; the reason is given.',
  },
};
