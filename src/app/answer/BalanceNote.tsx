import { type ReactElement, useMemo } from 'react';
import { balanceNote } from '../../analysis/answer/balance-sentences.ts';
import { stageBalances } from '../../analysis/runs/stage-balance.ts';
import { useRun } from '../run/run-store.ts';
import { AnswerNote } from './AnswerNote.tsx';

/** How unevenly the least even stage of the finished run was loaded; nothing where all stayed even. */
export function BalanceNote(): ReactElement {
  const run = useRun((state) => state.run);
  const isComplete = useRun((state) => state.run?.summary?.completed === true);
  const note = useMemo(
    () => (run !== null && isComplete ? balanceNote(stageBalances(run.scenario, run)) : ''),
    [run, isComplete],
  );
  return <AnswerNote text={note} />;
}
