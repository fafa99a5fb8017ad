import { describe, expect, it } from 'vitest';
import { pointCount } from '../../analysis/sweep/sweep.ts';
import { logHead } from '../../analysis/sweep/sweep-log.ts';
import { examples } from '../../scenario/examples.ts';
import { createDocumentStore } from '../state/document-store.ts';
import { type SweepField, sweepFields } from './sweep-fields.ts';
import { axisFormOf, commandOf, defaultForm, fittingForm, readForm, type SweepForm } from './sweep-setup.ts';

const stateOf = (id: string) => createDocumentStore(examples.find((each) => each.id === id)!.file).getState();
const STATE = stateOf('100k-websockets');
const FIELDS = sweepFields(STATE);
const FORM = defaultForm(STATE, FIELDS)!;

describe('the form of a sweep', () => {
  it.each(examples.map(({ id }) => id))('can be started as it is, and so can every field: %s', (id) => {
    const state = stateOf(id);
    const fields = sweepFields(state);
    const form = defaultForm(state, fields)!;
    expect(readForm(state.file, form)).toMatchObject({ ok: true });
    const faults = fields.flatMap((field: SweepField) => {
      const reading = readForm(state.file, { ...form, first: axisFormOf(state, field) });
      return reading.ok ? [] : [`${field.path}: ${reading.message}`];
    });
    expect(faults).toEqual([]);
  });

  it('asks for what the command says that it shows', () => {
    const form: SweepForm = {
      first: { ...FORM.first, from: '1', to: '4', points: '4' },
      second: {
        path: 'clients.0.count',
        from: '50,000',
        to: '100 k',
        points: '3',
        spacing: 'ratio',
        list: '',
      },
      replications: '5',
    };
    expect(commandOf(form)).toBe(
      'fivetuple sweep FILE --over path.0.snat.addresses=1..4:4 --over clients.0.count=50000..100k:3:log --replications 5',
    );
    const reading = readForm(STATE.file, form);
    expect(reading.ok && pointCount(reading.sweep)).toBe(12);
    const listed = readForm(STATE.file, {
      ...form,
      first: { ...form.first, spacing: 'list', list: '1, 2, 3, 4' },
    });
    expect(listed.ok && reading.ok && logHead(listed.sweep) === logHead(reading.sweep)).toBe(true);
  });

  it.each([
    [{ replications: '0' }, 'replications', '"0" runs. Accepted: a whole number from 1'],
    [{ replications: 'two' }, 'replications', '"two" runs'],
    [{ first: { ...FORM.first, from: 'x' } }, 'first', 'path.0.snat.addresses: "x" is not a count'],
    [{ first: { ...FORM.first, points: '' } }, 'first', 'the spacing "" is not understood'],
    [{ second: FORM.first }, 'all', 'path.0.snat.addresses is given twice'],
    [
      {
        first: { ...FORM.first, to: '90', points: '90' },
        second: { ...FORM.first, path: 'backends.count', to: '90', points: '90' },
      },
      'all',
      '8100 points are too many to be drawn. Accepted: at most 2500',
    ],
  ])('says where it is wrong: %j', (change, place, message) => {
    expect(readForm(STATE.file, { ...FORM, ...change })).toMatchObject({
      ok: false,
      place,
      message: expect.stringContaining(message) as string,
    });
  });

  it('forgets parameters that the scenario no longer has', () => {
    const direct = stateOf('flash-crowd');
    const fields = sweepFields(direct);
    const form = { ...FORM, second: { ...FORM.first, path: 'backends.count' } };
    expect(fittingForm(form, STATE, FIELDS)).toEqual(form);
    expect(
      fittingForm(
        { ...FORM, first: form.second, second: { ...FORM.first, path: 'path.9.x' } },
        direct,
        fields,
      )?.second,
    ).toBeNull();
    expect(fittingForm({ ...FORM, first: { ...FORM.first, path: 'path.9.x' } }, direct, fields)).toEqual(
      defaultForm(direct, fields),
    );
  });
});
