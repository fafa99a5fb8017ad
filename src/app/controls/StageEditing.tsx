import { type ReactElement, type ReactNode, useId, useState } from 'react';
import {
  type HopKind,
  type StageEdit,
  withHop,
  withHopMoved,
  withoutHop,
  withoutPopulation,
  withPopulation,
} from '../../scenario/edit-stages.ts';
import { HOP_MODES, type ScenarioFile } from '../../scenario/file-format.ts';
import { type PresetPlace, presetFamilies } from '../../scenario/presets/library.ts';
import { useApp, useDocument } from '../state/app-context.ts';
import { notify } from '../state/view-store.ts';
import { focusSoon } from '../ui/when-there.ts';
import { messageFor } from './use-field.ts';

const ADD_HOP = 'add-hop';
const ADD_POPULATION = 'add-population';

interface StageEditing {
  /** Why the last edit could not be made; empty where it could. */
  readonly refusal: string;
  /** One step of undo; `focus` is where the focus goes then. */
  readonly edit: (make: (file: ScenarioFile) => StageEdit, done: string, focus: string) => void;
}

/** @param onRearranged the parts stand elsewhere now, so that no control may keep what was typed into it */
function useStageEditing(onRearranged: () => void): StageEditing {
  const { editor } = useApp();
  const [refusal, setRefusal] = useState('');
  return {
    refusal,
    edit: (make, done, focus) => {
      const { file, along } = make(editor.file());
      const errors = editor.replace(file);
      setRefusal(messageFor(errors, ''));
      if (errors.length > 0) return;
      onRearranged();
      notify(`${[done, ...along].join('; ')}. Undo takes it back`);
      focusSoon(focus);
    },
  };
}

/** Buttons and choices in a row, below what is said of the last edit where it could not be made. */
function Actions(props: { readonly refusal: string; readonly children: ReactNode }): ReactElement {
  const { refusal, children } = props;
  return (
    <>
      {refusal !== '' && (
        <p className="error small" role="alert">
          That cannot be: {refusal}
        </p>
      )}
      <div className="dialog-actions">{children}</div>
    </>
  );
}

interface StageProps {
  readonly index: number;
  readonly onRearranged: () => void;
}

const buttonOf = (place: string, action: string): string =>
  `[data-stage="${place}"][data-action="${action}"]`;

/** Earlier on the path, later, or away. */
export function HopActions({ index, onRearranged }: StageProps): ReactElement | null {
  const count = useDocument(({ scenario }) => scenario.path.length);
  const name = useDocument(({ scenario }) => scenario.path[index]?.name);
  const { refusal, edit } = useStageEditing(onRearranged);
  if (name === undefined) return null;

  const move = (to: number): void => {
    // At an end there is only the way back.
    const isEnd = to === 0 || to === count - 1;
    const goesEarlier = isEnd ? to !== 0 : to < index;
    const focus = buttonOf(`path.${to}`, goesEarlier ? 'earlier' : 'later');
    edit((file) => withHopMoved(file, index, to), `${name} is hop ${to + 1} of ${count} now`, focus);
  };
  const remove = (): void => edit((file) => withoutHop(file, index), `Hop ${name} removed`, `#${ADD_HOP}`);
  const place = `path.${index}`;
  return (
    <Actions refusal={refusal}>
      <StageButton place={place} action="earlier" isOff={index === 0} onPress={() => move(index - 1)}>
        Move {name} earlier
      </StageButton>
      <StageButton place={place} action="later" isOff={index === count - 1} onPress={() => move(index + 1)}>
        Move {name} later
      </StageButton>
      <StageButton place={place} action="remove" onPress={remove}>
        Remove {name}
      </StageButton>
    </Actions>
  );
}

function StageButton(props: {
  readonly place: string;
  readonly action: string;
  readonly isOff?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}): ReactElement {
  const { place, action, isOff = false, onPress, children } = props;
  return (
    <button
      type="button"
      className="button button-framed"
      data-stage={place}
      data-action={action}
      disabled={isOff}
      onClick={onPress}
    >
      {children}
    </button>
  );
}

