import type { ReactElement } from 'react';
import { Dialog } from '../ui/Dialog.tsx';
import { LazySettings } from './lazy-settings.tsx';

export function SettingsDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  return (
    <Dialog title="All settings" onClose={onClose}>
      <LazySettings />
    </Dialog>
  );
}
