import { type ReactElement, useMemo } from 'react';
import { drainNote, userRateNote } from '../../analysis/answer/lives-sentences.ts';
import { drainCurves } from '../../analysis/runs/drain-curve.ts';
import { userRates } from '../../analysis/runs/user-rates.ts';
import { useRun } from '../run/run-store.ts';
import { AnswerNote } from './AnswerNote.tsx';

/** How often users of the finished run were cut off, and whom its largest drain cut; nothing where nobody was. */
export function LivesNote(): ReactElement {
  const run = useRun((state) => state.run);
  const tables = useRun((state) => state.run?.lifeTables ?? null);
  const note = useMemo(() => {
    if (run === null || run.summary === null || tables === null) return '';
    const { scenario, summary } = run;
    const drain = drainNote(drainCurves(scenario, tables.drains));
    return [userRateNote(userRates(scenario, summary)), drain].filter((text) => text !== '').join(' ');
  }, [run, tables]);
  return <AnswerNote text={note} />;
}
