import { create } from 'zustand';
import { isPlainObject } from '../../scenario/plain-value.ts';
import { keepChoice, keptChoice } from '../state/kept-choice.ts';
import type { AxisForm, SweepForm } from './sweep-setup.ts';

const NAME = 'sweep.1';
const TEXTS = ['path', 'from', 'to', 'points', 'list'];

/** The form as it was left; null before the first change. */
export const useSweepForm = create<{ readonly form: SweepForm | null }>()(() => ({ form: remembered() }));

/** Changes the form, and keeps it in the browser where that keeps anything. */
export function changeForm(form: SweepForm): void {
  useSweepForm.setState({ form });
  keepChoice(NAME, JSON.stringify(form));
}

function remembered(): SweepForm | null {
  try {
    const value: unknown = JSON.parse(keptChoice(NAME) ?? 'null');
    if (!isPlainObject(value) || typeof value.replications !== 'string' || !isAxis(value.first)) return null;
    const { first, second, replications } = value;
    return { first, second: isAxis(second) ? second : null, replications };
  } catch {
    return null;
  }
}

function isAxis(value: unknown): value is AxisForm {
  return (
    isPlainObject(value) &&
    TEXTS.every((name) => typeof value[name] === 'string') &&
    ['even', 'ratio', 'list'].includes(String(value.spacing))
  );
}
