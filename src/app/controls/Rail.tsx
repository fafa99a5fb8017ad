import type { ReactElement } from 'react';
import { openDialog } from '../state/view-store.ts';
import { FieldGroups, FieldView } from './FieldView.tsx';
import { StrategySwitch } from './StrategySwitch.tsx';
import { keyFields, railGroups } from './specs/rail-fields.ts';
import { useSpecs } from './use-specs.ts';
import './controls.css';

/** The controls that decide the answer. What does not apply to the strategy is absent, not dead. */
export function Rail(): ReactElement {
  const groups = useSpecs(railGroups);
  return (
    <div className="rail-body">
      <StrategySwitch />
      <FieldGroups groups={groups} />
      <SettingsButton />
    </div>
  );
}

/** Strategy and four sliders, for a phone. */
export function KeyControls(): ReactElement {
  const fields = useSpecs(keyFields);
  return (
    <div className="rail-body">
      <StrategySwitch />
      <fieldset className="field-group">
        <legend className="visually-hidden">Scenario</legend>
        {fields.map((spec) => (
          <FieldView key={spec.path} spec={spec} />
        ))}
      </fieldset>
    </div>
  );
}

function SettingsButton(): ReactElement {
  return (
    <button type="button" className="button button-framed" onClick={() => openDialog('settings')}>
      All settings
    </button>
  );
}
