import type { Autoscale } from '../../../scenario/autoscale-settings.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import type { QuantityKind } from '../../../scenario/units.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldSpec } from '../field-spec.ts';
import { flagOf } from './spec-parts.ts';

/** What an autoscaler begins with when it is switched on in a form. */
const FIRST = { min: 1, target: 5000 };

const FIELDS: readonly (readonly [name: string, key: keyof Autoscale, label: string, kind: QuantityKind])[] =
  [
    ['min', 'min', 'At least', 'count'],
    ['target', 'target', 'Connections each', 'count'],
    ['every', 'everySec', 'Decides every', 'duration'],
    ['ready', 'readySec', 'Ready after', 'duration'],
    ['stabilization', 'stabilizationSec', 'Stabilization', 'duration'],
    ['drain', 'drainSec', 'Drain of scale-in', 'duration'],
  ];

/**
 * How the number of instances of a stage follows its connections: a switch, and the settings where it is on.
 * @param owner path of the stage
 * @param target what events call it
 */
export function autoscaleFields(
  owner: string,
  autoscale: (state: Pick<DocumentState, 'scenario'>) => Autoscale | null,
  { scenario, target }: { readonly scenario: Scenario; readonly target: string },
): FieldSpec[] {
  const isOn = autoscale({ scenario }) !== null;
  if (!isOn && isScaledByEvents(scenario, target)) return [];
  const path = `${owner}.autoscale`;
  const flag: FieldSpec = {
    ...flagOf(path, 'Autoscaling', (state) => autoscale(state) !== null),
    write: (on) => (on ? FIRST : undefined),
  };
  const fields = FIELDS.map(
    ([name, key, label, kind]): FieldSpec => ({
      control: 'quantity',
      path: `${path}.${name}`,
      label,
      kind,
      read: (state) => autoscale(state)?.[key] ?? null,
    }),
  );
  return isOn ? [flag, ...fields] : [flag];
}

/** Then an autoscaler is not accepted, or not with the minimum that it begins with. */
function isScaledByEvents({ events }: Scenario, target: string): boolean {
  return events.some((event) => {
    if (event.target !== target) return false;
    if (event.action === 'restart') return event.surge > 0;
    if (event.action === 'crash') return event.instances > FIRST.min;
    return event.action === 'scale-out' || event.action === 'scale-in';
  });
}
