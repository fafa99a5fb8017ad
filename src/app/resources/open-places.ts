import type { StationKey } from '../../network/results/run-result.ts';
import { type RowName, rowDetailId } from '../ladder/ladder-row-id.ts';
import { openDialog, useView } from '../state/view-store.ts';
import { whenThere } from '../ui/when-there.ts';

/** Opens the row of the ladder that has the arithmetic of a limit, and leads the focus there. */
export function openArithmetic(row: RowName): void {
  // On a phone the ladder is on the first tab.
  useView.setState({ tab: 'overview' });
  whenThere(`[aria-controls="${rowDetailId(row)}"]`, (button) => {
    if (button.ariaExpanded !== 'true') button.click();
    button.scrollIntoView({ block: 'center' });
    button.focus({ preventScroll: true });
  });
}

/** Opens all settings at those of a station. */
export function openSettings(station: StationKey): void {
  openDialog('settings');
  whenThere(`dialog [data-place="${station}"]`, (group) => {
    group.scrollIntoView({ block: 'start' });
    group.querySelector<HTMLElement>('input, select, button')?.focus({ preventScroll: true });
  });
}
