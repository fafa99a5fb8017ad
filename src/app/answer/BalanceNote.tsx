import { type ReactElement, useMemo } from 'react';
import { balanceNote } from '../../analysis/answer/balance-sentences.ts';
import { stageBalances } from '../../analysis/runs/stage-balance.ts';
import { Marked } from '../help/Marked.tsx';
import { useRun } from '../run/run-store.ts';
import { unbroken } from './unbroken.ts';

/** How unevenly the least even stage of the finished run was loaded; nothing where all stayed even. */
export function BalanceNote(): ReactElement | null {
  const run = useRun((state) => state.run);
  const isComplete = useRun((state) => state.run?.summary?.completed === true);
  const note = useMemo(
    () => (run !== null && isComplete ? balanceNote(stageBalances(run.scenario, run)) : ''),
    [run, isComplete],
  );
  return note === '' ? null : (
    <p className="answer-note">
      <Marked text={unbroken(note)} />
    </p>
  );
}
