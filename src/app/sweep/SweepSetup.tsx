import { type ReactElement, useId } from 'react';
import { useApp } from '../state/app-context.ts';
import type { SweepField } from './sweep-fields.ts';
import {
  type AxisForm,
  axisFormOf,
  commandOf,
  type FormReading,
  type Spacing,
  type SweepForm,
} from './sweep-setup.ts';

const SPACINGS: readonly { readonly id: Spacing; readonly name: string }[] = [
  { id: 'even', name: 'evenly spaced' },
  { id: 'ratio', name: 'in equal ratios' },
  { id: 'list', name: 'a list' },
];

/** Which parameters, which values, how many runs. */
export function SweepSetup(props: {
  readonly form: SweepForm;
  readonly fields: readonly SweepField[];
  readonly reading: FormReading;
  /** While a sweep runs its form stands still. */
  readonly isRunning: boolean;
  readonly onChange: (form: SweepForm) => void;
}): ReactElement {
  const { form, fields, reading, isRunning, onChange } = props;
  const { editor } = useApp();
  const runsId = useId();
  const errorAt = (place: string): string => (!reading.ok && reading.place === place ? reading.message : '');
  const addSecond = (): void => {
    const field = fields.find(({ path }) => path !== form.first.path);
    if (field !== undefined) onChange({ ...form, second: axisFormOf(editor.store.getState(), field) });
  };
  return (
    <fieldset className="sweep-setup" disabled={isRunning}>
      <legend className="visually-hidden">What is swept</legend>
      <AxisFields
        title="Parameter"
        form={form.first}
        fields={fields}
        error={errorAt('first')}
        onChange={(first) => onChange({ ...form, first })}
      />
      {form.second === null ? (
        <div>
          <button type="button" className="button button-framed" onClick={addSecond}>
            Add a second parameter
          </button>
        </div>
      ) : (
        <AxisFields
          title="Second parameter"
          form={form.second}
          fields={fields}
          error={errorAt('second')}
          onChange={(second) => onChange({ ...form, second })}
          onRemove={() => onChange({ ...form, second: null })}
        />
      )}
      <div className="sweep-axis">
        <div className="sweep-field">
          <label htmlFor={runsId}>Runs of each point</label>
          <input
            id={runsId}
            className="text-field sweep-number"
            inputMode="numeric"
            value={form.replications}
            aria-invalid={errorAt('replications') !== ''}
            onChange={(event) => onChange({ ...form, replications: event.target.value })}
          />
        </div>
        <p className="sweep-note small quiet">
          Each under another seed; all points under the same seeds, so that they see the same clients.
        </p>
      </div>
      {!reading.ok && (reading.place === 'replications' || reading.place === 'all') && (
        <p className="error" role="alert">
          {reading.message}
        </p>
      )}
      {reading.ok && (
        <p className="sweep-command small quiet">
          <code>{commandOf(form)}</code>
        </p>
      )}
    </fieldset>
  );
}

function AxisFields(props: {
  readonly title: string;
  readonly form: AxisForm;
  readonly fields: readonly SweepField[];
  readonly error: string;
  readonly onChange: (form: AxisForm) => void;
  readonly onRemove?: () => void;
}): ReactElement {
  const { title, form, fields, error, onChange, onRemove } = props;
  const { editor } = useApp();
  const pathId = useId();
  const spacingId = useId();
  const pick = (path: string): void => {
    const field = fields.find((each) => each.path === path);
    if (field !== undefined) onChange(axisFormOf(editor.store.getState(), field));
  };
  return (
    <div role="group" aria-label={title} className="sweep-axis">
      <div className="sweep-field sweep-field-wide">
        <label htmlFor={pathId}>{title}</label>
        <select
          id={pathId}
          className="select"
          value={form.path}
          onChange={(event) => pick(event.target.value)}
        >
          {groupsOf(fields).map(([group, members]) => (
            <optgroup key={group} label={group}>
              {members.map(({ path, label }) => (
                <option key={path} value={path}>
                  {label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
      {form.spacing === 'list' ? (
        <TextField
          label="Values"
          value={form.list}
          error={error}
          isWide
          onChange={(list) => onChange({ ...form, list })}
        />
      ) : (
        <>
          <TextField
            label="From"
            value={form.from}
            error={error}
            onChange={(from) => onChange({ ...form, from })}
          />
          <TextField label="To" value={form.to} error={error} onChange={(to) => onChange({ ...form, to })} />
          <TextField
            label="Points"
            value={form.points}
            error={error}
            onChange={(points) => onChange({ ...form, points })}
          />
        </>
      )}
      <div className="sweep-field">
        <label htmlFor={spacingId}>Spacing</label>
        <select
          id={spacingId}
          className="select"
          value={form.spacing}
          onChange={(event) => {
            const spacing = SPACINGS.find(({ id }) => id === event.target.value)?.id ?? 'even';
            const list = spacing === 'list' && form.list === '' ? `${form.from}, ${form.to}` : form.list;
            onChange({ ...form, spacing, list });
          }}
        >
          {SPACINGS.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {onRemove !== undefined && (
        <button type="button" className="button sweep-remove" onClick={onRemove}>
          Remove<span className="visually-hidden"> the second parameter</span>
        </button>
      )}
      {error !== '' && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

function TextField(props: {
  readonly label: string;
  readonly value: string;
  readonly error: string;
  readonly isWide?: boolean;
  readonly onChange: (text: string) => void;
}): ReactElement {
  const { label, value, error, isWide = false, onChange } = props;
  const id = useId();
  return (
    <div className={isWide ? 'sweep-field sweep-field-wide' : 'sweep-field'}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={isWide ? 'text-field' : 'text-field sweep-number'}
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={value}
        aria-invalid={error !== ''}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function groupsOf(
  fields: readonly SweepField[],
): (readonly [group: string, members: readonly SweepField[]])[] {
  const groups = new Map<string, SweepField[]>();
  for (const field of fields) groups.set(field.group, [...(groups.get(field.group) ?? []), field]);
  return [...groups];
}
