import { lazy, type ReactElement, type ReactNode, Suspense } from 'react';
import { ChoiceField } from './ChoiceField.tsx';
import { FlagField } from './FlagField.tsx';
import type { FieldGroup, FieldSpec } from './field-spec.ts';
import { PortRangeField } from './PortRangeField.tsx';
import { QuantityField } from './QuantityField.tsx';
import { TextField } from './TextField.tsx';

/** Only the settings have it; the rail does without. */
const PresetPicker = lazy(async () => ({ default: (await import('./PresetPicker.tsx')).PresetPicker }));

/** The control that a field asks for. */
export function FieldView({ spec }: { readonly spec: FieldSpec }): ReactElement {
  switch (spec.control) {
    case 'quantity':
      return <QuantityField spec={spec} />;
    case 'choice':
      return <ChoiceField spec={spec} />;
    case 'flag':
      return <FlagField spec={spec} />;
    case 'text':
      return <TextField spec={spec} />;
    case 'ports':
      return <PortRangeField spec={spec} />;
  }
}

export function FieldGroups(props: {
  readonly groups: readonly FieldGroup[];
  /** What follows the fields of a group. */
  readonly after?: (group: FieldGroup) => ReactNode;
}): ReactElement {
  const { groups, after } = props;
  return (
    <>
      {groups.map((group) => {
        const { title, preset, place = preset?.place, fields, rare = [] } = group;
        return (
          // A name in the title may change while it is typed.
          <fieldset key={place ?? title} className="field-group" data-place={place}>
            <legend>{title}</legend>
            {preset && (
              <Suspense fallback={null}>
                <PresetPicker spot={preset} />
              </Suspense>
            )}
            {fields.map((spec) => (
              <FieldView key={spec.path} spec={spec} />
            ))}
            {rare.length > 0 && <RareFields fields={rare} />}
            {after?.(group)}
          </fieldset>
        );
      })}
    </>
  );
}

function RareFields({ fields }: { readonly fields: readonly FieldSpec[] }): ReactElement {
  return (
    <details className="field-rare">
      <summary>Kernel timers and corner cases</summary>
      {fields.map((spec) => (
        <FieldView key={spec.path} spec={spec} />
      ))}
    </details>
  );
}
