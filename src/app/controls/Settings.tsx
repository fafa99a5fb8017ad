import { type ReactElement, type ReactNode, useCallback, useRef, useState } from 'react';
import { openDialog } from '../state/view-store.ts';
import { AddEvent, RemoveEvent } from './EventEditing.tsx';
import { FieldGroups } from './FieldView.tsx';
import type { FieldGroup } from './field-spec.ts';
import { AddHop, AddPopulation, HopActions, PopulationActions } from './StageEditing.tsx';
import { useShownField } from './shown-field.ts';
import { settingsGroups } from './specs/settings-groups.ts';
import { TraceImport } from './TraceImport.tsx';
import { useSpecs } from './use-specs.ts';

/** Every field that has a control, by station. Changes apply as they are made; undo takes them back. */
export function Settings(): ReactElement {
  const groups = useSpecs(settingsGroups);
  const fields = useRef<HTMLDivElement>(null);
  useShownField(fields);
  const [arrangement, setArrangement] = useState(0);
  const rearranged = useCallback(() => setArrangement((number) => number + 1), []);
  return (
    <>
      <p className="small quiet">
        Changes apply at once. Weights and the points of a profile are written in the{' '}
        <button type="button" className="link-button" onClick={() => openDialog('json')}>
          scenario JSON
        </button>
        .
      </p>
      <div ref={fields} className="settings-groups">
        {/* Where parts have changed places, controls begin anew: what was typed into one is not of its new part. */}
        <FieldGroups key={arrangement} groups={groups} after={(group) => afterGroup(group, rearranged)} />
      </div>
    </>
  );
}

/** What is done with a group as a whole. */
function afterGroup({ place = '' }: FieldGroup, onRearranged: () => void): ReactNode {
  const [list = '', index] = place.split('.');
  if (index === undefined) {
    if (list === 'events') return <AddEvent />;
    if (list === 'path') return <AddHop onRearranged={onRearranged} />;
    return list === 'clients' ? <AddPopulation onRearranged={onRearranged} /> : null;
  }
  if (list === 'events') return <RemoveEvent place={place} />;
  if (list === 'path') return <HopActions index={Number(index)} onRearranged={onRearranged} />;
  return (
    <>
      <TraceImport place={place} />
      <PopulationActions index={Number(index)} onRearranged={onRearranged} />
    </>
  );
}
