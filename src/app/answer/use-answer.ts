import { useMemo } from 'react';
import { type Answer, answerFromRun, estimateAnswer } from '../../analysis/answer/answer.ts';
import { productsOf } from '../../analysis/levers/products.ts';
import { useRun } from '../run/run-store.ts';
import { useDocument } from '../state/app-context.ts';

/**
 * The closed form at once; the simulated answer as soon as the run of this very scenario has one: a refusal when it
 * happens, anything else at the end.
 */
export function useAnswer(): Answer {
  const { scenario, file } = useDocument((state) => state);
  const products = useMemo(() => productsOf(file), [file]);
  const summary = useRun(({ run }) => (run?.scenario === scenario && !run.stale ? run.summary : null));
  return useMemo(() => {
    if (summary !== null) {
      const simulated = answerFromRun(scenario, summary, products);
      if (summary.completed || simulated.verdict === 'no') return simulated;
    }
    return estimateAnswer(scenario, products);
  }, [scenario, summary, products]);
}
