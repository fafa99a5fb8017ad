import { create } from 'zustand';
import type { PortMapChoice } from '../../network/results/run-result.ts';
import type { PortSpaceKey } from '../../workers/protocol.ts';

/** What the cells of the map are shaded by. */
export type Shade = 'state' | 'age';

/** What the small map and the large one show alike. */
export interface PortSpaceState {
  /** The space that was chosen last; the run on show may not have it. */
  readonly wanted: PortSpaceKey | null;
  readonly shade: Shade;
}

export const usePortSpace = create<PortSpaceState>()(() => ({ wanted: null, shade: 'state' }));

export function choosePortSpace(wanted: PortSpaceKey): void {
  usePortSpace.setState({ wanted });
}

/** A station whose ports can be shown, and which of its spaces is. */
export interface ChosenSpace {
  readonly choice: PortMapChoice;
  readonly space: PortSpaceKey;
}

/** The wanted space where the run has it, else the first of its station, else the first of all; null where nothing leases ports. */
export function chosenSpace(
  choices: readonly PortMapChoice[],
  wanted: PortSpaceKey | null,
): ChosenSpace | null {
  const choice = choices.find(({ station }) => station === wanted?.station) ?? choices[0];
  if (choice === undefined) return null;
  const { station, addresses, destinations } = choice;
  const same = wanted?.station === station ? wanted : null;
  return {
    choice,
    space: {
      station,
      address: same !== null && same.address < addresses ? same.address : 0,
      destination: same !== null && same.destination < destinations ? same.destination : 0,
    },
  };
}
