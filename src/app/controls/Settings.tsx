import { type ReactElement, type ReactNode, useRef } from 'react';
import { openDialog } from '../state/view-store.ts';
import { AddEvent, RemoveEvent } from './EventEditing.tsx';
import { FieldGroups } from './FieldView.tsx';
import type { FieldGroup } from './field-spec.ts';
import { useShownField } from './shown-field.ts';
import { settingsGroups } from './specs/settings-groups.ts';
import { TraceImport } from './TraceImport.tsx';
import { useSpecs } from './use-specs.ts';

/** Every field that has a control, by station. Changes apply as they are made; undo takes them back. */
export function Settings(): ReactElement {
  const groups = useSpecs(settingsGroups);
  const fields = useRef<HTMLDivElement>(null);
  useShownField(fields);
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
        <FieldGroups groups={groups} after={afterGroup} />
      </div>
    </>
  );
}

/** What is done with a group as a whole. */
function afterGroup({ place = '' }: FieldGroup): ReactNode {
  if (place === 'events') return <AddEvent />;
  if (place.startsWith('events.')) return <RemoveEvent place={place} />;
  return place.startsWith('clients.') && <TraceImport place={place} />;
}
