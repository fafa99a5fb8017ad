import { create } from 'zustand';
import type { Example } from '../../scenario/examples.ts';

/** The questions that can be opened; none until they are fetched. The page opens without them. */
export const useExamples = create<readonly Example[]>(() => []);

/**
 * Fetches the questions, once.
 * @throws what the import throws when they cannot be fetched
 */
export async function loadExamples(): Promise<readonly Example[]> {
  const { examples } = await import('../../scenario/examples.ts');
  useExamples.setState(examples, true);
  return examples;
}