/** A hop of a mode or a product, anywhere on the path. */
export function AddHop({ onRearranged }: { readonly onRearranged: () => void }): ReactElement {
  const hops = useDocument(({ scenario }) => scenario.path);
  const [kind, setKind] = useState('mode snat');
  const [before, setBefore] = useState<number | null>(null);
  const { refusal, edit } = useStageEditing(onRearranged);
  const at = Math.min(before ?? hops.length, hops.length);

  const add = (): void =>
    edit(
      (file) => withHop(file, at, kindOf(kind)),
      `Hop ${at + 1} added`,
      `[data-path="path.${at}.name"] input`,
    );
  return (
    <Actions refusal={refusal}>
      <select
        className="select"
        aria-label="New hop"
        value={kind}
        onChange={(event) => setKind(event.target.value)}
      >
        <optgroup label="By mode">
          {HOP_MODES.map((mode) => (
            <option key={mode} value={`mode ${mode}`}>
              {mode}
            </option>
          ))}
        </optgroup>
        <PresetOptions of="hop" prefix="preset " />
      </select>
      <select
        className="select"
        aria-label="Where"
        value={at}
        onChange={(event) => setBefore(Number(event.target.value))}
      >
        {hops.map(({ name }, index) => (
          <option key={name} value={index}>
            before {name}
          </option>
        ))}
        <option value={hops.length}>{hops.length === 0 ? 'on the path' : 'at the end'}</option>
      </select>
      <button id={ADD_HOP} type="button" className="button button-framed" onClick={add}>
        Add hop
      </button>
    </Actions>
  );
}

function kindOf(choice: string): HopKind {
  const [what, id = ''] = choice.split(' ');
  const mode = HOP_MODES.find((each) => each === id);
  return what === 'mode' && mode !== undefined ? { mode } : { preset: id };
}

function PresetOptions({ of, prefix }: { readonly of: PresetPlace; readonly prefix: string }): ReactElement {
  return (
    <>
      {presetFamilies(of).map(({ title, members }) => (
        <optgroup key={title} label={title}>
          {members.map(({ id, name, line }) => (
            <option key={id} value={`${prefix}${id}`} title={line}>
              {name}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  );
}

/** Takes a population out. */
export function PopulationActions({ index, onRearranged }: StageProps): ReactElement | null {
  const isOnly = useDocument(({ scenario }) => scenario.clients.length === 1);
  const name = useDocument(({ scenario }) => scenario.clients[index]?.name);
  const { refusal, edit } = useStageEditing(onRearranged);
  const noteId = useId();
  if (name === undefined) return null;
  const remove = (): void =>
    edit((file) => withoutPopulation(file, index), `Clients ${name} removed`, `#${ADD_POPULATION}`);
  return (
    <Actions refusal={refusal}>
      <button
        type="button"
        className="button button-framed"
        disabled={isOnly}
        aria-describedby={isOnly ? noteId : undefined}
        onClick={remove}
      >
        Remove {name}
      </button>
      {isOnly && (
        <span id={noteId} className="small quiet">
          A scenario has one population at least.
        </span>
      )}
    </Actions>
  );
}

/** Clients of their own kind, beside the others. */
export function AddPopulation({ onRearranged }: { readonly onRearranged: () => void }): ReactElement {
  const count = useDocument(({ scenario }) => scenario.clients.length);
  const [preset, setPreset] = useState('');
  const { refusal, edit } = useStageEditing(onRearranged);
  const add = (): void =>
    edit(
      (file) => withPopulation(file, preset === '' ? null : preset),
      `Clients ${count + 1} added`,
      `[data-path="clients.${count}.name"] input`,
    );
  return (
    <Actions refusal={refusal}>
      <select
        className="select"
        aria-label="New clients"
        value={preset}
        onChange={(event) => setPreset(event.target.value)}
      >
        <option value="">without a preset</option>
        <PresetOptions of="client" prefix="" />
      </select>
      <button id={ADD_POPULATION} type="button" className="button button-framed" onClick={add}>
        Add clients
      </button>
    </Actions>
  );
}
